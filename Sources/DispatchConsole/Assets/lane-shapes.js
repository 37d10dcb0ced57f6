/** From the service's lanes to what is drawn: instants in milliseconds, spans in order; a span without both ends or a known state is left out. */
import { instant } from "./time-format.js";

const STATES = ["proved", "violated", "backfilled"];
const list = (value) => (Array.isArray(value) ? value : []);
const finite = (value) => (Number.isFinite(value) ? value : null);

function readSpan(raw) {
  const [from, to] = [instant(raw?.from), instant(raw?.to)];
  if (from === null || to === null || to < from || !STATES.includes(raw.state)) return null;
  return { from, to, state: raw.state, count: finite(raw.count) };
}

function readPoint(raw) {
  const at = instant(raw?.[0]);
  const speed = finite(raw?.[1]);
  return at === null ? null : { at, speed };
}

function readLane(raw) {
  return {
    kind: String(raw?.kind ?? ""),
    camera: raw?.camera ?? null,
    spans: list(raw?.spans).map(readSpan).filter((span) => span !== null),
    points: list(raw?.points).map(readPoint).filter((point) => point !== null),
  };
}

export function readLanes(raw) {
  return {
    transport: raw?.transport ?? null,
    now: instant(raw?.now),
    from: instant(raw?.from),
    to: instant(raw?.to),
    vehicles: list(raw?.vehicles)
      .filter((each) => typeof each?.vehicle === "string")
      .map(({ vehicle, lanes }) => ({ vehicle, lanes: list(lanes).map(readLane) })),
  };
}
