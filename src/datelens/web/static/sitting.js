// The sitting: what was asked since the page was opened. It stays in this browser and ends with its tab.

import { find, hide, html } from "./elements.js";
import { keep, kept } from "./store.js";
import { called } from "./words.js";

const STORE = "datelens-sitting";
const MOST = 50;
const SETTLED = 1200; // milliseconds without a key after which a text counts as asked

export class Sitting {
  constructor(reopen) {
    this.reopen = reopen;
    this.entries = JSON.parse(kept(STORE) ?? "[]");
    find("forget").addEventListener("click", () => {
      this.entries = [];
      this.show();
    });
    this.show();
  }

  // Keep a view and its answer once the person has stopped typing.
  note(view, iso) {
    this.leave();
    const { text, language, region, order } = view;
    this.pending = () => {
      const same = (entry) => entry.text === text && entry.language === language && entry.region === region && entry.order === order;
      this.entries = [{ text, language, region, order, iso }, ...this.entries.filter((entry) => !same(entry))].slice(0, MOST);
      this.show();
    };
    this.waiting = setTimeout(() => this.settle(), SETTLED);
  }

  // Keep what waits: the person has stopped typing, or says so.
  settle() {
    const { pending } = this;
    this.leave();
    pending?.();
  }

  // Leave out what waits: the person goes on typing.
  leave() {
    clearTimeout(this.waiting);
    this.pending = null;
  }

  show() {
    keep(STORE, JSON.stringify(this.entries));
    if (this.entries.length) find("sitting").hidden = false;
    else hide(find("sitting"), find("text"));
    find("sitting-list").replaceChildren(...this.entries.map((entry) => {
      const hints = [entry.language, entry.region, entry.order].filter(Boolean).join(" ");
      const button = html("button", { type: "button" }, html("bdi", {}, entry.text), ` ${hints}`.trimEnd());
      button.addEventListener("click", () => this.reopen(entry));
      return html("li", {}, button, html("span", { class: "iso" }, called(entry.iso)));
    }));
  }
}
