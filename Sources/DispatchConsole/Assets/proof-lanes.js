/**
 * The lanes of the selected transport: its proofs over time, one vehicle at a time. Asked for anew at most once a second while messages about the
 * transport come, and never twice at once.
 */
import { fetchLanes } from "./console-api.js";
import { element, setAttribute, setHidden, setText } from "./elements.js";
import { laneRow } from "./lane-rows.js";
import { readLanes } from "./lane-shapes.js";
import { text } from "./messages.js";
import { place } from "./placed-list.js";
import { TimeAxis } from "./time-axis.js";
import { hourMinute, timeWithSeconds } from "./time-format.js";

const ASKED_EVERY = 1_000;
const ASKED_AGAIN_AFTER = 5_000;
const KINDS = ["escorts", "recording", "position", "speed"];
const KEY = ["proved", "violated", "backfilled", "unknown"];
const MARKS_APART = 76;

/** Nearer to "now" than this many pixels a mark leaves the words to it. */
const NOW_WIDTH = 42;

/** A mark farther right would have its words cut off. */
const LAST_MARK_PERCENT = 95;

export class ProofLanes {
  #desk;
  #lanes = null;
  #axis = null;
  #drawn = {};
  #isDirty = false;
  #isAsking = false;
  #askedAt = -Infinity;
  #askedFor = null;
  #failed = false;
  #tabs = new Map();
  #parts;

  constructor(root, desk) {
    this.#desk = desk;
    this.#parts = {
      title: element("h2"),
      tabs: element("div", { class: "tabs", role: "group", "aria-label": text("lanes.vehicle") }),
      key: element("ul", { class: "lane-key" }, ...KEY.map((state) => element("li", { "data-state": state }, text(`lanes.${state}`)))),
      failure: element("p", { class: "failure", role: "status", hidden: true }),
      rows: element("div", { class: "rows" }),
      marks: element("div", { class: "marks", "aria-hidden": "true" }),
      now: element("div", { class: "now-line", "aria-hidden": "true" }, element("span", {}, text("lanes.now"))),
      cursor: element("div", { class: "cursor-line", "aria-hidden": "true", hidden: true }, element("span")),
    };
    const { title, tabs, key, failure, rows, marks, now, cursor } = this.#parts;
    this.chart = element("div", { class: "chart" }, marks, rows, element("div", { class: "over" }, now, cursor));
    root.setAttribute("aria-label", text("lanes.none"));
    root.append(element("div", { class: "lanes-head" }, title, tabs, failure, key), this.chart);
    this.chart.addEventListener("pointermove", (event) => this.#point(event));
    this.chart.addEventListener("pointerleave", () => setHidden(cursor, true));
    new ResizeObserver(() => this.#draw()).observe(this.chart);
  }

  render() {
    const { selection, state } = this.#desk;
    const transport = state.transports.get(selection.transport);
    if (this.#lanes !== null && this.#lanes.transport !== selection.transport) this.#lanes = null;
    setText(this.#parts.title, selection.vehicle === null ? text("lanes.none") : text("lanes.title", { vehicle: selection.vehicle }));
    this.#showTabs(transport);
    const isDrawn = this.#drawn.lanes === this.#lanes && this.#drawn.vehicle === selection.vehicle;
    if (!isDrawn) this.#draw();
  }

  #showTabs(transport) {
    const { tabs } = this.#parts;
    const vehicles = transport?.vehicles ?? [];
    for (const { id, severity } of vehicles) {
      if (!this.#tabs.has(id)) this.#tabs.set(id, this.#newTab(id));
      setAttribute(this.#tabs.get(id), "aria-pressed", String(id === this.#desk.selection.vehicle));
      setAttribute(this.#tabs.get(id), "data-severity", severity);
    }
    setHidden(tabs, vehicles.length < 2);
    place(tabs, vehicles.map(({ id }) => this.#tabs.get(id)));
  }

  #newTab(id) {
    const select = () => this.#desk.select(this.#desk.selection.transport, id);
    return element("button", { type: "button", title: id, on: { click: select } }, id);
  }

  /** Says that the lanes may have changed; they are asked for when a second has passed since the last time. */
  wish() {
    this.#isDirty = true;
    this.#askIfDue();
  }

  async #askIfDue() {
    const { transport } = this.#desk.selection;
    if (!this.#isDirty || this.#isAsking || transport === null) return;
    const pause = this.#failed ? ASKED_AGAIN_AFTER : ASKED_EVERY;
    if (transport === this.#askedFor && performance.now() - this.#askedAt < pause) return;
    this.#isDirty = false;
    this.#askedFor = transport;
    this.#isAsking = true;
    this.#askedAt = performance.now();
    try {
      const lanes = { ...readLanes(await fetchLanes(transport)), transport };
      if (transport === this.#desk.selection.transport) this.#lanes = lanes;
      this.#failed = false;
    } catch {
      this.#failed = true;
      this.#isDirty = true;
    } finally {
      this.#isAsking = false;
    }
    this.#draw();
  }

  tick() {
    this.#askIfDue();
    this.#moveNow();
  }

  #draw() {
    const { failure, rows, marks } = this.#parts;
    setText(failure, text("lanes.failed"));
    setHidden(failure, !this.#failed);
    const vehicle = this.#lanes?.vehicles.find((each) => each.vehicle === this.#desk.selection.vehicle);
    const now = this.#now();
    this.#drawn = { lanes: this.#lanes, vehicle: this.#desk.selection.vehicle };
    setHidden(this.chart, vehicle === undefined || now === null);
    if (vehicle === undefined || now === null) return;
    this.#axis = new TimeAxis(this.#lanes.from ?? now - 3_600_000, this.#lanes.to, now);
    const lanes = vehicle.lanes.filter(({ kind }) => KINDS.includes(kind));
    rows.replaceChildren(...lanes.map((lane) => laneRow(lane, this.#axis)));
    const width = rows.querySelector(".track")?.clientWidth ?? 0;
    const shown = this.#axis.marks(width, MARKS_APART).filter((at) => this.#axis.percent(at) < LAST_MARK_PERCENT);
    marks.replaceChildren(...shown.map((at) => this.#mark(at, width)));
    this.#moveNow();
  }

  #now() {
    const now = this.#desk.clocks.transport(this.#desk.selection.transport);
    return now === null ? this.#lanes?.now ?? null : Math.max(now, this.#lanes?.now ?? now);
  }

  #mark(at, width) {
    const isCrowded = Math.abs(this.#axis.percent(at) - this.#axis.percent(this.#now())) * width < NOW_WIDTH * 100;
    const node = element("span", { class: isCrowded ? "mark crowded" : "mark" }, element("span", {}, hourMinute(at, this.#axis.to)));
    node.style.left = `${this.#axis.percent(at)}%`;
    return node;
  }

  #moveNow() {
    const now = this.#now();
    if (this.#axis === null || now === null) return;
    if (now > this.#axis.to) return this.#draw();
    this.#parts.now.style.left = `${this.#axis.percent(now)}%`;
  }

  /** The instant under the pointer, read off across all lanes. */
  #point(event) {
    const { cursor, rows } = this.#parts;
    const track = rows.querySelector(".track")?.getBoundingClientRect();
    const share = track === undefined ? -1 : (event.clientX - track.left) / track.width;
    setHidden(cursor, share < 0 || share > 1 || this.#axis === null);
    if (cursor.hidden) return;
    cursor.style.left = `${share * 100}%`;
    setText(cursor.firstElementChild, timeWithSeconds(this.#axis.at(share * 100), this.#axis.to));
  }
}
