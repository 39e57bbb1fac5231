// One date: a text, its answer, and the maps of its readings.

import { find, html, tell } from "./elements.js";
import { Picture, Told } from "./map.js";
import { fill, follow, paint, staysLit } from "./pair.js";
import { ask, Fault } from "./service.js";
import { Sitting } from "./sitting.js";
import { called, inWords, percent } from "./words.js";

const PAUSE = 90; // milliseconds after a key before the service is asked
const READINGS = 5;
const LEAST = 0.01; // a reading less probable than this is not shown
const SURE = 0.9; // an answer less probable than this is shown with its rivals
const KEPT = 300; // maps remembered
const [ALONE, BESIDE] = [30, 22]; // the width of a column at most, of one map and of several

const MEANINGS = {
  attention: "The stronger the colour, the more the network looked there when it wrote the digit. A row sums to 100 %.",
  occlusion: "The stronger the colour, the less probable the digit becomes when the character is hidden (blue: the more).",
};

const MARKS = { answer: "", reading: "", asked: "asked for" };

export class DateTab {
  constructor(view, hints, changed) {
    Object.assign(this, { view, hints, changed, maps: new Map(), views: [], pictures: [], translation: null });
    this.sitting = new Sitting((entry) => this.reopen(entry));
    find("text").addEventListener("input", () => this.ask(find("text").value, PAUSE));
    for (const radio of document.querySelectorAll('input[name="method"]')) {
      radio.addEventListener("change", () => this.change({ method: radio.value }));
    }
    find("ask-why").addEventListener("submit", (event) => { event.preventDefault(); this.askWhy(); });
    find("no-other").addEventListener("click", () => { find("other").value = ""; this.change({ other: "" }); });
    follow(find("digits"), (row) => this.light(row, null));
    follow(find("written"), (column) => this.light(null, column));
    find("maps").addEventListener("pointermove", (event) => this.point(event));
    find("maps").addEventListener("pointerdown", (event) => this.point(event));
    find("maps").addEventListener("pointerleave", (event) => { if (!staysLit(event)) this.light(null, null); });
    new ResizeObserver(() => { if (this.room() !== this.drawnIn && this.pictures.length) this.draw(); }).observe(find("maps"));
  }

  // Another text is asked; what was chosen and asked of the one before does not hold for it.
  ask(text, pause, hints = {}) {
    find("other").value = "";
    this.change({ text, reading: "", other: "", ...hints }, pause);
  }

  reopen({ text, language = "", region = "", order = "" }) {
    this.ask(text, 0, { language, region, order });
    this.hints.show(this.view);
    find("text").value = text;
    find("text").focus();
  }

  // Something else is asked: tell the link, and the service in a moment.
  change(changes, pause = 0) {
    Object.assign(this.view, changes);
    this.changed();
    clearTimeout(this.pausing);
    this.asking?.abort();
    this.sitting.leave();
    this.pausing = setTimeout(() => this.update(), pause);
  }

  // Show the view as it is.
  show() {
    find("text").value = this.view.text;
    find("other").value = this.view.other;
    for (const radio of document.querySelectorAll('input[name="method"]')) radio.checked = radio.value === this.view.method;
    this.change({});
  }

  question() {
    return { locale: this.hints.locale(), order: this.view.order || null };
  }

