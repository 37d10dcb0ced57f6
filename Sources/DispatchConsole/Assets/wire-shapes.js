/**
 * From the service's JSON to what the desk works with: instants become milliseconds, absent lists become empty, and what is missing or of the
 * wrong kind becomes null, so that everything behind this file may rely on the shape. Null never means "good".
 */
import { instant } from "./time-format.js";

const list = (value) => (Array.isArray(value) ? value : []);
const record = (value) => (value !== null && typeof value === "object" ? value : {});
const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const string = (value) => (typeof value === "string" && value !== "" ? value : null);
const oneOf = (choices, value, otherwise) => (choices.includes(value) ? value : otherwise);

const SEVERITIES = ["critical", "high", "medium", "info"];
const STATES = ["proved", "violated", "unknown"];
const severity = (value) => oneOf(SEVERITIES, value, null);
const proofState = (value) => oneOf(STATES, value, "unknown");

function onEarth(lat, lon) {
  return number(lat) !== null && number(lon) !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

const pair = (value) => (Array.isArray(value) && onEarth(value[0], value[1]) ? [value[0], value[1]] : null);
const pairs = (value) => list(value).map(pair).filter((point) => point !== null);

function circle(raw) {
  const { lat, lon, radius } = record(raw);
  return onEarth(lat, lon) ? { lat, lon, radius: number(radius) ?? 200 } : null;
}

function area(raw) {
  const polygon = pairs(record(raw).polygon);
  return { org: string(record(raw).org), circle: circle(raw), polygon: polygon.length > 2 ? polygon : null };
}

const stop = (raw) => ({ ...circle(raw), limit: number(raw.limit), name: string(raw.name) });
const zone = (raw) => ({ ...circle(raw), limit: number(raw.limit), kind: string(raw.kind) });
const areasOf = (raw, read) => list(raw).filter((each) => circle(each) !== null).map(read);

function readEscorts(raw) {
  const { state, present, required } = record(raw);
  return { state: proofState(state), present: number(present), required: number(required) };
}

function readRecording(raw) {
  const { state, gapSeconds, share } = record(raw);
  return { state: proofState(state), gapSeconds: number(gapSeconds), share: number(share) };
}

function readProofs(raw) {
  const { escorts, recording, route, time } = record(raw);
  return {
    escorts: readEscorts(escorts),
    recording: readRecording(recording),
    route: {
      state: proofState(record(route).state),
      offRouteMetres: number(record(route).offRouteMetres),
      silentSeconds: number(record(route).silentSeconds),
    },
    time: { state: proofState(record(time).state), lateSeconds: number(record(time).lateSeconds), early: record(time).early === true },
  };
}

export function readPosition(raw) {
  const { at, lat, lon, speed, course } = record(raw);
  const when = instant(at);
  return when !== null && onEarth(lat, lon) ? { at: when, lat, lon, speed: number(speed), course: number(course) } : null;
}

function readTrailPoint(raw) {
  const point = pair(raw);
  const at = point === null ? null : instant(raw[2]);
  return at === null ? null : { lat: point[0], lon: point[1], at, late: raw[3] === "late" };
}

/** How a terminal's clock stands; null when nothing is known. */
function readClock(raw) {
  const { condition, offsetSeconds, steps } = record(raw);
  const known = oneOf(["sound", "wrong-zone", "off", "frozen"], condition, null);
  return known === null ? null : { condition: known, offsetSeconds: number(offsetSeconds), steps: number(steps) ?? 0 };
}

function readVehicle(raw) {
  const trail = Array.isArray(raw.trail) ? raw.trail.map(readTrailPoint).filter((point) => point !== null) : null;
  return {
    id: string(raw.id),
    lastHeard: instant(raw.lastHeard),
    behind: raw.behind === true,
    position: readPosition(raw.position),
    severity: severity(raw.severity),
    clock: readClock(raw.clock),
    proofs: { escorts: readEscorts(record(raw.proofs).escorts), recording: readRecording(record(raw.proofs).recording) },
    trail: trail?.sort((a, b) => a.at - b.at) ?? null,
  };
}

/** When a convoy will arrive; null when nothing says so. */
function readEta(raw) {
  const [earliest, likely, latest] = [instant(record(raw).earliest), instant(record(raw).likely), instant(record(raw).latest)];
  return earliest === null || likely === null || latest === null ? null : { earliest, likely, latest };
}

function readWarning(raw) {
  return { rule: string(raw.rule), severity: severity(raw.severity), zh: string(raw.zh), en: string(raw.en) };
}

function readRule(raw) {
  return { rule: string(raw.rule), state: proofState(raw.state), severity: severity(raw.severity), ended: number(raw.ended) ?? 0 };
}

/** The plan that only a full transport carries; null where the message is an update without it. */
function readPlan(raw) {
  if (!Array.isArray(raw.route)) return null;
  return { route: pairs(raw.route), stops: areasOf(raw.stops, stop), zones: areasOf(raw.zones, zone) };
}

/** A transport, or null when it has no id. `told` is its own time when this was said: running figures count on from there. */
export function readTransport(raw) {
  const id = string(record(raw).id);
  if (id === null) return null;
  return {
    id,
    simulated: raw.simulated === true,
    speed: number(raw.speed) ?? 1,
    told: instant(raw.now),
    leg: string(raw.leg),
    origin: area(raw.origin),
    destination: area(raw.destination),
    plan: readPlan(raw),
    corridor: number(raw.corridor),
    plannedDeparture: instant(raw.plannedDeparture),
    plannedArrival: instant(raw.plannedArrival),
    departure: instant(raw.departure),
    arrival: instant(raw.arrival),
    state: string(raw.state),
    remainingKilometres: number(raw.remainingKilometres),
    eta: readEta(raw.eta),
    warnings: list(raw.warnings).map((each) => readWarning(record(each))),
    severity: severity(raw.severity),
    proofs: readProofs(raw.proofs),
    rules: list(raw.rules).map((each) => readRule(record(each))).filter(({ rule }) => rule !== null),
    vehicles: list(raw.vehicles).map((each) => readVehicle(record(each))).filter((vehicle) => vehicle.id !== null),
  };
}

/** An alert, or null when it has no id. */
export function readAlert(raw) {
  const id = string(record(raw).id);
  if (id === null) return null;
  const { acknowledged, reason } = raw;
  return {
    id,
    transport: string(raw.transport),
    rule: string(raw.rule),
    vehicle: string(raw.vehicle),
    camera: number(raw.camera) ?? string(raw.camera),
    person: string(raw.person),
    from: instant(raw.from),
    to: instant(raw.to),
    severity: severity(raw.severity) ?? "info",
    detail: record(raw.detail),
    because: { zh: string(record(raw.because).zh), en: string(record(raw.because).en) },
    state: oneOf(["open", "ended", "withdrawn"], raw.state, "open"),
    raised: instant(raw.raised),
    updated: instant(raw.updated),
    acknowledged: acknowledged ? { by: string(record(acknowledged).by), at: instant(record(acknowledged).at) } : null,
    reason: reason ? { id: string(record(reason).id), received: instant(record(reason).received), count: number(record(reason).count) } : null,
  };
}

export function readDesk(raw) {
  const { sequence, now, duty, transports, alerts } = record(raw);
  return {
    sequence: number(sequence) ?? 0,
    now: instant(now),
    duty: string(duty),
    transports: list(transports).map(readTransport).filter((transport) => transport !== null),
    alerts: list(alerts).map(readAlert).filter((alert) => alert !== null),
  };
}

/** A `position` message, or null when it names no vehicle or no place. */
export function readReport(raw) {
  const position = readPosition(raw);
  const { transport, vehicle, lastHeard, late } = record(raw);
  if (position === null || string(transport) === null || string(vehicle) === null) return null;
  return { transport, vehicle, position, lastHeard: instant(lastHeard), late: late === true };
}

export function readTick(raw) {
  const { now, delaySeconds, transports } = record(raw);
  const clocks = Object.entries(record(transports)).map(([id, at]) => [id, instant(at)]);
  return { now: instant(now), delaySeconds: number(delaySeconds), transports: clocks.filter(([, at]) => at !== null) };
}
