/** Which transport and vehicle the desk shows. Kept in the page's address, so that a reload or a sent link shows the same. */
import { ordered } from "./transport-order.js";
import { urgency } from "./severity.js";

export function selectionFromAddress() {
  const [transport, vehicle] = location.hash.slice(1).split("/").map((part) => decodedOrNull(part));
  return { transport: transport || null, vehicle: vehicle || null };
}

function decodedOrNull(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export function keepInAddress({ transport, vehicle }) {
  const parts = [transport, vehicle].filter((part) => part !== null).map(encodeURIComponent);
  history.replaceState(null, "", `${location.pathname}${location.search}#${parts.join("/")}`);
}

/** The selection made to fit what there is: a transport that exists (the most urgent one otherwise) and a vehicle of it. */
export function fitted({ transport, vehicle }, state) {
  const chosen = state.transports.get(transport) ?? ordered(state.transports.values(), "severity")[0];
  if (chosen === undefined) return { transport: null, vehicle: null };
  const isOfChosen = chosen.vehicles.some(({ id }) => id === vehicle);
  return { transport: chosen.id, vehicle: isOfChosen ? vehicle : mostUrgentVehicle(chosen) };
}

function mostUrgentVehicle({ vehicles }) {
  const worstFirst = [...vehicles].sort((a, b) => urgency(a.severity) - urgency(b.severity));
  return worstFirst[0]?.id ?? null;
}
