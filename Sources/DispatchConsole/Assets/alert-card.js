/** One alert as a card. The card keeps its element while the alert changes, so that nothing jumps and no focus is lost. */
import { AnswerError } from "./console-api.js";
import { adviceOf, evidenceOf, handlingSteps, lengthWords, reasonOf, sentenceOf } from "./alert-sentence.js";
import { element, setAttribute, setHidden, setText } from "./elements.js";
import { hasMessage, nameOf, text } from "./messages.js";
import { placeOf } from "./place-of.js";
import { hourMinute, timeWithSeconds } from "./time-format.js";

export class AlertCard {
  #alert = null;
  #transport = null;
  #place = null;
  #placedAlert = null;
  #actions;
  #parts;

  /** Actions: `acknowledge(id)` (a promise) and `show(alert)`. */
  constructor(actions) {
    this.#actions = actions;
    this.#parts = this.#build();
    const { badge, rule, simulated, length, sentence, reason, facts, advice, acknowledge, acknowledged, handling, show, failure, steps } = this.#parts;
    this.node = element("article", { class: "alert" },
      element("header", {}, badge, rule, simulated, length),
      sentence, reason, facts, advice,
      element("div", { class: "actions" }, acknowledge, acknowledged, handling, show),
      failure, steps);
  }

  #build() {
    return {
      badge: element("span", { class: "badge" }),
      rule: element("h3"),
      simulated: element("span", { class: "simulated" }, text("simulated")),
      length: element("span", { class: "length" }),
      sentence: element("p", { class: "sentence" }),
      reason: element("p", { class: "reason" }),
      facts: element("p", { class: "facts" }),
      advice: element("p", { class: "advice" }),
      acknowledge: element("button", { type: "button", class: "primary", on: { click: () => this.#acknowledge() } }, text("alerts.acknowledge")),
      acknowledged: element("span", { class: "acknowledged" }),
      handling: element("button", { type: "button", "aria-expanded": "false", on: { click: () => this.#toggleSteps() } }, text("alerts.handling-card")),
      show: element("button", { type: "button", on: { click: () => this.#actions.show(this.#alert) } }, text("alerts.show")),
      failure: element("p", { class: "failure", role: "alert", hidden: true }),
      steps: element("ol", { class: "steps", hidden: true }),
    };
  }

  update(alert, transport, now) {
    const isSettled = alert === this.#alert && alert.state !== "open" && this.#transport !== undefined;
    if (isSettled) return;
    const ruleChanged = alert.rule !== this.#alert?.rule;
    this.#alert = alert;
    this.#transport = transport;
    if (alert !== this.#placedAlert || this.#place === null) this.#place = placeOf(transport, alert.vehicle, alert.from);
    this.#placedAlert = alert;
    const { node } = this;
    setAttribute(node, "data-alert", alert.id);
    setAttribute(node, "data-rule", alert.rule);
    setAttribute(node, "data-state", alert.state);
    setAttribute(node, "data-severity", alert.severity);
    setAttribute(node, "data-acknowledged", String(alert.acknowledged !== null));
    if (ruleChanged) this.#parts.steps.replaceChildren(...handlingSteps(alert).map((step) => element("li", {}, step)));
    this.#fillHead();
    this.#fillActions(now);
    this.tick(now);
  }

  #fillHead() {
    const { badge, rule, simulated } = this.#parts;
    const alert = this.#alert;
    setText(badge, text(alert.state === "open" ? alert.severity : alert.state));
    setText(rule, nameOf(alert.rule));
    setHidden(simulated, this.#transport?.simulated !== true);
    setAttribute(this.node, "aria-label", `${badge.textContent} ${rule.textContent}`);
  }

  #fillActions(now) {
    const { acknowledge, acknowledged, show, handling, failure } = this.#parts;
    const alert = this.#alert;
    const canAcknowledge = alert.acknowledged === null && alert.state !== "withdrawn";
    const hadFocus = document.activeElement === acknowledge;
    setHidden(acknowledge, !canAcknowledge);
    setHidden(acknowledged, alert.acknowledged === null);
    setHidden(show, this.#transport === undefined || alert.state !== "open");
    setHidden(handling, alert.state !== "open");
    if (alert.state !== "open") this.#showSteps(false);
    if (alert.acknowledged !== null) {
      const { by, at } = alert.acknowledged;
      setText(acknowledged, text("alerts.acknowledged-by", { name: by, at: at === null ? null : hourMinute(at, now) }));
      setHidden(failure, true);
      if (hadFocus) handling.focus({ preventScroll: true });
    }
  }

  /** What changes with time alone: lengths, and the sentences that hold one. */
  tick(now) {
    const { length, sentence, reason, facts, advice } = this.#parts;
    const [alert, transport] = [this.#alert, this.#transport];
    setText(length, alert.state === "withdrawn" ? timeWithSeconds(alert.updated, now) : lengthWords(alert, now));
    setText(sentence, sentenceOf(alert, transport, now));
    setText(reason, alert.state === "withdrawn" ? reasonOf(alert, transport, now) : "");
    setHidden(reason, alert.state !== "withdrawn");
    setHidden(advice, alert.state !== "open");
    setText(advice, text("alerts.do-now", { advice: adviceOf(alert) }));
    setText(facts, factsOf(alert, this.#place));
  }

  async #acknowledge() {
    const { acknowledge, failure } = this.#parts;
    acknowledge.disabled = true;
    setHidden(failure, true);
    try {
      await this.#actions.acknowledge(this.#alert.id);
    } catch (error) {
      setText(failure, failureWords(error));
      setHidden(failure, false);
    } finally {
      acknowledge.disabled = false;
    }
  }

  #toggleSteps() {
    this.#showSteps(this.#parts.steps.hidden);
  }

  #showSteps(shown) {
    setHidden(this.#parts.steps, !shown);
    setAttribute(this.#parts.handling, "aria-expanded", String(shown));
  }
}

function factsOf(alert, place) {
  const facts = [alert.transport];
  if (place !== null) facts.push(place);
  if (alert.state !== "withdrawn") facts.push(text("alerts.evidence", { evidence: evidenceOf(alert) }));
  return facts.filter((fact) => fact !== null).join(text("alerts.facts-joint"));
}

function failureWords(error) {
  if (!(error instanceof AnswerError)) return text("error.any", { status: "—", message: String(error) });
  if (error.status === 409) return text("error.already-acknowledged");
  if (hasMessage(`error.${error.id}`) && error.id !== "any") return text(`error.${error.id}`);
  return text("error.any", { status: error.status, message: error.message });
}
