/** The order of urgency, worst first. */
const ORDER = ["critical", "high", "medium", "info"];

/** 0 for critical up to 4 for nothing at all. */
export function urgency(severity) {
  const rank = ORDER.indexOf(severity);
  return rank < 0 ? ORDER.length : rank;
}

export function worst(severities) {
  return severities.reduce((worstSoFar, severity) => (urgency(severity) < urgency(worstSoFar) ? severity : worstSoFar), null);
}
