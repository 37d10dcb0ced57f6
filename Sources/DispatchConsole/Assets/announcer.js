/** Says aloud what happens: critical alerts at once, everything else when the reader pauses. Many at a time become one sentence. */
import { reasonOf, sentenceOf } from "./alert-sentence.js";
import { nameOf, text } from "./messages.js";

/** What arrives within this time is said together. */
const GATHER = 400;
const SAID_SINGLY = 3;

export class Announcer {
  #politely;
  #atOnce;
  #waiting = { polite: [], assertive: [] };
  #timer = null;

  constructor(politely, atOnce) {
    this.#politely = politely;
    this.#atOnce = atOnce;
  }

  alert(alert, transition, transport, now) {
    const rule = nameOf(alert.rule);
    const sentence = sentenceOf(alert, transport, now);
    if (transition === "raised") {
      const words = text("alerts.announce-raised", { severity: text(alert.severity), rule, sentence });
      this.#say(alert.severity === "critical" ? "assertive" : "polite", words);
    } else if (transition === "withdrawn") {
      this.#say("polite", text("alerts.announce-withdrawn", { rule, reason: reasonOf(alert, transport, now) }));
    } else if (transition === "ended") {
      this.#say("polite", text("alerts.announce-ended", { rule, sentence }));
    }
  }

  say(words) {
    this.#say("polite", words);
  }

  #say(manner, words) {
    this.#waiting[manner].push(words);
    this.#timer ??= setTimeout(() => this.#sayAll(), GATHER);
  }

  #sayAll() {
    this.#timer = null;
    for (const [manner, node] of [["assertive", this.#atOnce], ["polite", this.#politely]]) {
      const words = this.#waiting[manner].splice(0);
      if (words.length === 0) continue;
      node.textContent = words.length > SAID_SINGLY ? text("alerts.announce-many", { count: words.length, last: words.at(-1) }) : words.join(" ");
    }
  }
}
