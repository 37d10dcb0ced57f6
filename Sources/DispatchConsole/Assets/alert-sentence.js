/**
 * An alert in words: one sentence of what, where, since when and how long; the evidence; what to do now; and, withdrawn, why. Each sentence has
 * forms for when details are missing; the fullest one whose every value is known is taken.
 */
import { currentLanguage, firstComplete, hasMessage, nameOf, text } from "./messages.js";
import { wasOnRoute } from "./place-of.js";
import { duration, hourMinute, instant, timeWithSeconds } from "./time-format.js";

const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** How long the alert has lasted, or lasted, in seconds; null when nobody can say. An open one counts to the transport's now. */
export function lengthSeconds(alert, now) {
  const running = alert.state === "withdrawn" ? alert.updated : alert.state === "open" ? now : null;
  const end = alert.to ?? running;
  if (alert.from !== null && end !== null) return Math.max(0, (end - alert.from) / 1000);
  return number(alert.detail.seconds);
}

export function lengthWords(alert, now) {
  const seconds = lengthSeconds(alert, now);
  return seconds === null ? "" : duration(seconds);
}

export function sentenceOf(alert, transport, now) {
  const values = valuesOf(alert, transport, now);
  const form = alert.state === "open" ? "open" : "closed";
  const own = formsOf(alert, form);
  const because = alert.because[currentLanguage()];
  // What the page has no sentence of its own for, the judge says.
  if (!own.some(hasMessage) && because !== null) return text("sentence.because", { because }) + leftWords(alert.detail.left);
  const said = firstComplete([...own, `sentence.any.${form}`, "sentence.any.brief"], values);
  return said + leftWords(alert.detail.left);
}

function formsOf({ rule, detail }, form) {
  const base = `sentence.${rule}`;
  if (rule !== "declared-observed-mismatch") return [`${base}.${form}`, `${base}.${form}.brief`];
  return detail.of === "arrival" || detail.of === "departure" ? [`${base}.${detail.of}`, `${base}.${detail.of}.unobserved`] : [];
}

function valuesOf(alert, transport, now) {
  const { detail } = alert;
  const time = (at) => (at === null ? null : timeWithSeconds(at, now));
  const planned = alert.rule === "late-departure" ? transport?.plannedDeparture : transport?.plannedArrival;
  const to = alert.state === "withdrawn" ? (alert.to ?? alert.updated) : alert.to;
  const end = to ?? (alert.state === "open" ? now : null);
  const seconds = lengthSeconds(alert, now);
  return {
    subject: subjectOf(alert),
    rule: nameOf(alert.rule),
    from: time(alert.from),
    to: time(to),
    duration: seconds === null ? null : duration(seconds),
    present: number(detail.present),
    required: number(detail.required),
    planned: planned ? hourMinute(planned, now) : null,
    late: planned && end ? duration((end - planned) / 1000) : null,
    who: detail.who ?? alert.person,
    due: time(instant(detail.due)),
    alarm: detail.name ? nameOf(detail.name, "alarm.") : null,
    declared: time(instant(detail.declared)),
    observed: time(instant(detail.observed)),
    apart: number(detail.seconds) === null ? null : duration(detail.seconds),
  };
}

/** Whom or what the alert is about, as precisely as it says. */
export function subjectOf({ vehicle, camera, person, transport }) {
  if (vehicle !== null && camera !== null) return text("sentence.subject-camera", { vehicle, camera });
  return vehicle ?? person ?? transport ?? "—";
}

function leftWords(left) {
  const names = Array.isArray(left) ? left.filter((name) => typeof name === "string" && name !== "") : [];
  if (names.length === 0) return "";
  return text("sentence.sentences-joint") + text("sentence.left", { names: names.join(text("sentence.names-joint")) });
}

export function evidenceOf({ rule }) {
  return text(hasMessage(`evidence.${rule}`) ? `evidence.${rule}` : "evidence.any");
}

export function adviceOf({ rule }) {
  return text(hasMessage(`advice.${rule}`) ? `advice.${rule}` : "advice.any");
}

/** Why a withdrawn alert was withdrawn. */
export function reasonOf(alert, transport, now) {
  const { id = null, count = null, received = null } = alert.reason ?? {};
  const values = { count, received: received === null ? null : timeWithSeconds(received, now) };
  const base = `reason.${id}`;
  const ofRule = `${base}.${alert.rule}`;
  const onRoute = alert.rule === "signal-loss" && wasOnRoute(transport, alert.vehicle, alert.from, alert.to ?? alert.updated);
  const said = firstComplete([...(onRoute ? [`${ofRule}.on-route`] : []), ofRule, `${ofRule}.brief`, base, "reason.any"], values);
  return received === null || id !== "backfill" ? said : said + text("sentence.sentences-joint") + text("reason.received", values);
}

/** The concrete steps of the rule's handling card. */
export function handlingSteps({ rule }) {
  const of = (name) => [1, 2, 3, 4].map((step) => `card.${name}.${step}`).filter(hasMessage).map((id) => text(id));
  const steps = of(rule);
  return steps.length > 0 ? steps : of("any");
}
