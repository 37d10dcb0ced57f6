/**
 * The four proofs of a transport as a figure with its unit. Figures that are running (a gap, a silence, a delay) count on with the transport's own
 * clock from when they were told. What is unknown says so.
 */
import { text } from "./messages.js";
import { worst } from "./severity.js";
import { shortDuration } from "./time-format.js";

export const PROOFS = ["escorts", "recording", "route", "time"];

const RULES_OF = {
  escorts: ["escort-minimum", "missed-check-in", "crew-separation"],
  recording: ["recording-continuity"],
  route: ["route-deviation", "signal-loss", "offline-displacement", "unscheduled-stop", "overstay", "convoy-separation"],
  time: ["early-arrival", "late-arrival", "late-departure", "transit-time", "declared-observed-mismatch"],
};

const SEVERITY_WITHOUT_RULE = { escorts: "critical", recording: "critical", route: "high", time: "high" };

/** What one proof's box shows: its words, its state, and how grave it is when violated. */
export function proofFigure(kind, transport, now) {
  const proof = transport.proofs[kind];
  const running = now === null || transport.told === null ? 0 : Math.max(0, (now - transport.told) / 1000);
  return { words: WORDS[kind](proof, running, transport), state: proof.state, severity: severityOf(kind, proof, transport) };
}

function severityOf(kind, proof, transport) {
  if (proof.state !== "violated") return null;
  const violated = transport.rules.filter(({ rule, state }) => state === "violated" && RULES_OF[kind].includes(rule));
  return worst(violated.map(({ severity }) => severity)) ?? SEVERITY_WITHOUT_RULE[kind];
}

function unknownWords(transport) {
  return text(transport.state === "planned" ? "proof.pending" : "proof.unknown");
}

export function escortWords(proof, transport) {
  if (proof.present === null) return proof.state === "violated" ? text("proof.escorts-too-few") : unknownWords(transport);
  if (proof.state === "unknown") return unknownWords(transport);
  return text("proof.escorts-present", { present: proof.present, required: proof.required });
}

export function recordingWords(proof, running, transport) {
  if (proof.state === "unknown") return unknownWords(transport);
  if (proof.state === "violated") {
    return proof.gapSeconds === null
      ? text("proof.recording-none")
      : text("proof.recording-gap", { duration: shortDuration(proof.gapSeconds + running) });
  }
  // Rounded down: only a recording without any gap is a hundred per cent.
  return proof.share === null ? text("proof.recording-kept") : text("proof.recording-share", { share: Math.floor(proof.share * 100) });
}

function routeWords(proof, running, transport) {
  if (proof.state === "unknown") return unknownWords(transport);
  if (proof.state === "proved") return text("proof.route-inside");
  const isOff = proof.offRouteMetres !== null && proof.offRouteMetres > (transport.corridor ?? 0);
  if (isOff) return distanceWords(proof.offRouteMetres);
  if (proof.silentSeconds !== null) return text("proof.route-silent", { duration: shortDuration(proof.silentSeconds + running) });
  return text("proof.route-violated");
}

function distanceWords(metres) {
  return metres < 10_000
    ? text("proof.route-off", { metres: Math.round(metres) })
    : text("proof.route-off-kilometres", { kilometres: Math.round(metres / 1000) });
}

function timeWords(proof, running, transport) {
  if (proof.early) return text("proof.time-early");
  if (proof.state === "unknown") return unknownWords(transport);
  const counting = transport.arrival === null && proof.state === "violated" ? running : 0;
  if (proof.lateSeconds !== null && proof.lateSeconds >= 60) {
    return text("proof.time-late", { duration: shortDuration(proof.lateSeconds + counting) });
  }
  return text(proof.state === "proved" ? "proof.time-kept" : "proof.time-violated");
}

const WORDS = {
  escorts: (proof, _, transport) => escortWords(proof, transport),
  recording: recordingWords,
  route: routeWords,
  time: timeWords,
};
