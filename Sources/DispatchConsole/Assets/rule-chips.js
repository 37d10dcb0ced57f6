/** Each rule's state as a small chip, behind one line that counts them. Whether it stands open is remembered. */
import { element, setAttribute, setText } from "./elements.js";
import { nameOf, text } from "./messages.js";
import { place } from "./placed-list.js";
import { remember, remembered } from "./remembered.js";

export class RuleChips {
  #chips = new Map();
  #list = element("ul", { class: "rule-chips" });
  #summary = element("summary");

  constructor() {
    this.node = element("details", { class: "rules" }, this.#summary, this.#list);
    this.node.open = remembered("rules") !== "closed";
    this.node.addEventListener("toggle", () => remember("rules", this.node.open ? "open" : "closed"));
  }

  update(rules) {
    const count = (state) => rules.filter((rule) => rule.state === state).length;
    setText(this.#summary, text("rules.summary", { proved: count("proved"), violated: count("violated"), unknown: count("unknown") }));
    for (const { rule } of rules) if (!this.#chips.has(rule)) this.#chips.set(rule, element("li", { "data-rule": rule }));
    for (const { rule, state, severity, ended } of rules) {
      const chip = this.#chips.get(rule);
      setAttribute(chip, "data-state", state);
      setAttribute(chip, "data-severity", state === "violated" ? severity : null);
      setAttribute(chip, "data-ended", state === "proved" && ended > 0 ? ended : null);
      const standing = state === "proved" && ended > 0 ? text("rules.ended", { ended }) : text(`rules.${state}`);
      setText(chip, text("rules.mark", { rule: nameOf(rule), state: standing }));
    }
    place(this.#list, [...new Set(rules.map(({ rule }) => rule))].map((rule) => this.#chips.get(rule)));
  }
}
