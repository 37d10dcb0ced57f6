/** How long ago a vehicle, or the quietest vehicle of a transport, was last heard: counted on the transport's own clock. */
import { text } from "./messages.js";
import { duration, shortDuration } from "./time-format.js";

/** Past this silence the rules call the signal lost; the desk marks the age at the same moment. */
const SILENT_AFTER = 120_000;

/** When the vehicle heard longest ago was last heard; null as soon as one was never heard. */
export function worstHeard(vehicles) {
  if (vehicles.length === 0 || vehicles.some(({ lastHeard }) => lastHeard === null)) return null;
  return Math.min(...vehicles.map(({ lastHeard }) => lastHeard));
}

export function heardWords(transport, now) {
  const { vehicles } = transport;
  if (vehicles.every(({ lastHeard }) => lastHeard === null)) return text("transport.never-heard");
  const never = vehicles.find(({ lastHeard }) => lastHeard === null);
  if (never !== undefined) return text("transport.never-heard-of", { vehicle: never.id });
  if (vehicles.some(({ behind }) => behind)) return text("transport.behind");
  return ageWords(worstHeard(vehicles), now);
}

export function ageWords(at, now) {
  if (at === null || now === null) return text("transport.never-heard");
  return text("transport.heard", { age: duration((now - at) / 1000) });
}

/** The same where room is short. */
export function shortAgeWords(at, now) {
  if (at === null || now === null) return text("transport.never-heard");
  return text("transport.heard-short", { age: shortDuration((now - at) / 1000) });
}

/** Whether silence matters now: under way, and nothing heard for longer than the rules allow. */
export function isSilent(transport, at, now) {
  return transport.state === "en-route" && now !== null && (at === null || now - at > SILENT_AFTER);
}
