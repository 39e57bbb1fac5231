// The page: two tabs that share their hints, and a link that reopens what is shown.

import { ColumnTab } from "./column.js";
import { DateTab } from "./date.js";
import { onFileDropped } from "./drop.js";
import { copied, find, html, save } from "./elements.js";
import { SCRIPTS, TUTORIAL } from "./examples.js";
import { Hints } from "./hints.js";
import { Link, viewOf } from "./link.js";

const FIRST = { text: "Saturday 9 May 2018" }; // what a first visit shows
const TABS = ["date", "column"];

const view = { ...viewOf(location.hash) };
if (!location.hash) Object.assign(view, FIRST);

const link = new Link(view);
const hints = new Hints(view, () => {
  dateTab.change({ reading: "" });
  columnTab.hintsChanged();
});
const dateTab = new DateTab(view, hints, link);
const columnTab = new ColumnTab(hints, view, (text) => {
  open("date");
  dateTab.reopen({ ...view, text });
});

function open(tab, focus = false) {
  view.tab = TABS.includes(tab) ? tab : "date";
  for (const name of TABS) {
    const chosen = name === view.tab;
    find(name).hidden = !chosen;
    find(`tab-${name}`).setAttribute("aria-selected", String(chosen));
    find(`tab-${name}`).tabIndex = chosen ? 0 : -1;
    if (chosen && focus) find(`tab-${name}`).focus();
  }
  link.write();
}

for (const name of TABS) {
  find(`tab-${name}`).addEventListener("click", () => open(name));
  find(`tab-${name}`).addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    open(TABS[(TABS.indexOf(name) + step + TABS.length) % TABS.length], true);
  });
}

function chip(text, language, script) {
  const button = html("button", { type: "button" }, html("bdi", { lang: language }, text));
  button.addEventListener("click", () => dateTab.reopen({ text }));
  return html("li", {}, button, ...(script ? [html("span", { class: "quiet" }, script)] : []));
}

find("tutorial").append(...TUTORIAL.map((text) => chip(text, "en")));
find("scripts").append(...SCRIPTS.map(([text, language, script]) => chip(text, language, script)));

async function copy(kind) {
  const { content, instead } = dateTab.content(kind);
  const told = find("copied");
  if (instead) told.textContent = instead;
  else if (await copied(content)) told.textContent = "Copied.";
  else {
    const [name, type] = { svg: ["map.svg", "image/svg+xml"], json: ["date.json", "application/json"] }[kind] ?? ["date.txt", "text/plain"];
    save(name, type, content);
    told.textContent = `The clipboard is closed to this page, so ${name} was saved.`;
  }
  clearTimeout(copy.waiting);
  copy.waiting = setTimeout(() => { told.textContent = ""; }, 4000);
}

for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button.dataset.copy));

onFileDropped((file) => {
  open("column");
  columnTab.readFile(file);
});

addEventListener("hashchange", () => {
  Object.assign(view, link.read());
  hints.show();
  open(view.tab);
  dateTab.show();
});

open(view.tab);
dateTab.show();
if (matchMedia("(hover: hover)").matches && view.tab === "date") find("text").select();
hints.load();
