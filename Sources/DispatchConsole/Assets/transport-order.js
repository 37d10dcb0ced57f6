/** In which order the transports stand, which of them stand at all, and when an order may change under the reader's eyes. */
import { urgency } from "./severity.js";

export const ORDERS = ["severity", "arrival", "id"];

const LAST = Number.MAX_SAFE_INTEGER;
const byId = (a, b) => a.id.localeCompare(b.id, "zh-CN", { numeric: true });
const byArrival = (a, b) => (a.plannedArrival ?? LAST) - (b.plannedArrival ?? LAST) || byId(a, b);
const isUnderWay = (transport) => (transport.state === "en-route" ? 0 : transport.state === "planned" ? 1 : 2);
const bySeverity = (a, b) => urgency(a.severity) - urgency(b.severity) || isUnderWay(a) - isUnderWay(b) || byArrival(a, b);
const COMPARISONS = { severity: bySeverity, arrival: byArrival, id: byId };

/** Real transports before simulated ones: the two never stand mixed. */
export function ordered(transports, order) {
  return [...transports].sort((a, b) => Number(a.simulated) - Number(b.simulated) || COMPARISONS[order](a, b));
}

/**
 * The ids to show now. The order shown before stays; new transports go where they belong at its end; one that has just become critical comes
 * to the top of its kind, because that is worth the movement.
 */
export function steadyOrder(shown, transports, order, becameCritical) {
  const wanted = ordered(transports, order);
  const rank = new Map(shown.map((id, index) => [id, index]));
  const place = ({ id }) => (becameCritical.has(id) ? -1 : rank.get(id) ?? LAST);
  return wanted
    .map((transport, index) => ({ transport, index }))
    .sort((a, b) => Number(a.transport.simulated) - Number(b.transport.simulated) || place(a.transport) - place(b.transport) || a.index - b.index)
    .map(({ transport }) => transport.id);
}

export function isInOrder(shown, transports, order) {
  const wanted = ordered(transports, order);
  return wanted.length === shown.length && wanted.every(({ id }, index) => id === shown[index]);
}
