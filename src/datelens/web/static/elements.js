// Elements made by hand: no text ever becomes markup.

const SVG = "http://www.w3.org/2000/svg";

export const find = (id) => document.getElementById(id);

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element && (name.startsWith("on") || typeof value === "boolean")) element[name] = value;
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const html = (tag, attributes = {}, ...children) => made(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) => made(document.createElementNS(SVG, tag), attributes, children);

// Show a text, or nothing where there is none.
export function tell(place, text) {
  if (place.textContent !== (text ?? "")) place.textContent = text ?? ""; // the same again is not said again
  place.hidden = !text;
}

// Put the focus on the first of some places that can take it.
export function focusFirst(...places) {
  for (const place of places) {
    if (!place || place === document.body) continue;
    place.focus();
    if (document.activeElement === place) return;
  }
}

// Hide an element; a focus that is in it goes on to the first of some places, as it would be lost.
export function hide(element, ...next) {
  if (element.contains(document.activeElement)) focusFirst(...next);
  element.hidden = true;
}

// Whether a text could be put on the clipboard; pages without TLS have an older way alone.
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const field = html("textarea", { class: "hidden", readonly: "" }, text);
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    return done;
  }
}

// Give a file to who is looking.
export function save(name, kind, content) {
  const link = html("a", { href: URL.createObjectURL(new Blob([content], { type: kind })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
