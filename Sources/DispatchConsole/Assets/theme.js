/** Dark for long watches, light where the room is bright; remembered. */
import { remember } from "./remembered.js";

export function currentTheme() {
  return document.documentElement.dataset.theme;
}

export function changeTheme(theme) {
  document.documentElement.dataset.theme = theme;
  remember("theme", theme);
}