  async update() {
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { text } = this.view;
    try {
      if (!text.trim()) return this.clear();
      const hints = this.question();
      const first = this.map(null, signal);
      first.catch(() => {}); // told of below, if the translation is there
      const { translations: [translation] } = await ask("translate", { texts: [text], readings: READINGS, ...hints }, signal);
      if (signal.aborted) return;
      this.answer(translation);
      this.sitting.note(this.view, translation.iso);
      const views = readingsOf(translation);
      const maps = await Promise.all(views.map((reading, i) => (i === 0 ? first : this.map(reading.iso ?? "∅", signal))));
      views.forEach((reading, i) => { reading.record = maps[i]; });
      const trouble = this.view.other ? await this.addOther(views, signal) : "";
      if (signal.aborted) return;
      this.choose(views);
      tell(find("trouble"), trouble);
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) return;
      this.fail(error);
    }
  }

  // The map of a reading, null for the first; one that is known is not asked for again.
  async map(iso, signal) {
    const question = { text: this.view.text, method: this.view.method, iso, layout: true, ...this.question() };
    const key = JSON.stringify(question);
    if (!this.maps.has(key)) {
      const record = await ask("explain", question, signal);
      if (this.maps.size >= KEPT) this.maps.delete(this.maps.keys().next().value);
      this.maps.set(key, record);
    }
    return this.maps.get(key);
  }

  fail(error) {
    if (!(error instanceof Fault)) throw error;
    tell(find("trouble"), error.message);
    this.pictures = [];
    this.views = [];
    for (const place of ["said", "comparison"]) find(place).textContent = "";
    if (this.translation?.text !== this.view.text) {
      this.translation = null;
      clearTimeout(this.speaking);
      find("digits").replaceChildren();
      for (const place of ["words", "spoken"]) find(place).textContent = "";
    }
    find("readings").hidden = true;
    find("maps").replaceChildren();
    find("written").replaceChildren();
  }

  clear() {
    clearTimeout(this.speaking);
    this.translation = null;
    this.views = [];
    this.pictures = [];
    for (const place of ["digits", "written", "maps", "reading-list"]) find(place).replaceChildren();
    for (const place of ["words", "said", "comparison", "spoken"]) find(place).textContent = "";
    find("readings").hidden = true;
    document.body.classList.add("empty");
    tell(find("trouble"), "");
  }

  // Show the answer, before there are maps.
  answer(translation) {
    this.translation = translation;
    this.views = [];
    this.pictures = [];
    document.body.classList.remove("empty");
    const [best] = translation.readings;
    fill(find("digits"), best.iso === null ? [["no date", "", "no date"]] : [...best.iso].map((character) => [character, "digit", character]));
    find("digits").classList.toggle("none", best.iso === null);
    find("words").textContent = wordsOf(translation, best);
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      find("spoken").textContent = `${called(translation.iso)}, ${percent(translation.confidence)} sure${translation.ambiguous ? ", one of several readings" : ""}`;
    }, 700);
  }

  // Show some readings, the one that was chosen before among them.
  choose(views) {
    this.views = views;
    const asked = views.findIndex((reading) => (reading.iso ?? "∅") === this.view.reading);
    this.chosen = Math.max(asked, 0);
    this.showReadings();
    this.draw();
    this.compare();
  }

  showReadings() {
    const { views, translation } = this;
    const doubtful = translation.ambiguous || translation.confidence < SURE || views.some((reading) => reading.kind === "asked");
    find("readings").hidden = !doubtful || views.length < 2;
    find("reading-list").replaceChildren(...views.map((reading, i) => {
      const input = html("input", { type: "radio", name: "reading", value: String(i) });
      input.checked = i === this.chosen;
      input.addEventListener("change", () => {
        this.chosen = i;
        this.view.reading = i ? reading.iso ?? "∅" : "";
        this.changed();
        this.draw();
      });
      const bar = html("span", { class: "share", "aria-hidden": "true" });
      bar.style.setProperty("--share", `${100 * reading.probability}%`);
      const said = [percent(reading.probability), MARKS[reading.kind]].filter(Boolean).join(" · ");
      return html("label", {}, input, html("span", { class: "iso" }, called(reading.iso)), bar, html("span", { class: "quiet" }, said));
    }));
  }

  room() {
    return find("maps").clientWidth;
  }

  // The digits, the text and the maps of what is chosen.
  draw() {
    const { views, chosen, translation } = this;
    const { iso, record } = views[chosen];
    const font = getComputedStyle(document.body).fontFamily;
    this.drawnIn = this.room();
    const together = find("readings").hidden ? [views[chosen]] : [views[chosen], ...views.filter((_, i) => i !== chosen)];
    const most = together.length > 1 ? BESIDE : ALONE;
    this.pictures = together.map((reading) => new Picture(reading.record, this.drawnIn, font, most));
    this.told = this.pictures[0].told;
    find("maps").replaceChildren(...this.pictures.map((picture, i) => {
      const caption = html("figcaption", {}, html("strong", {}, called(together[i].iso)), ` ${percent(together[i].probability)}`);
      return html("figure", {}, ...(together.length > 1 ? [caption] : []), picture.element);
    }));
    const { columns, right_to_left: rightToLeft } = record.layout;
    find("digits").classList.toggle("none", iso === null);
    fill(find("digits"), iso === null ? [["no date", "", this.told.row(0)]] : record.output.map((character, row) =>
      [character, "digit", `${this.told.rowName(row)}: from ${this.told.row(row)}`]));
    find("written").dir = rightToLeft ? "rtl" : "ltr";
    fill(find("written"), columns.map((column, i) =>
      [writtenAs(this.view.text, column), column.kind, `${column.spoken}: for ${this.told.column(i)}`]));
    find("words").textContent = wordsOf(translation, views[chosen]);
    find("meaning").textContent = MEANINGS[record.method];
    this.light(null, null);
  }

  point(event) {
    const element = event.target.closest("svg.map");
    const picture = this.pictures.find((one) => one.element === element);
    const place = picture?.at(event) ?? null;
    this.light(...(place ?? [null, null]), picture);
  }

  // Light a row, a column, or one cell; where nothing is pointed at, all digits together.
  light(row, column, picture = this.pictures[0]) {
    if (!picture) return;
    const { told } = picture;
    const main = picture === this.pictures[0];
    const digits = this.told.record.output.map((_, i) => (main && column !== null && row === null ? told.strength(i, column) : 0));
    const written = this.told.layout.columns.map((_, i) => {
      if (row !== null) return told.strength(row, i);
      return column === null ? this.told.strongest(i) : 0;
    });
    paint(find("digits"), digits, main ? row : null);
    paint(find("written"), written, column);
    this.pictures.forEach((other) => other.light(other === picture ? row : null, column));
    find("said").textContent = told.sentence(row, column);
  }

  // What was asked: "why not this date?", as ISO or in any words that the service can read.
  async askWhy() {
    const asked = find("other").value.trim();
    if (asked || this.view.other) this.change({ other: asked });
  }

  // The other date among the readings; what is the matter with it, where it cannot be asked for.
  async addOther(views, signal) {
    const { other } = this.view;
    const { translations: [read] } = await ask("translate", { texts: [other], ...this.question() }, signal);
    if (read.iso === null) return `“${other}” is no date that could be asked for.`;
    const known = views.find((reading) => reading.iso === read.iso);
    if (known) {
      known.kind = "asked";
      return "";
    }
    const record = await this.map(read.iso, signal);
    views.push({ iso: read.iso, probability: record.layout.probability, kind: "asked", record });
    return "";
  }

  // Why the first reading and not the one that was asked for.
  compare() {
    const asked = this.views.find((reading) => reading.kind === "asked");
    find("no-other").hidden = !this.view.other;
    const place = find("comparison");
    const [best] = this.views;
    if (!asked) place.textContent = "";
    else if (asked === best) place.textContent = `${called(asked.iso)} is the first reading.`;
    else {
      const ratio = best.probability / Math.max(asked.probability, 1e-12);
      const times = ratio >= 1e6 ? "more than a million" : ratio.toLocaleString("en-GB", { maximumSignificantDigits: 2 });
      place.textContent = `${called(asked.iso)} has a probability of ${percent(asked.probability)}; ${called(best.iso)} is ${times} times as probable. ${parting(best, asked)}`;
    }
  }

  // What a button copies.
  content(kind) {
    const { iso } = this.views[this.chosen] ?? {};
    if (kind === "link") return location.href;
    if (!this.translation) return null;
    if (kind === "iso") return iso ?? this.translation.iso;
    if (kind === "json") return JSON.stringify(this.translation, null, 2);
    return this.pictures[0]?.markup() ?? null;
  }
}

