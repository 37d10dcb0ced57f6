/**
 * The alerts: open ones by severity and time, then those just withdrawn with their reason, then those just ended; real before simulated. While
 * someone points at the list nothing in it moves; what is new is announced above it and takes its place a moment later.
 */
import { AlertCard } from "./alert-card.js";
import { element, setHidden, setText } from "./elements.js";
import { text } from "./messages.js";
import { place } from "./placed-list.js";
import { PointerHold } from "./pointer-hold.js";
import { urgency } from "./severity.js";

/** Cards shown in one section; the heading counts them all. */
const SHOWN = { open: 200, withdrawn: 30, ended: 30 };
const STATES = ["open", "withdrawn", "ended"];

const newestFirst = (a, b) => (b.raised ?? b.from ?? 0) - (a.raised ?? a.from ?? 0) || a.id.localeCompare(b.id, "en", { numeric: true });
const COMPARISONS = {
  open: (a, b) => urgency(a.severity) - urgency(b.severity) || newestFirst(a, b),
  withdrawn: (a, b) => (b.updated ?? 0) - (a.updated ?? 0) || newestFirst(a, b),
  ended: (a, b) => (b.updated ?? 0) - (a.updated ?? 0) || newestFirst(a, b),
};

export class AlertList {
  #desk;
  #cards = new Map();
  #sections = [];
  #hint;
  #hold;

  constructor(root, desk) {
    this.#desk = desk;
    this.#hint = element("button", { type: "button", class: "hint", hidden: true, on: { click: () => this.#arrange() } });
    const scroller = element("div", { class: "scroller" });
    for (const isSimulated of [false, true]) {
      for (const state of STATES) this.#sections.push(new AlertSection(state, isSimulated));
    }
    scroller.append(...this.#sections.map(({ node }) => node));
    root.setAttribute("aria-label", text("alerts.label"));
    root.append(this.#hint, scroller);
    root.addEventListener("keydown", (event) => this.#moveFocus(event, root));
    this.#hold = new PointerHold(scroller, () => this.#arrange());
  }

  render() {
    const { state, clocks } = this.#desk;
    for (const alert of state.alerts.values()) {
      const card = this.#cards.get(alert.id) ?? this.#newCard(alert.id);
      card.update(alert, state.transports.get(alert.transport), clocks.transport(alert.transport));
    }
    if (this.#hold.isHeld) this.#announceWaiting();
    else this.#arrange();
  }

  #newCard(id) {
    const card = new AlertCard({ acknowledge: (alert) => this.#desk.acknowledge(alert), show: (alert) => this.#desk.showAlert(alert) });
    this.#cards.set(id, card);
    return card;
  }

  #announceWaiting() {
    const waiting = [...this.#desk.state.alerts.keys()].filter((id) => !this.#cards.get(id).node.isConnected).length;
    setText(this.#hint, text("alerts.waiting", { count: waiting }));
    setHidden(this.#hint, waiting === 0);
  }

  #arrange() {
    setHidden(this.#hint, true);
    const { state } = this.#desk;
    for (const id of this.#cards.keys()) if (!state.alerts.has(id)) this.#cards.delete(id);
    const transports = [...state.transports.values()];
    const onlySimulated = transports.length > 0 && transports.every(({ simulated }) => simulated);
    for (const section of this.#sections) {
      const belongs = (alert) => alert.state === section.state && this.#isSimulated(alert) === section.isSimulated;
      const alerts = [...state.alerts.values()].filter(belongs).sort(COMPARISONS[section.state]);
      const cards = alerts.slice(0, SHOWN[section.state]).map(({ id }) => this.#cards.get(id));
      section.show(cards, alerts.length, section.isSimulated === onlySimulated);
    }
  }

  #isSimulated(alert) {
    return this.#desk.state.transports.get(alert.transport)?.simulated === true;
  }

  tick() {
    const { state, clocks } = this.#desk;
    for (const [id, card] of this.#cards) {
      const alert = state.alerts.get(id);
      if (alert?.state === "open" && card.node.isConnected) card.tick(clocks.transport(alert.transport));
    }
  }

  #moveFocus(event, root) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const first = [...root.querySelectorAll(".alert")].map((card) => card.querySelector("button:not([hidden])")).filter((button) => button !== null);
    const here = first.findIndex((button) => button.closest(".alert").contains(document.activeElement));
    const next = first[here + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.closest(".alert").scrollIntoView({ block: "nearest" });
  }
}

/** One heading with its cards. The section of open alerts of the leading kind is always there, so that "none" is said and not guessed. */
class AlertSection {
  constructor(state, isSimulated) {
    this.state = state;
    this.isSimulated = isSimulated;
    this.title = element("span");
    this.kind = element("span", { class: "simulated" }, text("simulated"));
    this.cards = element("div", { class: "cards" });
    this.none = element("p", { class: "none" }, text("alerts.none"));
    this.more = element("p", { class: "none" });
    this.node = element("section", { class: "alert-section", "data-section": state },
      element("h2", {}, this.title, this.kind),
      this.cards, this.none, this.more);
  }

  show(cards, count, isLeading) {
    const isAlwaysThere = this.state === "open" && isLeading;
    setText(this.title, this.state === "open" ? text("alerts.open", { count }) : text(`alerts.${this.state}`));
    // Where all is simulated each card says so; where not, the heading keeps the two apart.
    setHidden(this.kind, !this.isSimulated || isLeading);
    setHidden(this.none, count > 0 || !isAlwaysThere);
    setText(this.more, text("alerts.more", { count: count - cards.length }));
    setHidden(this.more, count === cards.length);
    setHidden(this.node, count === 0 && !isAlwaysThere);
    place(this.cards, cards.map(({ node }) => node));
  }
}
