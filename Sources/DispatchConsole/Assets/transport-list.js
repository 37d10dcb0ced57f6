/** The list of transports: a steady order, a choice of order and destination, and the whole of it by keyboard. */
import { element, setHidden, setText } from "./elements.js";
import { text } from "./messages.js";
import { place } from "./placed-list.js";
import { PointerHold } from "./pointer-hold.js";
import { remember, remembered } from "./remembered.js";
import { isInOrder, ordered, ORDERS, steadyOrder } from "./transport-order.js";
import { TransportCard } from "./transport-card.js";

const EVERY = "";

export class TransportList {
  #desk;
  #cards = new Map();
  #shown = [];
  #severities = new Map();
  #becameCritical = new Set();
  #order = ORDERS.includes(remembered("order")) ? remembered("order") : ORDERS[0];
  #destination = EVERY;
  #parts;
  #hold;

  constructor(root, desk) {
    this.#desk = desk;
    this.#parts = this.#build();
    const { order, destination, resort, list, empty, simulatedHeading } = this.#parts;
    root.setAttribute("aria-label", text("list.label"));
    root.append(element("div", { class: "panel-head" }, order, destination, resort), element("div", { class: "scroller" }, list, empty));
    simulatedHeading.append(element("span", { class: "simulated" }, text("simulated")), text("list.simulated"));
    list.addEventListener("keydown", (event) => this.#moveFocus(event));
    this.#hold = new PointerHold(list, () => this.#arrange());
  }

  #build() {
    const option = (value, words) => element("option", { value }, words);
    const order = element("select", { "aria-label": text("list.sort"), on: { change: () => this.#changeOrder() } },
      ...ORDERS.map((each) => option(each, text(`list.by-${each}`))));
    order.value = this.#order;
    const sortAnew = { type: "button", class: "hint", hidden: true, title: text("list.order-changed"), on: { click: () => this.#sortAnew() } };
    const filter = { "aria-label": text("list.filter"), on: { change: () => this.#changeDestination() } };
    return {
      order,
      destination: element("select", filter, option(EVERY, text("list.every-destination"))),
      resort: element("button", sortAnew, text("list.sort-anew")),
      list: element("ul", { class: "transport-list" }),
      empty: element("p", { class: "none", hidden: true }, text("list.empty")),
      simulatedHeading: element("li", { class: "group-heading", role: "presentation" }),
    };
  }

  render() {
    const { state, clocks, selection } = this.#desk;
    for (const transport of state.transports.values()) {
      const { id, severity } = transport;
      if (!this.#cards.has(id)) this.#cards.set(id, new TransportCard(id, { select: (each, vehicle) => this.#desk.select(each, vehicle) }));
      else if (severity === "critical" && this.#severities.get(id) !== "critical") this.#becameCritical.add(id);
      this.#severities.set(id, severity);
      this.#cards.get(id).update(transport, id === selection.transport, selection.vehicle, clocks.transport(id));
    }
    const gone = [...this.#cards.keys()].filter((id) => !state.transports.has(id));
    for (const id of gone) this.#cards.delete(id);
    this.#offerDestinations();
    if (!this.#hold.isHeld || gone.length > 0) this.#arrange();
  }

  #arrange() {
    const transports = this.#visible();
    this.#shown = steadyOrder(this.#shown, transports, this.#order, this.#becameCritical);
    this.#becameCritical.clear();
    this.#placeCards(transports);
  }

  #sortAnew() {
    this.#shown = ordered(this.#visible(), this.#order).map(({ id }) => id);
    this.#placeCards(this.#visible());
  }

  #placeCards(transports) {
    const { list, empty, resort, simulatedHeading } = this.#parts;
    const isSimulated = (id) => this.#desk.state.transports.get(id).simulated;
    const nodes = this.#shown.map((id) => this.#cards.get(id).node);
    const firstSimulated = this.#shown.findIndex(isSimulated);
    if (firstSimulated > 0) nodes.splice(firstSimulated, 0, simulatedHeading);
    place(list, nodes);
    setHidden(empty, nodes.length > 0);
    setHidden(resort, isInOrder(this.#shown, transports, this.#order));
    this.#keepOneTabStop();
  }

  #visible() {
    const all = [...this.#desk.state.transports.values()];
    return this.#destination === EVERY ? all : all.filter(({ destination }) => destination.org === this.#destination);
  }

  #offerDestinations() {
    const { destination } = this.#parts;
    const names = [...new Set([...this.#desk.state.transports.values()].map((each) => each.destination.org).filter((org) => org !== null))].sort();
    const offered = [...destination.options].slice(1).map(({ value }) => value);
    if (names.length === offered.length && names.every((name, index) => name === offered[index])) return;
    destination.replaceChildren(destination.options[0], ...names.map((name) => element("option", { value: name }, name)));
    if (!names.includes(this.#destination)) this.#destination = EVERY;
    destination.value = this.#destination;
  }

  #changeOrder() {
    this.#order = this.#parts.order.value;
    remember("order", this.#order);
    this.#sortAnew();
  }

  #changeDestination() {
    this.#destination = this.#parts.destination.value;
    this.#sortAnew();
  }

  tick() {
    for (const id of this.#shown) {
      if (this.#desk.state.transports.has(id)) this.#cards.get(id)?.tick(this.#desk.clocks.transport(id));
    }
  }

  /** One card of the list is in the tab order: the selected one, or the first; arrows move from there. */
  #keepOneTabStop() {
    const heads = this.#shown.map((id) => this.#cards.get(id).head);
    const focused = heads.find((head) => head === document.activeElement);
    const selected = this.#shown.includes(this.#desk.selection.transport) ? this.#cards.get(this.#desk.selection.transport).head : heads[0];
    for (const head of heads) head.tabIndex = head === (focused ?? selected) ? 0 : -1;
  }

  #moveFocus(event) {
    const heads = this.#shown.map((id) => this.#cards.get(id).head);
    const here = heads.indexOf(document.activeElement);
    const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: heads.length - 1 }[event.key];
    if (here < 0 || heads[target] === undefined) return;
    event.preventDefault();
    heads[target].focus();
    heads[target].scrollIntoView({ block: "nearest" });
    this.#keepOneTabStop();
  }

  /** Brings the selected card into sight. */
  reveal(id) {
    this.#cards.get(id)?.node.scrollIntoView({ block: "nearest" });
  }
}
