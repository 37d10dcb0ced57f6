/** One transport in the list: where it goes, how fresh our knowledge is, its four proofs, and, when selected, its vehicles and rules. */
import { element, setAttribute, setHidden, setText } from "./elements.js";
import { currentLanguage, nameOf, text } from "./messages.js";
import { proofFigure, PROOFS } from "./proofs.js";
import { RuleChips } from "./rule-chips.js";
import { duration, hourMinute } from "./time-format.js";
import { VehicleRows } from "./vehicle-rows.js";
import { heardWords, isSilent, worstHeard } from "./last-heard.js";

export class TransportCard {
  #parts;
  #transport = null;

  /** Actions: `select(transport, vehicle?)`. */
  constructor(id, actions) {
    this.rules = new RuleChips();
    this.vehicles = new VehicleRows((vehicle) => actions.select(id, vehicle));
    this.#parts = buildParts();
    const { number, way, due, plates, remaining, heard, simulated, state, proofs } = this.#parts;
    this.head = element("button", { type: "button", class: "transport-head", tabindex: "-1", on: { click: () => actions.select(id) } },
      element("span", { class: "line first" }, number, way, due),
      element("span", { class: "line" }, plates, remaining),
      element("span", { class: "line" }, heard, simulated, state),
      element("span", { class: "proofs" }, ...PROOFS.map((kind) => proofs[kind].node)));
    this.eta = element("p", { class: "eta" });
    this.more = element("div", { class: "transport-more", hidden: true }, this.eta, this.vehicles.node, this.rules.node);
    this.node = element("li", { class: "transport", "data-transport": id }, this.head, this.more);
  }

  update(transport, isSelected, selectedVehicle, now) {
    this.#transport = transport;
    const { number, way, due, plates, remaining, simulated, state } = this.#parts;
    setAttribute(this.node, "data-severity", transport.severity ?? "none");
    setAttribute(this.node, "data-selected", String(isSelected));
    setAttribute(this.head, "aria-pressed", String(isSelected));
    setText(number, transport.id);
    const words = text("transport.from-to", { origin: transport.origin.org, destination: transport.destination.org });
    setText(way, words);
    setAttribute(way, "title", words);
    setText(due, hourMinute(transport.plannedArrival, now));
    setAttribute(due, "title", text("transport.planned-arrival", { time: hourMinute(transport.plannedArrival, now) }));
    const names = transport.vehicles.map(({ id }) => id).join(" · ");
    setText(plates, names === "" ? text("transport.no-vehicle") : names);
    setAttribute(plates, "title", names);
    setText(remaining, remainingWords(transport, now));
    const warning = gravestWarning(transport.warnings);
    setAttribute(remaining, "data-severity", warning?.severity);
    setAttribute(remaining, "title", warning?.[currentLanguage()]);
    setText(this.eta, etaWords(transport, now));
    setAttribute(this.eta, "data-severity", warning?.severity);
    setText(simulated, text(transport.speed === 0 ? "transport.simulated-standing" : "transport.simulated", { speed: transport.speed }));
    setHidden(simulated, !transport.simulated);
    setText(state, nameOf(transport.state, "custody."));
    setHidden(this.more, !isSelected);
    this.rules.update(transport.rules);
    this.vehicles.update(transport, selectedVehicle, now);
    this.tick(now);
  }

  tick(now) {
    const transport = this.#transport;
    const { heard, proofs } = this.#parts;
    const at = worstHeard(transport.vehicles);
    setText(heard, heardWords(transport, now));
    setAttribute(heard, "data-silent", isSilent(transport, at, now));
    const isKnown = at !== null && now !== null;
    setAttribute(heard, "title", isKnown ? text("transport.heard-at", { time: hourMinute(at, now), age: duration((now - at) / 1000) }) : null);
    for (const kind of PROOFS) {
      const { words, state, severity } = proofFigure(kind, transport, now);
      const { node, value } = proofs[kind];
      setText(value, words);
      setAttribute(node, "data-state", state);
      setAttribute(node, "data-severity", severity);
      setAttribute(node, "title", text("rules.mark", { rule: text(`proof.${kind}`), state: text(`state.${state}`) }));
    }
    if (!this.more.hidden) this.vehicles.tick(now);
  }
}

function buildParts() {
  const span = (name) => element("span", { class: name });
  const proofs = Object.fromEntries(PROOFS.map((kind) => {
    const value = span("value");
    const label = element("span", { class: "label" }, text(`proof.${kind}`));
    const node = element("span", { class: "proof", "data-proof": kind, "data-state": "unknown" }, label, value);
    return [kind, { node, value }];
  }));
  return {
    number: span("number"),
    way: span("way"),
    due: span("due"),
    plates: span("plates"),
    remaining: span("remaining"),
    heard: span("heard"),
    simulated: span("simulated"),
    state: span("state"),
    proofs,
  };
}

function remainingWords(transport, now) {
  if (transport.arrival !== null) return text("transport.arrived-at", { time: hourMinute(transport.arrival, now) });
  if (transport.state === "planned") return text("transport.planned-departure", { time: hourMinute(transport.plannedDeparture, now) });
  const { remainingKilometres: kilometres, eta } = transport;
  if (kilometres === null) return text("transport.remaining-unknown");
  const words = text("transport.remaining", { kilometres: kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres) });
  return eta === null ? words : words + text("transport.likely", { time: hourMinute(eta.likely, now) });
}

const GRAVITY = ["critical", "high", "medium", "info"];

function gravestWarning(warnings) {
  return [...warnings].sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity))[0];
}

/** The arrival with its interval, then what it warns of; empty when nothing is foretold. */
function etaWords({ eta, warnings }, now) {
  if (eta === null) return "";
  const [likely, earliest, latest] = [eta.likely, eta.earliest, eta.latest].map((time) => hourMinute(time, now));
  return [text("transport.eta", { likely, earliest, latest }), ...warnings.map((warning) => warning[currentLanguage()])].join(" · ");
}
