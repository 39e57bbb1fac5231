// One date: a text, its answer, and the maps of its readings.

import { find, focusFirst, hide, tell } from "./elements.js";
import { Maps } from "./maps.js";
import { Panel } from "./panel.js";
import { areDoubtful, askedAs, comparisonOf, listed, readingsOf, wordsOf } from "./readings.js";
import { ask, Fault, mayPass } from "./service.js";
import { Sitting } from "./sitting.js";
import { called, counted, percent } from "./words.js";

const PAUSE = 90; // milliseconds after a key before the service is asked
const READINGS = 5;
const SPOKEN = 700; // milliseconds that an answer must stand before it is said to who does not see it
const [SOON, LATE] = [1000, 30_000]; // milliseconds before a service that is gone is asked again: at first, and at most

const MEANINGS = {
  attention: "The stronger the colour, the more the network looked there when it wrote the digit. A row sums to 100 %.",
  occlusion: "The stronger the colour, the less probable the digit becomes when the character is hidden (blue: the more probable). Weights are in nats.",
};

export class DateTab {
  constructor(view, hints, link) {
    Object.assign(this, { view, hints, link, translation: null, answered: null, views: [], chosen: 0, mapped: false, underWay: false, tried: 0 });
    this.maps = new Maps(hints);
    this.panel = new Panel();
    this.sitting = new Sitting((entry) => this.reopen(entry));
    find("text").addEventListener("input", () => this.ask(find("text").value, PAUSE));
    find("text").addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) this.enter(); });
    for (const radio of document.querySelectorAll('input[name="method"]')) {
      radio.addEventListener("change", () => this.change({ method: radio.value }));
    }
    find("ask-why").addEventListener("submit", (event) => { event.preventDefault(); this.askWhy(); });
    find("no-other").addEventListener("click", () => { find("other").value = ""; this.change({ other: "" }); });
  }

  // Another text is asked; what was chosen and asked of the one before does not hold for it.
  ask(text, pause, hints = {}) {
    find("other").value = "";
    this.change({ text, reading: "", other: "", ...hints }, pause);
  }

  // The text is as it was meant; it belongs to the sitting as soon as it has an answer.
  enter() {
    this.entered = true;
    this.sitting.settle();
  }

  reopen({ text, language = "", region = "", order = "" }) {
    this.ask(text, 0, { language, region, order });
    this.hints.show();
    find("text").value = text;
    find("text").focus();
  }

  // What was asked: "why not this date?", as ISO or in any words that the service can read.
  askWhy() {
    const asked = find("other").value.trim();
    if (asked || this.view.other) this.change({ other: asked });
  }

  // Something else is asked: the service in a moment, and what stands there is of the question before until it answers.
  change(changes, pause = 0) {
    Object.assign(this.view, changes);
    clearTimeout(this.pausing);
    clearTimeout(this.speaking);
    this.asking?.abort();
    this.sitting.leave();
    this.underWay = true;
    this.entered = false;
    this.tried = 0;
    this.pausing = setTimeout(() => this.update(), pause);
    this.tellStale();
    if (changes.method) this.tellMethod();
    this.link.write();
  }

  // Show the view as it is.
  show() {
    find("text").value = this.view.text;
    find("other").value = this.view.other;
    for (const radio of document.querySelectorAll('input[name="method"]')) radio.checked = radio.value === this.view.method;
    this.change({ method: this.view.method });
  }

  tellMethod() {
    find("meaning").textContent = MEANINGS[this.view.method];
    this.panel.outdate();
  }

  question() {
    return { locale: this.hints.locale(), order: this.view.order || null };
  }

  key() {
    return JSON.stringify([this.view.text, this.question()]);
  }

  // Whether the answer that stands there is that to the text and the hints that stand there.
  isFresh() {
    return this.translation !== null && this.answered === this.key();
  }

  tellStale() {
    const stale = this.translation !== null && !this.isFresh();
    document.body.classList.toggle("stale", stale);
    find("answer").setAttribute("aria-busy", String(stale));
  }

  async update() {
    this.asking = new AbortController();
    const { signal } = this.asking;
    const { text, method, other, language, order } = this.view;
    this.underWay = true;
    if (!text.trim()) return this.clear();
    try {
      if (language || order || method === "occlusion") await this.hints.asked; // it may know better
      signal.throwIfAborted();
      const first = this.map(null, signal);
      first.catch(() => {}); // told of below, if the translation is there
      const translation = await this.translationOf(text, READINGS, signal);
      signal.throwIfAborted();
      this.answer(translation);
      const views = [...this.views];
      const fault = await this.addMaps(views, first, signal);
      const trouble = other ? await this.addOther(views, signal) : "";
      signal.throwIfAborted();
      this.mapped = true;
      this.choose(views);
      this.compare(trouble);
      this.end(fault);
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) return;
      this.fail(error);
    }
  }

  // One text's, without a question that would be refused: in words for a person, who knows nothing of lists of texts.
  async translationOf(text, readings, signal) {
    const most = this.hints.limits.characters;
    const length = [...text].length;
    if (length > most) throw new Fault("text_too_long", `A text has ${counted(most)} characters at most; this one has ${counted(length)}.`);
    const { translations: [translation] } = await ask("translate", { texts: [text], readings, ...this.question() }, signal);
    return translation;
  }

  // The map of a reading, null for the first.
  map(iso, signal) {
    return this.maps.of({ text: this.view.text, method: this.view.method, iso, layout: true, ...this.question() }, signal);
  }

  // Show the answer, before there are maps.
  answer(translation) {
    this.translation = translation;
    this.answered = this.key();
    this.mapped = false;
    document.body.classList.remove("empty");
    this.tellStale();
    this.compare("");
    this.choose(readingsOf(translation));
    this.sitting.note(this.view, translation.iso);
    if (this.entered) this.sitting.settle();
    this.speaking = setTimeout(() => {
      find("spoken").textContent = `${called(translation.iso)}, ${percent(translation.confidence)} sure${translation.ambiguous ? ", one of several readings" : ""}`;
    }, SPOKEN);
    this.hints.load();
  }

  // Give the readings their maps; gives the fault, where some could not be made.
  async addMaps(views, first, signal) {
    const made = await Promise.allSettled(views.map((reading, i) => (i ? this.map(askedAs(reading), signal) : first)));
    const [reason = null] = made.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    if (reason && !(reason instanceof Fault)) throw reason;
    made.forEach(({ value = null }, i) => { views[i].record = value; });
    return reason;
  }

  // The other date among the readings; what is the matter with it, where it cannot be asked for.
  async addOther(views, signal) {
    const { other } = this.view;
    try {
      const read = await this.translationOf(other, 1, signal);
      if (read.iso === null && other !== askedAs(read)) return `“${other}” is no date that could be asked for; ${askedAs(read)} asks for no date.`;
      const known = views.find((reading) => reading.iso === read.iso);
      if (known) known.kind = "asked";
      else {
        const record = await this.map(askedAs(read), signal);
        views.push({ iso: read.iso, probability: record.layout.probability, kind: "asked", record });
      }
      return "";
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return error.message;
    }
  }

  // Show some readings, the one that was chosen before among them.
  choose(views) {
    this.views = views;
    this.chosen = Math.max(views.findIndex((reading) => askedAs(reading) === this.view.reading), 0);
    const list = find("reading-list");
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...listed(views, this.chosen, (i) => {
      if (this.views !== views || !this.isFresh()) return; // these are of an answer that is going
      this.chosen = i;
      this.view.reading = i ? askedAs(views[i]) : "";
      this.link.write();
      this.draw();
    }));
    find("readings").hidden = !areDoubtful(views, this.translation);
    if (focused) focusFirst(list.querySelector(":checked"), find("text"));
    this.draw();
  }

  // The digits, the words and, as soon as they are there, the maps of what is chosen.
  draw() {
    const reading = this.views[this.chosen];
    const rivals = find("readings").hidden ? [] : this.views.filter((other) => other !== reading);
    find("words").textContent = wordsOf(this.translation, reading);
    if (this.mapped) this.panel.draw(this.translation.text, reading, rivals);
    else this.panel.expect(reading);
  }

  // What is said of the date that was asked for.
  compare(trouble) {
    const asked = this.mapped && this.views.find((reading) => reading.kind === "asked");
    find("comparison").textContent = trouble || (asked ? comparisonOf(this.views[0], asked, this.translation) : "");
    if (this.view.other) find("no-other").hidden = false;
    else hide(find("no-other"), find("other"));
  }

  // A question is over; what may pass is asked again after a growing pause, unless the person asks something else.
  end(fault) {
    const again = mayPass(fault);
    this.underWay = false;
    this.tellStale();
    tell(find("trouble"), again ? `${fault.message} The page asks again by itself.` : fault?.message);
    if (again) {
      this.pausing = setTimeout(() => this.update(), Math.min(LATE, SOON * 2 ** this.tried));
      this.tried += 1;
    } else this.tried = 0;
  }

  // An answer that was there already stays, without maps.
  fail(error) {
    if (!(error instanceof Fault)) throw error;
    if (this.isFresh()) {
      this.mapped = true;
      this.choose(this.views.map((reading) => ({ ...reading, record: null })));
    } else this.forget();
    this.compare("");
    this.end(error);
  }

  forget() {
    clearTimeout(this.speaking);
    Object.assign(this, { translation: null, answered: null, views: [], mapped: false });
    this.panel.clear();
    for (const place of ["words", "spoken"]) find(place).textContent = "";
    hide(find("readings"), find("text"));
    find("reading-list").replaceChildren();
  }

  clear() {
    this.forget();
    this.compare("");
    document.body.classList.add("empty");
    this.end(null);
  }

  // What a button copies, or why there is nothing to copy.
  content(kind) {
    if (kind === "link") return { content: this.link.address };
    if (!this.isFresh() || (kind === "svg" && this.underWay)) {
      return { instead: this.underWay ? "The answer is still on its way." : "There is no answer to copy." };
    }
    if (kind === "json") return { content: JSON.stringify(this.translation, null, 2) };
    const content = kind === "iso" ? this.views[this.chosen].iso : this.panel.markup();
    return content === null ? { instead: `There is no ${kind === "iso" ? "date" : "map"} to copy.` } : { content };
  }
}
