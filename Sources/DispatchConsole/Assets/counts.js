/** The header's figures. Real and simulated transports are never counted together. Pure. */
import { dayOf } from "./time-format.js";

/**
 * The figures of one kind, real or simulated: `clock` gives a transport's own now. Today is the transport's own day in Asia/Shanghai; due today
 * is what was planned to arrive today.
 */
export function countsOf(state, isSimulated, clock) {
  const transports = [...state.transports.values()].filter(({ simulated }) => simulated === isSimulated);
  const ids = new Set(transports.map(({ id }) => id));
  const isToday = (transport, at) => at !== null && clock(transport.id) !== null && dayOf(at) === dayOf(clock(transport.id));
  const due = transports.filter((transport) => isToday(transport, transport.plannedArrival));
  const isOfKind = ({ transport }) => (isSimulated ? ids.has(transport) : ids.has(transport) || !state.transports.has(transport));
  const critical = [...state.alerts.values()].filter((alert) => isOfKind(alert) && isUnacknowledgedCritical(alert));
  return {
    transports: transports.length,
    enRoute: transports.filter((transport) => transport.state === "en-route").length,
    due: due.length,
    arrived: due.filter(({ arrival }) => arrival !== null).length,
    critical: critical.length,
  };
}

function isUnacknowledgedCritical({ state, severity, acknowledged }) {
  return state === "open" && severity === "critical" && acknowledged === null;
}
