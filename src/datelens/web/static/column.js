// A column: pasted or dropped, translated in parts, shown with its doubts, and taken away as CSV.

import { Answers, judged, tooLong } from "./answers.js";
import { write } from "./csv.js";
import { find, focusFirst, hide, html, save, tell } from "./elements.js";
import { columnOf, dateIn, sampleOf } from "./guess.js";
import { cut, partsOf } from "./parts.js";
import { ask, Fault } from "./service.js";
import { decoded, tablesOf } from "./table.js";
import { counted, many, percent } from "./words.js";

const READINGS = 3;
const PAGE = 200; // rows shown at first, and more each time
const EARLY = 500; // rows that are shown before all are read
const LARGEST = 30 << 20; // bytes of a file
const WHOLE = "whole"; // stands for no column, but the lines as they are
const MARK = "\ufeff"; // by which Excel knows UTF-8

const MARKS = { date: "", doubt: "in doubt", none: "no date", empty: "" };

export class ColumnTab {
  constructor(hints, view, explain) {
    Object.assign(this, { hints, view, explain, name: "", tables: [], table: null, answers: new Answers([]), shown: PAGE });
    find("column-form").addEventListener("submit", (event) => { event.preventDefault(); this.readPasted(); });
    find("file").addEventListener("change", () => this.readChosen());
    find("paste").addEventListener("input", () => { find("file-name").textContent = ""; });
    find("which-column").addEventListener("change", () => { this.take(find("which-column").value); this.translate(); });
    find("first-is-heading").addEventListener("change", () => { this.headed(find("first-is-heading").checked); this.translate(); });
    find("stop").addEventListener("click", () => this.asking?.abort());
    find("download").addEventListener("click", () => this.download());
    find("more").addEventListener("click", () => { this.shown += PAGE; this.show(); });
    for (const radio of document.querySelectorAll('input[name="shown"]')) radio.addEventListener("change", () => { this.shown = PAGE; this.show(); });
  }

  hintsChanged() {
    if (this.table) this.translate();
  }

  readPasted() {
    if (this.table && !find("paste").value.trim()) return this.translate(); // of a file that is here already
    return this.read("dates", "pasted", async () => [find("paste").value, ""]);
  }

  readChosen() {
    const [file] = find("file").files;
    find("file").value = ""; // so that the same file can be chosen again
    if (file) this.readFile(file);
  }

  async readFile(file) {
    if (file.size > LARGEST) {
      tell(find("column-trouble"), `A file may have ${LARGEST >> 20} MB here; ${file.name} has more. “datelens convert” takes any.`);
      return;
    }
    const [, name, ending = ""] = /^(.+?)(?:\.([^.]*))?$/s.exec(file.name);
    await this.read(name, ending.toLowerCase(), async () => {
      const [text, assumed] = decoded(new Uint8Array(await file.arrayBuffer()));
      return [text, [file.name, assumed].filter(Boolean).join(", ")];
    });
  }

  // Read another column; what stood here is of the one before, and goes.
  async read(name, kind, content) {
    this.table = null;
    const asking = this.begin();
    hide(find("result"), find("paste"));
    find("file-name").textContent = "";
    try {
      const [text, said] = await content();
      const tables = tablesOf(text, kind);
      if (tables[0].body().length === 0) throw new Fault("empty", "There is nothing to read: paste some dates, one a line, or choose a file.");
      const chosen = tables.length > 1 ? await this.guess(tables[0], asking.signal) : 0;
      asking.signal.throwIfAborted();
      Object.assign(this, { name, tables });
      if (kind !== "pasted") find("paste").value = "";
      this.take(chosen ?? WHOLE);
      find("file-name").textContent = said;
    } catch (error) {
      this.end(asking, error instanceof Fault || isAbort(error) ? error : new Fault("unreadable", `This cannot be read: ${error.message}`));
      return;
    }
    await this.translate();
  }

  // The column with the most dates among some rows.
  async guess(table, signal) {
    const rows = sampleOf(table, this.hints.limits);
    const dates = new Map();
    const texts = [...new Set(rows.flat())].filter((text) => text.trim());
    for (const part of partsOf(texts, this.hints.limits)) {
      this.tellProgress("Looking for the dates", dates.size, texts.length);
      const { translations } = await ask("translate", { texts: part.map((i) => texts[i]), ...this.question() }, signal);
      part.forEach((i, k) => dates.set(texts[i], dateIn(translations[k])));
    }
    return columnOf(rows.map((row) => row.map((text) => dates.get(text) ?? 0)));
  }

  // Take a column of the table, or its lines as they are.
  take(column) {
    this.table = column === WHOLE ? this.tables[1] : this.tables[0];
    this.table.column = column === WHOLE ? 0 : Number(column);
    this.offer(column);
  }

