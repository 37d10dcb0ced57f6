/** Draws one lane: what was proved, what was not, what backfill proved later; what nothing covers stays empty, because it is unknown. */
import { drawing, element } from "./elements.js";
import { text } from "./messages.js";
import { timeWithSeconds } from "./time-format.js";

/** A span narrower than this many hundredths of the axis carries no words. */
const WORDS_FROM_PERCENT = 4.5;

/** Between two speeds farther apart than this the line is broken: nobody knows. */
const UNKNOWN_AFTER = 120_000;

export function laneName({ kind, camera }) {
  if (kind === "recording") return camera === null ? text("proof.recording") : text("lanes.camera", { camera });
  return text(["escorts", "position", "speed"].includes(kind) ? `lanes.${kind}` : "proof.unknown");
}

export function laneRow(lane, axis) {
  const track = lane.kind === "speed" ? speedTrack(lane, axis) : spanTrack(lane, axis);
  return element("div", { class: "lane", "data-lane": lane.kind, "data-camera": lane.camera }, element("span", { class: "lane-name" }, laneName(lane)), track);
}

function spanTrack(lane, axis) {
  const spans = lane.spans.filter(({ from, to }) => to >= axis.from && from <= axis.to).map((span) => spanBar(lane, span, axis));
  return element("div", { class: "track", role: "list", "aria-label": laneName(lane) }, ...spans);
}

function spanBar(lane, span, axis) {
  const [left, right] = [axis.percent(span.from), axis.percent(span.to)];
  const said = text("lanes.span", {
    lane: laneName(lane),
    from: timeWithSeconds(span.from, axis.to),
    to: timeWithSeconds(span.to, axis.to),
    state: text(`lanes.${span.state}`),
  });
  const words = right - left < WORDS_FROM_PERCENT ? "" : wordsOf(lane, span);
  const bar = element("span", { class: "span", "data-state": span.state, role: "listitem", title: said, "aria-label": said }, words);
  bar.style.left = `${left}%`;
  bar.style.width = `${right - left}%`;
  return bar;
}

function wordsOf(lane, { state, count }) {
  if (state === "backfilled") return text("lanes.backfilled");
  return lane.kind === "escorts" && count !== null ? text("lanes.persons", { count }) : "";
}

function speedTrack({ points }, axis) {
  const highest = Math.max(40, ...points.map(({ speed }) => speed ?? 0));
  const y = (speed) => 95 - (Math.max(0, speed) / highest) * 88;
  const svg = drawing("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const run of knownRuns(points)) {
    svg.append(drawing("polyline", { points: run.map(({ at, speed }) => `${axis.percent(at).toFixed(3)},${y(speed).toFixed(2)}`).join(" ") }));
  }
  const top = points.length === 0 ? null : element("span", { class: "speed-top" }, text("lanes.speed-axis", { speed: Math.round(highest) }));
  return element("div", { class: "track speed-track" }, svg, top);
}

/** The runs of points with a known speed and no long silence in between. */
function knownRuns(points) {
  const runs = [];
  let last = null;
  for (const point of points) {
    if (point.speed === null) {
      last = null;
      continue;
    }
    if (last === null || point.at - last.at > UNKNOWN_AFTER) runs.push([]);
    runs.at(-1).push(point);
    last = point;
  }
  return runs.filter((run) => run.length > 1);
}
