// The view as the fragment of an address: it never leaves the browser, so no server's log holds a text.

const NAMES = { text: "text", language: "lang", region: "region", order: "order", method: "method", reading: "reading", other: "why-not", tab: "tab" };
const METHODS = ["attention", "occlusion"];
const PAUSE = 350; // milliseconds: some browsers write no more than 100 addresses in 30 seconds

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
  const view = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, parts.get(name) ?? USUAL[key] ?? ""]));
  return { ...view, method: METHODS.includes(view.method) ? view.method : USUAL.method };
}

// The address of the page, which follows its view.
export class Link {
  constructor(view) {
    Object.assign(this, { view, written: -PAUSE, waiting: null, seen: location.hash });
  }

  // The view that an address asks for to which the browser has gone.
  read() {
    this.seen = location.hash;
    return viewOf(this.seen);
  }

  get address() {
    return new URL(fragmentOf(this.view), location.href).href;
  }

  // Write the view as it will be then: at once, or a pause after the last time.
  write() {
    this.waiting ??= setTimeout(() => {
      this.waiting = null;
      if (location.hash !== this.seen) return; // the browser is going elsewhere, and says so next
      this.written = performance.now();
      try {
        history.replaceState(null, "", this.address);
        this.seen = location.hash;
      } catch {
        // refused for now; the next view is written
      }
    }, Math.max(0, this.written + PAUSE - performance.now()));
  }
}
