/** The top line: what is under way, what is urgent, how old the data are, and what time it is. */
import { countsOf } from "./counts.js";
import { element, setAttribute, setHidden, setText } from "./elements.js";
import { text } from "./messages.js";
import { dateAndTime, shortDateAndTime } from "./time-format.js";

/** Beyond this a delay is no longer ordinary. */
const SLOW_SECONDS = 5;

export class DeskHeader {
  #desk;
  #parts;

  constructor(root, desk, menu) {
    this.#desk = desk;
    const chip = (name) => element("span", { class: `chip ${name}` });
    this.#parts = {
      simulatedFirst: element("span", { class: "simulated" }, text("simulated")),
      enRoute: chip("en-route"),
      critical: chip("critical"),
      arrived: chip("arrived"),
      simulatedToo: chip("simulated-counts"),
      delay: chip("delay"),
      transportClock: chip("transport-clock"),
      clock: chip("clock"),
    };
    const { simulatedFirst, enRoute, critical, arrived, simulatedToo, delay, transportClock, clock } = this.#parts;
    delay.title = text("desk.delay-title");
    clock.title = text("desk.clock-title");
    root.append(element("h1", {}, text("desk.title")), simulatedFirst, enRoute, critical, arrived, simulatedToo,
      element("span", { class: "space" }), delay, transportClock, clock, menu.node);
  }

  render() {
    const { state, clocks } = this.#desk;
    const clock = (id) => clocks.transport(id);
    const [real, simulated] = [countsOf(state, false, clock), countsOf(state, true, clock)];
    const isAllSimulated = real.transports === 0 && simulated.transports > 0;
    const counts = isAllSimulated ? simulated : real;
    const { simulatedFirst, enRoute, critical, arrived, simulatedToo } = this.#parts;
    setHidden(simulatedFirst, !isAllSimulated);
    setText(enRoute, text("desk.under-way", { count: counts.enRoute }));
    setText(critical, text("desk.critical", { count: counts.critical }));
    setAttribute(critical, "data-none", counts.critical === 0);
    setText(arrived, text("desk.arrived-today", { arrived: counts.arrived, due: counts.due }));
    setHidden(simulatedToo, isAllSimulated || simulated.transports === 0);
    setText(simulatedToo, text("desk.simulated-counts", { count: simulated.enRoute, critical: simulated.critical }));
    this.#titlePage(counts.critical);
    this.tick();
  }

  /** The count stands in the window's title too, for whoever is looking at another one. */
  #titlePage(critical) {
    const title = critical > 0 ? text("desk.title-critical", { count: critical, title: text("desk.title") }) : text("desk.title");
    if (document.title !== title) document.title = title;
  }

  tick() {
    const { state, clocks, selection, isBehind } = this.#desk;
    const { delay, transportClock, clock } = this.#parts;
    const seconds = isBehind ? null : state.delaySeconds;
    setText(delay, seconds === null ? text("desk.delay-unknown") : text("desk.delay", { seconds: seconds.toFixed(1) }));
    setAttribute(delay, "data-slow", seconds === null || seconds > SLOW_SECONDS);
    setText(clock, dateAndTime(clocks.service()));
    const transport = state.transports.get(selection.transport);
    setHidden(transportClock, transport?.simulated !== true);
    if (transport?.simulated) {
      const words = transport.speed === 0 ? "desk.transport-clock-standing" : "desk.transport-clock";
      setText(transportClock, text(words, { time: shortDateAndTime(clocks.transport(transport.id)), speed: transport.speed }));
    }
  }
}
