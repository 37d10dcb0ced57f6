/** For the keyboard: straight to one of the desk's parts, without passing through the others. */
import { element } from "./elements.js";
import { text } from "./messages.js";

const TARGETS = { list: "transports", map: "map", alerts: "alerts" };

export function showSkipLinks(root) {
  root.setAttribute("aria-label", text("skip.label"));
  const go = (id) => {
    const target = document.getElementById(id);
    const inner = target.querySelector("button:not([tabindex='-1']), select") ?? target;
    inner.focus();
  };
  root.append(...Object.entries(TARGETS).map(([name, id]) => element("button", { type: "button", on: { click: () => go(id) } }, text(`skip.${name}`))));
}
