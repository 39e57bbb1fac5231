// The view as the fragment of an address: it never leaves the browser, so no server's log holds a text.

const NAMES = { text: "text", language: "lang", region: "region", order: "order", method: "method", reading: "reading", other: "why-not", tab: "tab" };

export const USUAL = { method: "attention", tab: "date" }; // what need not be said

export function fragmentOf(view) {
  const parts = new URLSearchParams();
  for (const [key, name] of Object.entries(NAMES)) {
    if (view[key] && view[key] !== USUAL[key]) parts.set(name, view[key]);
  }
  return `#${parts}`;
}

export function viewOf(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  return Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, parts.get(name) ?? USUAL[key] ?? ""]));
}
