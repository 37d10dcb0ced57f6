/**
 * What the desk knows, and how each message changes it. Pure: a state and a message in, a new state out; nothing here draws, asks or reads a clock.
 */

/** Ended and withdrawn alerts kept in sight; the oldest beyond that go (they stay in the service's records). */
const CLOSED_ALERTS_KEPT = 100;

/** Points of one vehicle's trail: a day at five seconds. Beyond, every second one of the older half is let go. */
const TRAIL_POINTS_KEPT = 20_000;

export function emptyState() {
  return { isLoaded: false, duty: null, delaySeconds: null, transports: new Map(), alerts: new Map() };
}

export function withDesk(desk) {
  return {
    isLoaded: true,
    duty: desk.duty,
    delaySeconds: null,
    transports: new Map(desk.transports.map((transport) => [transport.id, mergedTransport(undefined, transport)])),
    alerts: keptAlerts(new Map(desk.alerts.map((alert) => [alert.id, alert]))),
  };
}

export function withTransport(state, transport) {
  const merged = mergedTransport(state.transports.get(transport.id), transport);
  return { ...state, transports: new Map(state.transports).set(merged.id, merged) };
}

/** An update keeps the plan and the trails it does not carry. */
function mergedTransport(known, told) {
  const vehicles = told.vehicles.map((vehicle) => mergedVehicle(known?.vehicles.find(({ id }) => id === vehicle.id), vehicle));
  return { ...told, plan: told.plan ?? known?.plan ?? { route: [], stops: [], zones: [] }, vehicles };
}

function mergedVehicle(known, told) {
  return {
    ...told,
    trail: told.trail ?? known?.trail ?? [],
    lastHeard: later(known?.lastHeard ?? null, told.lastHeard),
    position: newerPosition(known?.position ?? null, told.position),
  };
}

function later(one, other) {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

/** A marker never moves backwards in device time. */
function newerPosition(known, told) {
  return known !== null && (told === null || told.at < known.at) ? known : told;
}

export function withReport(state, report) {
  const transport = state.transports.get(report.transport);
  const vehicle = transport?.vehicles.find(({ id }) => id === report.vehicle);
  if (vehicle === undefined) return state;
  const moved = {
    ...vehicle,
    lastHeard: later(vehicle.lastHeard, report.lastHeard),
    position: report.late ? vehicle.position : newerPosition(vehicle.position, report.position),
    trail: extendedTrail(vehicle.trail, { ...report.position, late: report.late }),
  };
  const vehicles = transport.vehicles.map((each) => (each === vehicle ? moved : each));
  return { ...state, transports: new Map(state.transports).set(transport.id, { ...transport, vehicles }) };
}

/** The trail with one more point, in its place by device time; a second point of one instant takes the first one's place. */
export function extendedTrail(trail, { lat, lon, at, late }) {
  const place = placeInTrail(trail, at);
  const isSame = trail[place]?.at === at;
  const grown = trail.slice(0, place).concat([{ lat, lon, at, late }], trail.slice(isSame ? place + 1 : place));
  if (grown.length <= TRAIL_POINTS_KEPT) return grown;
  const half = TRAIL_POINTS_KEPT / 2;
  return grown.filter((_, index) => index >= half || index % 2 === 0);
}

function placeInTrail(trail, at) {
  let [low, high] = [0, trail.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trail[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An answer that crossed a newer message on the way does not undo it. */
export function withAlert(state, alert) {
  const known = state.alerts.get(alert.id);
  const isOlder = known !== undefined && known.updated !== null && alert.updated !== null && alert.updated < known.updated;
  if (isOlder) return state;
  const acknowledged = alert.acknowledged ?? known?.acknowledged ?? null;
  return { ...state, alerts: keptAlerts(new Map(state.alerts).set(alert.id, { ...alert, acknowledged })) };
}

function keptAlerts(alerts) {
  const closed = [...alerts.values()].filter(({ state }) => state !== "open");
  if (closed.length <= CLOSED_ALERTS_KEPT) return alerts;
  closed.sort((a, b) => (b.updated ?? 0) - (a.updated ?? 0));
  for (const { id } of closed.slice(CLOSED_ALERTS_KEPT)) alerts.delete(id);
  return alerts;
}

export function withTick(state, tick) {
  return tick.delaySeconds === state.delaySeconds ? state : { ...state, delaySeconds: tick.delaySeconds };
}
