/**
 * The map: no tiles, no outside request; a graticule, the selected transport's corridor, places and trails, and every vehicle as an arrow. It
 * looks at another place only when another transport is selected or the reader asks.
 */
import { lengthWords } from "./alert-sentence.js";
import { Corridor } from "./corridor.js";
import { element } from "./elements.js";
import { Graticule } from "./graticule.js";
import { isSilent } from "./last-heard.js";
import { MapControls } from "./map-controls.js";
import { nameOf, text } from "./messages.js";
import { Places } from "./places.js";
import { urgency } from "./severity.js";
import { Trail } from "./trail.js";
import { VehicleMarker } from "./vehicle-marker.js";

const CHINA = [[21, 98], [42, 124]];
const PANES = { route: 390, trails: 400, "marked-trails": 405, places: 410 };

/** Trails are drawn anew at most this often; the markers in between move with every frame. */
const TRAILS_EVERY = 400;

export class RouteMap {
  #desk;
  #map;
  #corridor;
  #places;
  #controls;
  #markers = new Map();
  #trails = new Map();
  #shownPlan = null;
  #shownTransport = null;
  #frame = null;
  #isZooming = false;
  #trailsDrawnAt = -Infinity;
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(root, desk) {
    this.#desk = desk;
    const node = element("div", { id: "map", role: "application", "aria-label": text("map.label"), tabindex: "0" });
    root.setAttribute("aria-label", text("map.label"));
    root.append(node);
    this.#map = L.map(node, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 3, maxZoom: 18, worldCopyJump: true });
    for (const [name, zIndex] of Object.entries(PANES)) this.#map.createPane(name).style.zIndex = zIndex;
    this.#map.fitBounds(CHINA);
    new Graticule(this.#map).draw();
    this.#corridor = new Corridor(this.#map);
    this.#places = new Places(this.#map);
    this.#controls = new MapControls(this.#map, root, { wholeRoute: () => this.showWholeRoute() });
    this.#map.on("zoomend moveend", () => this.#controls.describe(this.#selected(), this.#corridor.isBandShown));
    this.#map.on("zoomanim", () => { this.#isZooming = true; });
    this.#map.on("zoomend", () => {
      this.#isZooming = false;
      this.#animate();
    });
    new ResizeObserver(() => this.#map.invalidateSize({ pan: false })).observe(node);
  }

