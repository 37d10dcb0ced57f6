/** The vehicles of the selected transport, each with its own age, speed, crew and recording: the worst one must not hide behind the other. */
import { element, setAttribute, setText } from "./elements.js";
import { ageWords, isSilent, shortAgeWords } from "./last-heard.js";
import { text } from "./messages.js";
import { place } from "./placed-list.js";
import { escortWords, recordingWords } from "./proofs.js";
import { duration } from "./time-format.js";

export class VehicleRows {
  #rows = new Map();
  #transport = null;
  #choose;

  constructor(choose) {
    this.#choose = choose;
    this.node = element("ul", { class: "vehicle-rows" });
  }

  update(transport, selectedVehicle, now) {
    this.#transport = transport;
    for (const { id } of transport.vehicles) if (!this.#rows.has(id)) this.#rows.set(id, this.#newRow(id));
    place(this.node, transport.vehicles.map(({ id }) => this.#rows.get(id).node));
    for (const { id } of transport.vehicles) setAttribute(this.#rows.get(id).plate, "aria-pressed", String(id === selectedVehicle));
    this.tick(now);
  }

  #newRow(id) {
    const span = (name) => element("span", { class: name });
    const plate = element("button", { type: "button", class: "plate", on: { click: () => this.#choose(id) } }, id);
    const row = { plate, speed: span("speed"), escorts: span("figure"), recording: span("figure"), heard: span("heard"), clock: span("clock") };
    row.node = element("li", {}, plate, row.speed, row.escorts, row.recording, row.heard, row.clock);
    return row;
  }

  tick(now) {
    const transport = this.#transport;
    const running = now === null || transport.told === null ? 0 : Math.max(0, (now - transport.told) / 1000);
    for (const vehicle of transport.vehicles) {
      const { speed, escorts, recording, heard, clock } = this.#rows.get(vehicle.id);
      const kilometresPerHour = vehicle.position?.speed ?? null;
      setText(speed, kilometresPerHour === null ? text("map.speed-unknown") : text("map.speed", { speed: Math.round(kilometresPerHour) }));
      fill(escorts, "escorts", vehicle.proofs.escorts.state, escortWords(vehicle.proofs.escorts, transport));
      fill(recording, "recording", vehicle.proofs.recording.state, recordingWords(vehicle.proofs.recording, running, transport));
      setText(heard, vehicle.behind ? text("transport.behind") : shortAgeWords(vehicle.lastHeard, now));
      setAttribute(heard, "title", ageWords(vehicle.lastHeard, now));
      setAttribute(heard, "data-silent", isSilent(transport, vehicle.lastHeard, now));
      setText(clock, clockWords(vehicle.clock));
    }
  }
}

/** What is wrong with a terminal's clock, or was; nothing when it was always right. */
function clockWords(clock) {
  if (clock === null) return "";
  const { condition, offsetSeconds, steps } = clock;
  if (condition === "sound") return steps === 0 ? "" : text("clock.stepped", { count: steps });
  const direction = offsetSeconds === null || condition === "frozen" ? condition : `${condition}.${offsetSeconds > 0 ? "ahead" : "behind"}`;
  return text(`clock.${direction}`, { duration: offsetSeconds === null ? null : duration(Math.abs(offsetSeconds)) });
}

function fill(node, kind, state, words) {
  setText(node, words);
  setAttribute(node, "data-state", state);
  setAttribute(node, "title", text("rules.mark", { rule: text(`proof.${kind}`), state: text(`state.${state}`) }));
}