// The readings that are worth a map: the first, and those that are probable enough.
function readingsOf(translation) {
  return translation.readings.filter(({ probability }, i) => i === 0 || probability >= LEAST)
    .map((reading, i) => ({ ...reading, kind: i === 0 ? "answer" : "reading" }));
}

// A column as it stands in a line of text, which the browser turns round itself.
function writtenAs(text, { kind, span, label }) {
  return kind === "character" ? text.slice(...unitsOf(text, span)) : kind === "space" ? " " : label;
}

// Positions of the service count characters; those of a string here count halves of the rarer ones.
function unitsOf(text, [start, stop]) {
  const characters = [...text];
  const before = characters.slice(0, start).join("").length;
  return [before, before + characters.slice(start, stop).join("").length];
}

function wordsOf(translation, { iso, probability }) {
  const sure = `${percent(probability)} sure`;
  if (iso === null) return `No date, or one that does not exist · ${sure}`;
  if (translation.iso === null) return `${inWords(iso)} · only ${sure}: too little to answer`;
  return `${inWords(iso)} · ${sure}`;
}

// Where two readings part, and what each leans on there.
function parting(best, asked) {
  const place = best.record.output.findIndex((character, i) => character !== asked.record.output[i]);
  if (place < 0 || place >= asked.record.output.length) return "";
  const [one, other] = [best, asked].map(({ record }) => new Told(record).row(place));
  const leaning = one === other ? `both lean on ${one} there` : `the first leans on ${one}, the other on ${other}`;
  return `They part at ${best.record.output[place]} against ${asked.record.output[place]}: ${leaning}.`;
}
