"use strict";

// A weight as a person reads it.
function said(panel, strength) {
  const weight = (strength / panel.steps) * panel.scale;
  if (panel.share && !strength) return "under 0.5 %"; // what could not be seen was left out
  return (panel.share ? `${Math.round(weight * 1000) / 10} %` : `${Number(weight.toPrecision(3))}`).replace("-", "−");
}

function rowName(panel, row) {
  const field = panel.fields[row];
  return field ? `${panel.rows[row]} of the ${field}` : panel.rows[row];
}

// The largest of [strength, name] pairs, in words; those that could not be seen are left out.
function leading(panel, pairs) {
  const seen = pairs.filter(([strength]) => Math.abs(strength) >= 0.05 * panel.steps);
  seen.sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
  return seen.slice(0, 4).map(([strength, name]) => `${name} ${said(panel, strength)}`).join(", ");
}

function rowSaid(panel, row) {
  return leading(panel, panel.columns.map((column, i) => [panel.strengths[row][i], column.name]));
}

function columnSaid(panel, column) {
  return leading(panel, panel.rows.map((_, row) => [panel.strengths[row][column], rowName(panel, row)]));
}

// The most that any digit leans on a column; hyphens say nothing of a date.
function strongest(panel, column) {
  const counted = panel.strengths.filter((_, row) => panel.fields[row] || panel.rows.length === 1);
  return counted.reduce((most, strengths) => (Math.abs(strengths[column]) > Math.abs(most) ? strengths[column] : most), 0);
}

function escaped(text) {
  return text.replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character]);
}

function cells(panel) {
  const drawn = [];
  panel.strengths.forEach((strengths, row) => strengths.forEach((strength, i) => {
    const share = Math.abs(strength) / panel.steps;
    if (share < 0.01 || !panel.places[i]) return;
    const [x, y, width] = panel.places[i];
    drawn.push(`<rect class="${strength > 0 ? "above" : "below"}" x="${x}" y="${y + row * panel.row}" ` +
      `width="${width}" height="${panel.row}" fill-opacity="${share.toFixed(2)}"/>`);
  }));
  return drawn.join("");
}

