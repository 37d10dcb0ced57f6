/** What this browser remembers between visits: small strings under one prefix; nothing breaks where storage is forbidden. */
const PREFIX = "escort.";

export function remembered(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage may be full or forbidden: the choice then lasts as long as the page.
  }
}