  #selected() {
    return this.#desk.state.transports.get(this.#desk.selection.transport);
  }

  render() {
    const transport = this.#selected();
    const isOther = (transport?.id ?? null) !== this.#shownTransport;
    if (isOther || transport?.plan !== this.#shownPlan) {
      this.#shownTransport = transport?.id ?? null;
      this.#shownPlan = transport?.plan;
      this.#corridor.show(transport?.plan.route ?? [], transport?.corridor ?? null);
      this.#places.show(transport);
      if (isOther) this.showWholeRoute();
    }
    this.#controls.describe(transport, this.#corridor.isBandShown);
    this.#updateMarkers();
    this.#animate();
  }

  tick() {
    this.#updateMarkers();
  }

  showWholeRoute() {
    const transport = this.#selected();
    if (transport === undefined) return;
    const ends = [transport.origin, transport.destination].flatMap(({ circle, polygon }) => polygon ?? (circle === null ? [] : [[circle.lat, circle.lon]]));
    const vehicles = transport.vehicles.filter(({ position }) => position !== null).map(({ position }) => [position.lat, position.lon]);
    const points = [...transport.plan.route, ...ends, ...vehicles];
    if (points.length === 0) return;
    this.#map.fitBounds(L.latLngBounds(points), { paddingTopLeft: [72, 56], paddingBottomRight: [96, 48], maxZoom: 15, animate: false });
  }

  showVehicle(vehicleId) {
    const position = this.#selected()?.vehicles.find(({ id }) => id === vehicleId)?.position;
    if (position) this.#map.setView([position.lat, position.lon], Math.max(this.#map.getZoom(), 11), { animate: !this.#stillness.matches });
  }

  #updateMarkers() {
    const now = performance.now();
    const seen = new Set();
    for (const transport of this.#desk.state.transports.values()) {
      transport.vehicles.forEach((vehicle, index) => {
        if (vehicle.position === null) return;
        const key = `${transport.id} ${vehicle.id}`;
        seen.add(key);
        this.#marker(key, transport.id, vehicle.id).update(this.#map, this.#view(transport, vehicle, index), now, !this.#stillness.matches);
      });
    }
    for (const [key, marker] of this.#markers) {
      if (seen.has(key)) continue;
      marker.setAside();
      this.#markers.delete(key);
    }
  }

  #marker(key, transport, vehicle) {
    if (!this.#markers.has(key)) this.#markers.set(key, new VehicleMarker(vehicle, () => this.#desk.select(transport, vehicle)));
    return this.#markers.get(key);
  }

  #view(transport, vehicle, index) {
    const { selection, clocks } = this.#desk;
    const now = clocks.transport(transport.id);
    const alert = this.#worstAlert(transport, vehicle);
    const isOfSelected = transport.id === selection.transport;
    return {
      vehicle,
      transportId: transport.id,
      severity: alert?.severity ?? vehicle.severity,
      isSelected: isOfSelected,
      isSilent: isSilent(transport, vehicle.lastHeard, now),
      hasLabel: isOfSelected && (vehicle.id === selection.vehicle || alert !== undefined),
      side: index % 2 === 0 ? "right" : "left",
      alertWords: alert === undefined ? null : text("map.alert", { rule: nameOf(alert.rule), duration: lengthWords(alert, now) }),
    };
  }

  #worstAlert(transport, vehicle) {
    const open = (this.#desk.openAlerts.get(transport.id) ?? []).filter((alert) => alert.vehicle === vehicle.id);
    return open.sort((a, b) => urgency(a.severity) - urgency(b.severity) || (b.raised ?? 0) - (a.raised ?? 0))[0];
  }

  /** Runs with the screen while any marker is on its way, and rests otherwise. */
  #animate() {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = null;
      if (this.#isZooming) return;
      let isMoving = false;
      for (const marker of this.#markers.values()) isMoving = marker.step(now) || isMoving;
      this.#drawTrails(now);
      this.#controls.follow(this.#followed(now));
      if (isMoving) this.#animate();
    });
  }

  #followed(now) {
    const { transport, vehicle } = this.#desk.selection;
    const marker = this.#markers.get(`${transport} ${vehicle}`);
    return marker === undefined ? null : marker.glide.at(now);
  }

  #drawTrails(now) {
    const transport = this.#selected();
    const vehicles = (transport?.vehicles ?? []).filter(({ id }) => this.#markers.has(`${transport.id} ${id}`));
    const wanted = new Map(vehicles.map((vehicle) => [`${transport.id} ${vehicle.id}`, vehicle]));
    for (const [key, trail] of this.#trails) {
      if (wanted.has(key)) continue;
      trail.remove();
      this.#trails.delete(key);
    }
    const isDue = now - this.#trailsDrawnAt >= TRAILS_EVERY;
    if (isDue) this.#trailsDrawnAt = now;
    for (const [key, vehicle] of wanted) {
      const isNew = !this.#trails.has(key);
      if (isNew) this.#trails.set(key, new Trail(this.#map));
      const { glide } = this.#markers.get(key);
      if (isDue || isNew) this.#trails.get(key).show(vehicle.trail, this.#wrongIntervals(transport, vehicle), glide);
      this.#trails.get(key).follow(vehicle.trail, glide, now);
    }
  }

  #wrongIntervals(transport, vehicle) {
    return [...this.#desk.state.alerts.values()]
      .filter((alert) => alert.transport === transport.id && alert.vehicle === vehicle.id && alert.state !== "withdrawn" && alert.from !== null)
      .filter(({ severity }) => urgency(severity) <= urgency("high"))
      .map(({ from, to, state, updated }) => ({ from, to: to ?? (state === "open" ? null : updated) }));
  }
}
