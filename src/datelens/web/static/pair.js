// A text and its date as two lines that light each other up, by pointer and by keyboard.

import { html } from "./elements.js";

let items = 0;

// Fill a line with items, each [text, kind, what is said of it]; a line is one stop of the Tab key.
export function fill(line, entries) {
  line.replaceChildren(...entries.map(([text, kind, said]) => {
    items += 1;
    return html("span", { class: kind, id: `item-${items}`, role: "option", "aria-label": said, "aria-selected": "false" }, text);
  }));
}

// A finger that is lifted leaves, too; what it pointed at stays lit.
export const staysLit = (event) => event.pointerType === "touch";

// Call `light` with the position that the pointer or the arrow keys are on, and with null where there is none.
export function follow(line, light) {
  let active = 0;
  const at = (event) => [...line.children].indexOf(event.target.closest(".line > span"));
  const go = (to) => light(active = Math.max(0, Math.min(line.children.length - 1, to)));
  line.addEventListener("pointermove", (event) => { if (at(event) >= 0) go(at(event)); });
  line.addEventListener("pointerdown", (event) => { if (at(event) >= 0) go(at(event)); });
  line.addEventListener("pointerleave", (event) => { if (!staysLit(event)) light(null); });
  line.addEventListener("focus", () => { if (line.children.length && line.matches(":focus-visible")) go(active); });
  line.addEventListener("blur", () => light(null));
  line.addEventListener("keydown", (event) => {
    if (!line.children.length) return;
    const ahead = line.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Escape") light(null);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(line.children.length - 1);
    else if (["ArrowLeft", "ArrowRight"].includes(event.key)) go(active + (event.key === ahead ? 1 : -1));
    else return;
    event.preventDefault();
  });
}

// Colour the items of a line by strengths between -1 and 1, and mark the active one.
export function paint(line, strengths, active) {
  const style = getComputedStyle(line);
  const turns = ["--turn-above", "--turn-below"].map((name) => Number(style.getPropertyValue(name)));
  [...line.children].forEach((item, i) => {
    const strength = strengths[i] ?? 0;
    item.style.setProperty("--weight", `${Math.round(100 * Math.abs(strength))}%`);
    item.classList.toggle("below", strength < 0);
    const turned = Math.abs(strength) > turns[Number(strength < 0)];
    item.classList.toggle("turned", turned);
    item.classList.toggle("strong", Math.abs(strength) > 0.3 && !turned);
    item.classList.toggle("active", i === active);
    item.setAttribute("aria-selected", String(i === active));
  });
  if (active === null || !line.children[active]) line.removeAttribute("aria-activedescendant");
  else line.setAttribute("aria-activedescendant", line.children[active].id);
}
