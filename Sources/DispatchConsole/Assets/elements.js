/** Building the page's elements. Whatever comes from outside goes in as text; there is no way to put in markup. */

/** An element with its attributes (`class`, `data-…`, `aria-…`; null leaves one out), listeners under `on`, and children (text or elements). */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a drawing's elements. */
export function drawing(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(node, { on = {}, ...attributes }, children) {
  for (const [key, value] of Object.entries(attributes)) setAttribute(node, key, value);
  for (const [kind, listener] of Object.entries(on)) node.addEventListener(kind, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets an attribute only when it differs (null, undefined and false take it away), so that nothing is styled or announced anew without cause. */
export function setAttribute(node, key, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(key)) node.removeAttribute(key);
    return;
  }
  const wanted = value === true ? "" : String(value);
  if (node.getAttribute(key) !== wanted) node.setAttribute(key, wanted);
}

export function setText(node, wanted) {
  if (node.textContent !== wanted) node.textContent = wanted;
}

export function setHidden(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}
