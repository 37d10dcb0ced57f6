/** The requests the console makes. Every failure is an `AnswerError`; a lost session is told once, to whoever asked to know. */
export class AnswerError extends Error {
  constructor(status, id, message) {
    super(message);
    this.status = status;
    this.id = id;
  }
}

/** A request that has no answer by then is given up, so that a hanging service is noticed. */
const ANSWER_WITHIN = 15_000;

let onSignedOut = () => {};

export function whenSignedOut(action) {
  onSignedOut = action;
}

async function ask(method, path, body) {
  const request = { method, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(ANSWER_WITHIN), cache: "no-store" };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, request);
  } catch {
    throw new AnswerError(0, "unreachable", "");
  }
  const content = await answer.json().catch(() => null);
  if (answer.ok) return content;
  throw new AnswerError(answer.status, content?.error ?? "any", content?.message ?? answer.statusText);
}

async function askSignedIn(method, path, body) {
  try {
    return await ask(method, path, body);
  } catch (error) {
    if (error.status === 401) onSignedOut();
    throw error;
  }
}

export const signIn = (account, password) => ask("POST", "/api/v1/sessions", { account, password });
export const signOut = () => ask("DELETE", "/api/v1/sessions/current");
export const currentSession = () => askSignedIn("GET", "/api/v1/sessions/current");
export const isSignedIn = () => ask("GET", "/api/v1/sessions/current");
export const fetchDesk = () => askSignedIn("GET", "/api/v1/desk");
export const fetchLanes = (transport) => askSignedIn("GET", `/api/v1/transports/${encodeURIComponent(transport)}/lanes`);
export const acknowledge = (alert) => askSignedIn("POST", `/api/v1/alerts/${encodeURIComponent(alert)}/acknowledge`, {});
export const streamAddress = (after) => `/api/v1/stream?after=${encodeURIComponent(after)}`;