  headed(heading) {
    for (const table of this.tables) table.heading = heading;
    this.offer(find("which-column").value);
  }

  offer(column) {
    const [cells] = this.tables;
    const option = (name, value) => html("option", { value }, name);
    find("which").hidden = this.tables.length < 2;
    find("which-column").replaceChildren(...cells.names().map((name, i) => option(name, String(i))), option("the whole line", WHOLE));
    find("which-column").value = String(column);
    find("first-is-heading").checked = this.table.heading;
    find("result").hidden = false;
  }

  question() {
    return { locale: this.hints.locale(), order: this.view.order || null };
  }

  async translate() {
    const asking = this.begin();
    const { limits } = this.hints;
    const cells = this.table.cells();
    const answers = this.answers;
    const readings = Math.min(READINGS, limits.readings);
    try {
      find("summary").textContent = "";
      this.show();
      for (const rows of partsOf(cells, limits, (row) => answers.rows[row])) {
        const texts = rows.map((row) => cut(cells[row], limits.characters));
        const { translations } = await ask("translate", { texts, readings, ...this.question() }, asking.signal);
        rows.forEach((row, i) => answers.put(row, texts[i] === cells[row] ? judged(translations[i]) : tooLong(cells[row])));
        this.tally(rows.at(-1) + 1);
      }
      this.tally(cells.length);
      this.end(asking, null);
    } catch (error) {
      this.end(asking, error);
    }
  }

  // Something is asked; what was under way is not any more.
  begin() {
    this.asking?.abort();
    this.asking = new AbortController();
    this.answers = new Answers(this.table?.cells() ?? []);
    this.shown = PAGE;
    find("download").disabled = true;
    tell(find("column-trouble"), "");
    this.tellProgress("", 0, 1);
    return this.asking;
  }

  // It is over, by itself or by an error, unless something else has begun.
  end(asking, error) {
    if (asking !== this.asking) return;
    const { answers, table } = this;
    find("download").disabled = !table;
    hide(find("at-work"), find("download"), find("paste"));
    if (table) this.show();
    if (!error) return;
    if (!isAbort(error) && !(error instanceof Fault)) throw error;
    const said = isAbort(error) ? "Stopped." : error.message;
    tell(find("column-trouble"), table ? `${said} ${counted(answers.done)} of ${many(answers.rows.length, "row")} read.` : said);
  }

  tellProgress(doing, done, most) {
    find("at-work").hidden = false;
    find("doing").textContent = doing;
    find("progress").max = most || 1;
    find("progress").value = done;
  }

  // How far it is, and what has come of it.
  tally(read) {
    this.tellProgress("", read, this.answers.rows.length);
    find("summary").textContent = this.answers.summary(read);
    if (read <= EARLY) this.show();
  }

  show() {
    const wanted = document.querySelector('input[name="shown"]:checked').value;
    const rows = this.answers.of(wanted);
    find("rows").replaceChildren(...rows.slice(0, this.shown).map(([answer, i]) => this.row(answer, i + 1)));
    if (rows.length > this.shown) find("more").hidden = false;
    else hide(find("more"), ...[...find("rows").rows].slice(this.shown - PAGE).map((row) => row.querySelector("button")), find("scroll"));
  }

  row({ text, iso, confidence, kind, also }, number) {
    const button = html("button", { type: "button", title: "See why" }, html("bdi", {}, text.slice(0, 120)));
    button.addEventListener("click", () => this.explain(text));
    return html("tr", { class: kind },
      html("th", { scope: "row" }, String(number)),
      html("td", {}, ...(kind === "empty" ? [] : [button])),
      html("td", { class: "iso" }, iso ?? ""),
      html("td", { class: "number" }, confidence === undefined ? "" : percent(confidence)),
      html("td", {}, [MARKS[kind], also].filter(Boolean).join(": ")));
  }

  // The table as it came, with the dates and their doubts behind.
  download() {
    const { table } = this;
    const added = ["iso", "confidence", "ambiguous", "also"];
    const lines = table.body().map((row, i) => {
      const answer = this.answers.rows[i] ?? {};
      const padded = Array.from({ length: table.width }, (_, k) => row[k] ?? "");
      return [...padded, answer.iso ?? "", answer.confidence?.toFixed(6) ?? "", answer.ambiguous ?? "", answer.also ?? ""];
    });
    const names = table.width === 1 && !table.heading ? ["text"] : table.names();
    save(`${this.name}-iso.csv`, "text/csv", MARK + write([[...names, ...added], ...lines], table.delimiter ?? ","));
  }
}

const isAbort = (error) => error.name === "AbortError";