// The picture of a panel, without its style sheet, which the page has once.
function picture(panel) {
  const rows = panel.rows.map((character, row) => `${character} from ${rowSaid(panel, row) || "nothing in particular"}.`);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="datelens" role="img" ` +
    `viewBox="0 0 ${panel.width} ${panel.height}" width="${panel.width}" height="${panel.height}">` +
    `<title>${escaped(panel.summary)}</title><desc>${escaped([panel.title + ".", ...rows].join(" "))}</desc>` +
    `<rect class="page" width="${panel.width}" height="${panel.height}"/>` +
    `${panel.svg}${cells(panel)}${panel.caption}<g class="lights"></g></svg>`;
}

function withStyle(markup) {
  const style = document.getElementById("svg-style").textContent;
  return markup.replace(/<g class="lights">.*<\/g>/, "").replace("<title>", `<style>${style}</style><title>`);
}

// The outlines of a lit row and of a lit column: a run of cells in each line of the picture.
function lights(panel, row, column) {
  const outline = (x, y, width, height) => `<rect class="light" x="${x}" y="${y}" width="${width}" height="${height}"/>`;
  let drawn = "";
  if (row !== null) {
    const lines = new Map();
    for (const [x, y, width] of panel.places.filter(Boolean)) {
      const [left, right] = lines.get(y) ?? [x, x];
      lines.set(y, [Math.min(left, x), Math.max(right, x + width)]);
    }
    for (const [y, [left, right]] of lines) drawn += outline(left, y + row * panel.row, right - left, panel.row);
  }
  if (column !== null && panel.places[column]) {
    const [x, y, width] = panel.places[column];
    drawn += outline(x, y, width, panel.rows.length * panel.row);
  }
  return drawn;
}

// The column of a panel that is a column of another one, or null: hints stand first, and not in all of them.
function columnIn(panel, column, other) {
  const found = column === null ? -1 : column + panel.columns.length - other.columns.length;
  return found < 0 ? null : found;
}

// The row and the column under a point of the picture, or null.
function cellAt(panel, svg, event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const height = panel.rows.length * panel.row;
  const column = panel.places.findIndex((place) =>
    place && point.x >= place[0] && point.x < place[0] + place[2] && point.y >= place[1] && point.y < place[1] + height);
  return column < 0 ? null : [Math.floor((point.y - panel.places[column][1]) / panel.row), column];
}

class TextMap {
  constructor(article) {
    this.article = article;
    this.find = (selector) => article.querySelector(selector);
    const data = JSON.parse(this.find('script[type="application/json"]').textContent);
    const markup = (selector) => [...article.querySelectorAll(selector)].map((template) => template.content.firstElementChild.innerHTML);
    const [frames, captions] = [markup("template.frame"), markup("template.caption")];
    for (const frame of data.frames) {
      frame.columns = frame.columns.map((column) =>
        typeof column === "string" ? { text: column, kind: "character", name: `‘${column}’` } : column);
    }
    this.panels = data.panels.map((panel, i) => {
      const frame = data.frames[panel.frame];
      const strengths = panel.strengths.map((pairs) => {
        const row = new Array(frame.columns.length).fill(0);
        for (let j = 0; j < pairs.length; j += 2) row[pairs[j]] = pairs[j + 1];
        return row;
      });
      return { ...panel, ...frame, strengths, steps: data.steps, row: data.row, svg: frames[panel.frame], caption: captions[i] };
    });
    this.together = data.together;
    article.classList.add("live");
    for (const selector of [".pair", ".tools", "details"]) this.find(selector).hidden = false;
    this.follow(this.find(".written"), (i) => this.light(null, i));
    this.follow(this.find(".digits"), (i) => this.light(i, null));
    this.find(".pictures").addEventListener("pointermove", (event) => this.point(event));
    this.find(".pictures").addEventListener("pointerleave", () => this.light(null, null));
    this.find(".copy").addEventListener("click", () => this.copy());
    this.choose(this.panels[0]);
  }

  choose(panel) {
    this.panel = panel;
    this.offerChoices();
    const beside = this.panels.filter((other) => other.reading === panel.reading);
    this.shown = !this.together ? [panel] : beside.length > 1 ? beside : this.panels;
    this.find(".pictures").innerHTML = this.shown.map(picture).join("");
    this.fill(this.find(".written"), panel.columns.map(({ text, kind }) => [text, kind]), (i) =>
      `${panel.columns[i].name}: ${columnSaid(panel, i) || "counts for nothing in particular"}`);
    this.fill(this.find(".digits"), panel.rows.map((character) => [character, "digit"]), (i) =>
      `${rowName(panel, i)}: from ${rowSaid(panel, i) || "nothing in particular"}`);
    this.tabulate();
    this.light(null, null);
  }

  // Readings, ways of weighing, and whether to show all at once: only what there is a choice of.
  offerChoices() {
    const { panel, panels } = this;
    const place = this.find(".choices");
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    place.replaceChildren();
    const readings = [...new Map(panels.map((other) => [other.reading, other])).keys()];
    const ways = panels.filter((other) => other.reading === panel.reading);
    const same = (reading) => panels.find((other) => other.reading === reading && other.name === panel.name) ??
      panels.find((other) => other.reading === reading);
    this.radios(place, "Reading", readings.map((reading) => [same(reading).title.replace(` · ${same(reading).name}`, ""), same(reading)]));
    this.radios(place, "Shown", ways.map((other) => [other.name, other]));
    if (panels.length > 1) {
      const set = document.createElement("fieldset");
      set.append(this.option("checkbox", "side by side", this.together, () => {
        this.together = !this.together;
        this.choose(this.panel);
      }));
      place.append(set);
    }
    place.hidden = panels.length < 2;
    if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  radios(place, title, options) {
    if (options.length < 2) return;
    const set = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = `${title}:`;
    set.append(legend);
    const name = `choice-${TextMap.sets++}`;
    for (const [label, panel] of options) {
      const option = this.option("radio", label, panel === this.panel, () => this.choose(panel));
      option.firstChild.name = name;
      set.append(option);
    }
    place.append(set);
  }

  option(type, text, checked, change) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type, checked });
    input.dataset.key = text;
    input.addEventListener("change", change);
    label.append(input, ` ${text}`);
    return label;
  }

  fill(line, items, describe) {
    line.replaceChildren(...items.map(([text, kind], i) => {
      const item = document.createElement("span");
      item.textContent = text;
      item.className = kind;
      item.id = `item-${TextMap.items++}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-label", describe(i));
      return item;
    }));
  }

  // Light what the pointer or the arrow keys are on. A line is one stop of the Tab key.
  follow(line, light) {
    const at = (event) => [...line.children].indexOf(event.target.closest(".line > span"));
    let active = 0;
    line.addEventListener("pointermove", (event) => { if (at(event) >= 0) light(active = at(event)); });
    line.addEventListener("pointerleave", () => this.light(null, null));
    line.addEventListener("focus", () => light(active = Math.min(active, line.children.length - 1)));
    line.addEventListener("blur", () => this.light(null, null));
    line.addEventListener("keydown", (event) => {
      const forward = line.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      const last = line.children.length - 1;
      const to = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (to) active += event.key === forward ? 1 : -1;
      else if (event.key === "Home") active = 0;
      else if (event.key === "End") active = last;
      else return;
      event.preventDefault();
      light(active = Math.max(0, Math.min(last, active)));
    });
  }

  point(event) {
    const svg = event.target.closest("svg");
    const panel = this.shown[[...this.find(".pictures").children].indexOf(svg)];
    const cell = panel ? cellAt(panel, svg, event) : null;
    if (cell) this.light(...cell, panel);
    else this.light(null, null);
  }

  // Show the light of a row, of a column, of one cell, or, where nothing is pointed at, of all digits together. Row and
  // column are those of a panel; where another one is pointed at than the chosen, the lines of text show its weights.
  light(row, column, panel = this.panel) {
    const digits = this.panel.rows.map((_, i) => (column === null ? 0 : panel.strengths[i]?.[column] ?? 0));
    const written = this.panel.columns.map((_, i) => {
      const own = columnIn(panel, i, this.panel);
      if (row !== null) return panel.strengths[row][own] ?? 0;
      return column === null && own !== null ? strongest(panel, own) : 0;
    });
    this.paint(this.find(".written"), written, columnIn(this.panel, column, panel));
    this.paint(this.find(".digits"), digits, row < this.panel.rows.length ? row : null);
    this.shown.forEach((shown, i) => {
      const own = columnIn(shown, column, panel);
      const inside = shown.rows.length > (row ?? 0) && (own === null) === (column === null);
      this.find(".pictures").children[i].querySelector(".lights")
        .replaceChildren(...parsed(inside ? lights(shown, row, own) : ""));
    });
    this.find(".said").textContent = this.sentence(panel, row, column);
  }

  sentence(panel, row, column) {
    if (row !== null && column !== null) {
      return `${rowName(panel, row)} from ${panel.columns[column].name}: ${said(panel, panel.strengths[row][column])}`;
    }
    if (row !== null) return `${rowName(panel, row)} from ${rowSaid(panel, row) || "nothing in particular"}`;
    if (column !== null) return `${panel.columns[column].name} for ${columnSaid(panel, column) || "nothing in particular"}`;
    return "";
  }

  paint(line, strengths, active) {
    [...line.children].forEach((item, i) => {
      const share = Math.abs(strengths[i]) / this.panel.steps;
      item.style.setProperty("--weight", `${Math.round(100 * share)}%`);
      item.classList.toggle("below", strengths[i] < 0);
      item.classList.toggle("full", share > 0.55);
      item.classList.toggle("active", i === active);
      item.setAttribute("aria-selected", String(i === active));
    });
    if (active === null) line.removeAttribute("aria-activedescendant");
    else line.setAttribute("aria-activedescendant", line.children[active].id);
  }

  tabulate() {
    const { panel } = this;
    this.find("caption").textContent = panel.title;
    this.find("tbody").replaceChildren(...panel.rows.map((character, row) => {
      const line = document.createElement("tr");
      [character, panel.fields[row] ?? "", rowSaid(panel, row) || "nothing in particular"].forEach((text, i) => {
        const cell = document.createElement(i ? "td" : "th");
        if (!i) cell.scope = "row";
        cell.textContent = text;
        line.append(cell);
      });
      return line;
    }));
  }

  async copy() {
    const markup = withStyle(picture(this.panel));
    const told = this.find(".tools span");
    try {
      await navigator.clipboard.writeText(markup);
      told.textContent = "Copied.";
    } catch {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([markup], { type: "image/svg+xml" }));
      link.download = "map.svg";
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // some browsers take it a moment later
      told.textContent = "The clipboard is closed to this page, so the picture was saved as map.svg.";
    }
  }
}
TextMap.sets = 0;
TextMap.items = 0;

function parsed(markup) {
  const root = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`, "image/svg+xml");
  return [...root.documentElement.children].map((element) => document.importNode(element, true));
}

for (const article of document.querySelectorAll(".map")) new TextMap(article);
