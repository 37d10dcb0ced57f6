/** The duty's menu: who is signed in, the language, the theme, and the way out. A menu button by the keyboard's usual rules. */
import { signOut } from "./console-api.js";
import { element, setText } from "./elements.js";
import { changeLanguage, currentLanguage, nameOf, text } from "./messages.js";
import { changeTheme, currentTheme } from "./theme.js";

export class DutyMenu {
  #button;
  #account = element("p", { class: "account", role: "presentation" });
  #menu;

  constructor() {
    this.#button = element("button", { type: "button", class: "duty", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => this.#toggle() } });
    this.#menu = element("div", { class: "menu", role: "menu", hidden: true }, this.#account, ...this.#themes(), ...this.#languages(), this.#out());
    this.node = element("div", { class: "duty-menu" }, this.#button, this.#menu);
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.node.addEventListener("focusout", ({ relatedTarget }) => relatedTarget !== null && !this.node.contains(relatedTarget) && this.#close());
    document.addEventListener("pointerdown", ({ target }) => this.node.contains(target) || this.#close());
  }

  show(session, duty) {
    setText(this.#button, duty === null ? session.name ?? session.account : text("desk.duty", { group: duty }));
    setText(this.#account, text("desk.account", { name: session.name ?? session.account, role: nameOf(session.role, "role.") }));
  }

  #choice(words, isChosen, choose) {
    return element("button", { type: "button", role: "menuitemradio", "aria-checked": String(isChosen), tabindex: "-1", on: { click: choose } }, words);
  }

  #group(id, choices) {
    return [element("p", { class: "group", role: "presentation" }, text(id)), ...choices];
  }

  #themes() {
    const choices = ["dark", "light"].map((theme) => this.#choice(text(`menu.${theme}`), theme === currentTheme(), ({ currentTarget }) => {
      changeTheme(theme);
      for (const each of choices) each.setAttribute("aria-checked", String(each === currentTarget));
    }));
    return this.#group("menu.theme", choices);
  }

  #languages() {
    const choice = (language) => {
      const node = this.#choice(text(`language.${language}`), language === currentLanguage(), () => changeLanguage(language));
      node.lang = language;
      return node;
    };
    return this.#group("menu.language", ["zh", "en"].map(choice));
  }

  #out() {
    const leave = () => signOut().catch(() => {}).finally(() => location.assign("/sign-in"));
    return element("button", { type: "button", role: "menuitem", class: "out", tabindex: "-1", on: { click: leave } }, text("menu.sign-out"));
  }

  #toggle() {
    if (this.#menu.hidden) this.#open();
    else this.#close();
  }

  #open() {
    this.#menu.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items()[0].focus();
  }

  #close() {
    this.#menu.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
  }

  #items() {
    return [...this.#menu.querySelectorAll("button")];
  }

  #key(event) {
    if (event.key === "Escape" && !this.#menu.hidden) {
      this.#close();
      this.#button.focus();
      return;
    }
    const items = this.#items();
    const here = items.indexOf(document.activeElement);
    const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    if (this.#menu.hidden) this.#open();
    else items.at(target % items.length).focus();
  }
}
