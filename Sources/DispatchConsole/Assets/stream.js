/**
 * The live stream: opened after the last message seen, opened again by itself when it breaks, and honest about its state. Without a tick for five
 * seconds it is "behind", whatever the connection believes.
 */
import { isSignedIn, streamAddress } from "./console-api.js";

const BEHIND_AFTER = 5_000;

/** A connection that has said nothing for this long is given up and opened anew; proxies and sleeping machines leave such behind. */
const GIVEN_UP_AFTER = 15_000;
const LOOK_EVERY = 500;
const WAITS = [300, 1_000, 2_000, 3_000];

/** Desks that lost a restarted service together do not come back all at once. */
const SPREAD = 500;

export class DeskStream {
  #listener;
  #source = null;
  #after = 0;
  #lastTickAt = null;
  #openedAt = 0;
  #startedAt = null;
  #failures = 0;
  #timer = null;
  #watch = null;
  #state = null;

  /** The listener has `message(kind, content)`, `reset()`, `state(name)` with "live", "behind" or "closed", and `signedOut()`. */
  constructor(listener) {
    this.#listener = listener;
    addEventListener("online", () => this.#openSoon(0));
  }

  start(after) {
    this.#after = after;
    this.#startedAt ??= performance.now();
    // Whatever was said meanwhile, the next look says the state anew.
    this.#state = null;
    this.#watch ??= setInterval(() => this.#look(), LOOK_EVERY);
    this.#open();
  }

  stop() {
    this.#close();
    clearInterval(this.#watch);
    this.#watch = null;
  }

  #open() {
    this.#close();
    this.#openedAt = performance.now();
    const source = new EventSource(streamAddress(this.#after));
    this.#source = source;
    for (const kind of ["transport", "position", "alert", "tick"]) {
      source.addEventListener(kind, (event) => this.#receive(kind, event));
    }
    source.addEventListener("reset", () => this.#startOver());
    source.onerror = () => this.#failed();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#source?.close();
    this.#source = null;
  }

  #receive(kind, event) {
    let content;
    try {
      content = JSON.parse(event.data);
    } catch {
      return this.#startOver();
    }
    if (kind === "tick") {
      this.#lastTickAt = performance.now();
      this.#failures = 0;
      this.#look();
    } else if (!this.#isNews(Number(event.lastEventId))) {
      return;
    }
    this.#listener.message(kind, content);
  }

  /** A number seen before is a repetition; a smaller one means that the service counts anew, and what we hold is of another life of it. */
  #isNews(sequence) {
    if (!Number.isFinite(sequence) || sequence === 0) return true;
    if (sequence < this.#after) {
      this.#startOver();
      return false;
    }
    const isNew = sequence > this.#after;
    this.#after = sequence;
    return isNew;
  }

  #startOver() {
    this.#close();
    this.#listener.reset();
  }

  async #failed() {
    this.#close();
    this.#failures += 1;
    this.#look();
    const wait = WAITS[Math.min(this.#failures, WAITS.length) - 1];
    this.#openSoon(wait + Math.random() * SPREAD);
    // An EventSource does not tell why it failed: ask whether the session still stands.
    const status = await isSignedIn().then(() => 200, (error) => error.status);
    if (status === 401) {
      this.stop();
      this.#listener.signedOut();
    }
  }

  #openSoon(wait) {
    if (this.#watch === null) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), wait);
  }

  #look() {
    const now = performance.now();
    const silent = now - (this.#lastTickAt ?? this.#startedAt);
    const state = silent > BEHIND_AFTER ? "behind" : this.#lastTickAt === null ? "closed" : "live";
    if (state !== this.#state) {
      this.#state = state;
      this.#listener.state(state);
    }
    if (this.#source !== null && silent > GIVEN_UP_AFTER && now - this.#openedAt > GIVEN_UP_AFTER) this.#open();
  }
}
