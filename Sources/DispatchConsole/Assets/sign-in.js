/** The sign-in page: account and password, a plain word when they are refused, and on to the desk when not. */
import { signIn } from "./console-api.js";
import { element, setHidden, setText } from "./elements.js";
import { changeLanguage, currentLanguage, hasMessage, loadMessages, text } from "./messages.js";

class SignInForm {
  #account = element("input", { name: "account", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true, autofocus: true });
  #password = element("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
  #submit = element("button", { type: "submit", class: "primary" }, text("sign-in.submit"));
  #failure = element("p", { class: "failure", role: "alert", hidden: true });

  constructor(root) {
    const label = (id, input) => element("label", {}, element("span", {}, text(id)), input);
    const form = element("form", { novalidate: true, on: { submit: (event) => this.#send(event) } },
      element("h1", {}, text("sign-in.heading")),
      element("p", { class: "purpose" }, text("sign-in.purpose")),
      label("sign-in.account", this.#account), label("sign-in.password", this.#password),
      this.#failure, this.#submit);
    root.append(form, languageChoice());
    this.#account.focus();
  }

  async #send(event) {
    event.preventDefault();
    const [account, password] = [this.#account.value.trim(), this.#password.value];
    if (account === "" || password === "") return this.#refuse(text("error.missing"), account === "" ? this.#account : this.#password);
    this.#isWorking(true);
    try {
      await signIn(account, password);
      location.assign("/");
    } catch (error) {
      this.#isWorking(false);
      this.#refuse(wordsFor(error), this.#password);
      this.#password.select();
    }
  }

  #isWorking(isWorking) {
    this.#submit.disabled = isWorking;
    setText(this.#submit, text(isWorking ? "sign-in.working" : "sign-in.submit"));
    if (isWorking) setHidden(this.#failure, true);
  }

  #refuse(words, field) {
    setText(this.#failure, words);
    setHidden(this.#failure, false);
    field.focus();
  }
}

function wordsFor(error) {
  if (error.status === 401) return text("error.sign-in-failed");
  if (error.status === 429) return text("error.too-many-attempts");
  if (hasMessage(`error.${error.id}`) && error.id !== "any") return text(`error.${error.id}`);
  return text("error.any", { status: error.status, message: error.message });
}

function languageChoice() {
  const other = currentLanguage() === "zh" ? "en" : "zh";
  return element("button", { type: "button", class: "language", lang: other, on: { click: () => changeLanguage(other) } }, text(`language.${other}`));
}

await loadMessages();
document.title = text("sign-in.title");
new SignInForm(document.getElementById("sign-in"));
