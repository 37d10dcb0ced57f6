/** Origin, destination, stops and zones of the selected transport, each with its true size and, where that is too small to see, a sign. */
import { element } from "./elements.js";
import { text } from "./messages.js";
import { shortDuration } from "./time-format.js";

export class Places {
  #layer;

  constructor(map) {
    this.#layer = L.layerGroup().addTo(map);
  }

  show(transport) {
    this.#layer.clearLayers();
    if (transport === undefined) return;
    for (const zone of transport.plan.zones) this.#addZone(zone);
    for (const stop of transport.plan.stops) this.#addStop(stop);
    this.#addEnd(transport.origin, "origin");
    this.#addEnd(transport.destination, "destination");
  }

  #add(layer) {
    return layer.addTo(this.#layer);
  }

  #addEnd({ org, circle, polygon }, kind) {
    const style = { className: `place ${kind}`, interactive: false, pane: "places" };
    const centre = polygon !== null ? L.latLngBounds(polygon).getCenter() : circle;
    if (centre === null) return;
    if (polygon !== null) this.#add(L.polygon(polygon, style));
    else this.#add(L.circle(circle, { ...style, radius: circle.radius }));
    const sign = this.#add(L.circleMarker(centre, { ...style, className: `place-sign ${kind}`, radius: 20 }));
    name(sign, org, "place-name", 22);
  }

  #addStop(stop) {
    this.#add(L.circle(stop, { radius: stop.radius, className: "place stop", interactive: false, pane: "places" }));
    const icon = L.divIcon({ html: element("div", { class: "stop-sign" }), className: "stop-icon", iconSize: [14, 14] });
    const sign = this.#add(L.marker(stop, { icon, interactive: false, keyboard: false, pane: "places" }));
    name(sign, withLimit(stop.name ?? text("map.stop"), stop.limit), "place-name minor", -12);
  }

  #addZone(zone) {
    const kind = zone.kind === "jammer" ? "jammer" : "dead";
    const circle = this.#add(L.circle(zone, { radius: zone.radius, className: `zone ${kind}`, interactive: false, pane: "places" }));
    name(circle, withLimit(text(`map.zone-${kind}`), zone.limit), "place-name minor", -12);
  }
}

function withLimit(words, limit) {
  return limit === null || limit === 0 ? words : text("map.with-limit", { name: words, duration: shortDuration(limit) });
}

/** Names stand to the right of a place; with a negative distance to its left, where the vehicles' labels seldom are. */
function name(layer, words, className, away) {
  if (words === null) return;
  layer.bindTooltip(element("span", {}, words), { permanent: true, direction: away < 0 ? "left" : "right", offset: [away, 0], className, opacity: 1 });
}
