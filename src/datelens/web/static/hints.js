// Hints: language, region and order, as three choices of what the model knows.

import { find, html } from "./elements.js";
import { ask } from "./service.js";
import { nameOf } from "./words.js";

const KINDS = { language: "languages", region: "regions", order: "orders" };

// The hints of a view as the model spells them; what it does not know is left out, and a region without its language.
export function settled({ language, region, order }, known) {
  const spelled = (kind, code) => known[KINDS[kind]].find((one) => one.toLowerCase() === code.toLowerCase()) ?? "";
  const spoken = spelled("language", language);
  return { language: spoken, region: spoken && spelled("region", region), order: spelled("order", order) };
}

export class Hints {
  constructor(view, changed) {
    Object.assign(this, { view, changed, known: null, asked: null });
    this.limits = { texts: 1000, characters: 1000, readings: 10 }; // until the service says its own
    for (const kind of Object.keys(KINDS)) {
      find(kind).addEventListener("change", () => {
        view[kind] = find(kind).value;
        this.show();
        changed();
      });
    }
  }

  // Ask the service what its model knows, once; where it is not there, whoever asks later finds it.
  load() {
    if (this.known) return;
    this.asked ??= ask("hints").then((known) => this.take(known), () => {}).finally(() => { this.asked = null; });
  }

  take(known) {
    this.known = known;
    this.limits = known.limits;
    for (const [kind, list] of Object.entries(KINDS)) {
      const options = known[list].map((code) => [code, kind === "order" ? code : nameOf(kind, code)]);
      if (kind !== "order") options.sort((a, b) => a[1].localeCompare(b[1], "en"));
      find(kind).append(...options.map(([code, name]) => html("option", { value: code }, name)));
      find(kind).parentElement.hidden = options.length === 0;
    }
    const before = JSON.stringify(this.view);
    this.show();
    if (JSON.stringify(this.view) !== before) this.changed();
  }

  // Show the hints of the view, as far as there are such.
  show() {
    if (this.known) Object.assign(this.view, settled(this.view, this.known));
    for (const kind of Object.keys(KINDS)) find(kind).value = this.view[kind];
    find("region").disabled = !this.view.language; // a region alone is no locale
  }

  locale() {
    const { language, region } = this.view;
    return language ? [language, region].filter(Boolean).join("_") : null;
  }
}
