/**
 * Every text of the page, from the one message catalogue. Chinese unless `?lang=en` or the menu chose otherwise; the choice is remembered.
 * Values are put in as text, never as markup.
 */
import { remember, remembered } from "./remembered.js";

const LANGUAGES = { zh: "zh-CN", en: "en" };
const PLACEHOLDER = /\{(\w+)\}/g;

let catalogue = {};
let language = "zh";

export function currentLanguage() {
  return language;
}

function chosenLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked in LANGUAGES) {
    remember("language", asked);
    return asked;
  }
  const kept = remembered("language");
  return kept in LANGUAGES ? kept : "zh";
}

export async function loadMessages() {
  language = chosenLanguage();
  document.documentElement.lang = LANGUAGES[language];
  const answer = await fetch("/assets/catalogue.json");
  if (!answer.ok) throw new Error(`the message catalogue answered ${answer.status}`);
  catalogue = await answer.json();
}

/** Remembers the language and loads the page again in it; `?lang=` would otherwise win over the choice. */
export function changeLanguage(next) {
  remember("language", next);
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(null, "", address);
  location.reload();
}

export function hasMessage(id) {
  return Object.hasOwn(catalogue, id);
}

function pattern(id) {
  return hasMessage(id) ? catalogue[id][language] ?? catalogue[id].zh : id;
}

/** The text of a message. A value that is missing shows as a dash, so that nothing unknown reads as a figure. */
export function text(id, values = {}) {
  return pattern(id).replace(PLACEHOLDER, (_, name) => (known(values[name]) ? String(values[name]) : "—"));
}

/** The first of these messages that exists and whose every value is known: a sentence that still reads well when details are missing. */
export function firstComplete(ids, values) {
  const complete = (id) => hasMessage(id) && [...pattern(id).matchAll(PLACEHOLDER)].every(([, name]) => known(values[name]));
  const id = ids.find(complete);
  return id === undefined ? "" : text(id, values);
}

/** A name from the vocabulary (a rule, a role); what the catalogue does not know is shown as it came. */
export function nameOf(id, prefix = "") {
  return hasMessage(prefix + id) ? text(prefix + id) : String(id ?? "—");
}

function known(value) {
  return value !== undefined && value !== null && value !== "";
}
