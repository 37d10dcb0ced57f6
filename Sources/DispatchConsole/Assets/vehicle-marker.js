/** One vehicle on the map: an arrow in its direction of travel that glides from report to report, and its label when it is selected or alerted. */
import { drawing, element, setAttribute, setText } from "./elements.js";
import { Glide } from "./glide.js";
import { nameOf, text } from "./messages.js";

const SIZE = 30;
const ARROW = "M15 3 L24 25 L15 20 L6 25 Z";

export class VehicleMarker {
  #glide = new Glide();
  #marker;
  #arrow;
  #label;
  #labelParts;
  #direction = null;
  #reportedAt = null;

  constructor(vehicleId, choose) {
    this.#arrow = drawing("svg", { viewBox: "0 0 30 30", "aria-hidden": "true" }, drawing("circle", { cx: 15, cy: 15, r: 6 }), drawing("path", { d: ARROW }));
    this.node = element("div", { class: "vehicle-mark", "data-vehicle": vehicleId }, this.#arrow);
    const icon = L.divIcon({ html: this.node, className: "vehicle-icon", iconSize: [SIZE, SIZE] });
    this.#marker = L.marker([0, 0], { icon, keyboard: true, riseOnHover: true });
    this.#marker.on("click", choose);
    this.#marker.on("keypress", (event) => event.originalEvent.key === "Enter" && choose());
    this.#labelParts = { plate: element("b"), speed: element("span"), alert: element("div", { class: "alert-line" }) };
    const { plate, speed, alert } = this.#labelParts;
    this.#label = element("div", {}, element("div", { class: "plate-line" }, plate, speed), alert);
  }

  get glide() {
    return this.#glide;
  }

  /** Brings the marker up to date. An older position than the one shown changes nothing: markers never move back in time. */
  update(map, view, now, isSmooth) {
    const { vehicle } = view;
    const isNews = this.#reportedAt === null || vehicle.position.at > this.#reportedAt;
    if (isNews) {
      this.#reportedAt = vehicle.position.at;
      this.#glide.goTo(vehicle.position, now, isSmooth);
      setAttribute(this.node, "data-lat", vehicle.position.lat);
      setAttribute(this.node, "data-lon", vehicle.position.lon);
      setAttribute(this.node, "data-at", new Date(vehicle.position.at).toISOString());
    }
    this.step(now);
    if (!map.hasLayer(this.#marker)) this.#marker.addTo(map);
    setAttribute(this.node, "data-severity", view.severity ?? "none");
    setAttribute(this.node, "data-selected", String(view.isSelected));
    setAttribute(this.node, "data-silent", view.isSilent);
    this.#marker.setZIndexOffset((view.isSelected ? 1000 : 0) + (view.severity === "critical" ? 500 : 0));
    this.#fillLabel(map, view);
  }

  /** Moves the marker to where it stands now; says whether it is still on its way. */
  step(now) {
    const { lat, lon, course } = this.#glide.at(now);
    this.#marker.setLatLng([lat, lon]);
    setAttribute(this.node, "data-course", course === null ? "unknown" : "known");
    this.#arrow.style.transform = `rotate(${course ?? 0}deg)`;
    return !this.#glide.isResting(now);
  }

  #fillLabel(map, view) {
    const { plate, speed, alert } = this.#labelParts;
    const speedWords = view.vehicle.position.speed === null ? text("map.speed-unknown") : text("map.speed", { speed: Math.round(view.vehicle.position.speed) });
    setText(plate, view.vehicle.id);
    setText(speed, speedWords);
    setText(alert, view.alertWords ?? "");
    const spoken = [view.vehicle.id, view.transportId, speedWords, view.severity === null ? "" : nameOf(view.severity), view.alertWords ?? ""];
    setAttribute(this.#marker.getElement(), "aria-label", spoken.filter((word) => word !== "").join(text("alerts.facts-joint")));
    const direction = view.hasLabel ? this.#roomierSide(map, view.side) : null;
    if (direction !== this.#direction) this.#turnLabel(direction);
    const tooltip = this.#marker.getTooltip()?.getElement();
    if (tooltip) setAttribute(tooltip, "data-severity", view.severity ?? "none");
  }

  /** The wanted side, unless the label would leave the map there. */
  #roomierSide(map, wanted) {
    const { x } = map.latLngToContainerPoint(this.#marker.getLatLng());
    const width = map.getSize().x;
    const room = 210;
    if (wanted === "right") return x > width - room && x > room ? "left" : "right";
    return x < room && x < width - room ? "right" : "left";
  }

  #turnLabel(direction) {
    this.#direction = direction;
    this.#marker.unbindTooltip();
    if (direction === null) return;
    const offset = direction === "right" ? [SIZE / 2 - 2, 0] : [-SIZE / 2 + 2, 0];
    this.#marker.bindTooltip(this.#label, { permanent: true, direction, offset, className: "vehicle-label", opacity: 1 });
  }

  setAside() {
    this.#direction = null;
    this.#marker.unbindTooltip();
    this.#marker.remove();
  }
}
