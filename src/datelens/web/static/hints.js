// Hints: language, region and order, as three choices of what the model knows.

import { find, html } from "./elements.js";
import { ask } from "./service.js";
import { nameOf } from "./words.js";

const KINDS = { language: "languages", region: "regions", order: "orders" };

export class Hints {
  constructor(view, changed) {
    this.view = view;
    this.limits = { texts: 1000, characters: 1000, readings: 10 }; // until the service says its own
    for (const kind of Object.keys(KINDS)) {
      find(kind).addEventListener("change", () => {
        view[kind] = find(kind).value;
        if (kind === "language" && !view.language) view.region = "";
        this.show(view);
        changed();
      });
    }
  }

  // Ask the service what its model knows.
  async load() {
    const known = await ask("hints");
    this.limits = known.limits;
    for (const [kind, list] of Object.entries(KINDS)) {
      const options = known[list].map((code) => [code, kind === "order" ? code : nameOf(kind, code)]);
      if (kind !== "order") options.sort((a, b) => a[1].localeCompare(b[1], "en"));
      find(kind).append(...options.map(([code, name]) => html("option", { value: code }, name)));
      find(kind).parentElement.hidden = options.length === 0;
    }
    this.show(this.view);
  }

  show(view) {
    for (const kind of Object.keys(KINDS)) find(kind).value = view[kind];
    find("region").disabled = !view.language; // a region alone is no locale
  }

  locale() {
    const { language, region } = this.view;
    return language ? [language, region].filter(Boolean).join("_") : null;
  }
}
