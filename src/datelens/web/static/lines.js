// Lines: which columns of a map stand side by side, and in which order they are seen.

// Positions of one line from left to right, by their levels (rule L2 of the bidirectional algorithm).
export function visualOrder(levels) {
  const order = levels.map((_, i) => i);
  for (let level = Math.max(0, ...levels); level > 0; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      if (levels[order[start]] < level) continue;
      let stop = start;
      while (stop < order.length && levels[order[stop]] >= level) stop += 1;
      order.splice(start, stop - start, ...order.slice(start, stop).reverse());
      start = stop;
    }
  }
  return order;
}

// The columns line by line, each line from left to right; broken after a space where one is near the end.
export function linesOf(layout, room, widthOf) {
  const { columns } = layout;
  const lines = [];
  let line = columns.map((_, i) => i).filter((i) => columns[i].kind === "hint");
  let hints = line.length;
  let taken = line.reduce((sum, i) => sum + widthOf(i), 0);
  for (let i = hints; i < columns.length; i += 1) {
    if (line.length > hints && taken + widthOf(i) > room) {
      const kept = breakOf(columns, line);
      lines.push(seen(layout, line.slice(0, kept)));
      line = line.slice(kept);
      taken = line.reduce((sum, j) => sum + widthOf(j), 0);
      hints = 0;
    }
    line.push(i);
    taken += widthOf(i);
  }
  lines.push(seen(layout, line));
  return lines;
}

function breakOf(columns, line) {
  for (let kept = line.length; kept > line.length / 2; kept -= 1) {
    if (columns[line[kept - 1]].kind === "space") return kept;
  }
  return line.length;
}

function seen({ columns, right_to_left: rightToLeft }, line) {
  const hints = line.filter((i) => columns[i].kind === "hint");
  const text = line.filter((i) => columns[i].kind !== "hint");
  const levels = text.map((i) => columns[i].level);
  for (let k = text.length - 1; k >= 0 && columns[text[k]].kind === "space"; k -= 1) levels[k] = Number(rightToLeft);
  return [...hints, ...visualOrder(levels).map((k) => text[k])];
}
