// The masks of one upload: what is proposed, what the author changed, and what the form says about it. No DOM.

const DEPTH = 100; // steps that can be undone

export class MaskModel {
  constructor(state) {
    this.frames = state.frames;
    this.fps = state.fps;
    this.reasons = state.reasons;
    this.pages = state.pages.map((page) => ({ width: page.size[0], height: page.size[1] }));
    this.masks = state.pages.flatMap((page, number) => page.masks.map((mask) => ({ ...mask, page: number })));
    this.past = [];
    this.next = 0;
    for (const mask of this.masks) if (mask.prefix.startsWith("a")) this.next = Math.max(this.next, Number(mask.prefix.split("-")[1]) + 1);
    this.group();
  }

  // What matches the file's own data may neither go nor shrink: the server refuses it too.
  fixed(group) {
    return group.some((mask) => mask.known);
  }

  // A face that moves is several masks, one after the other: they are shown and taken off as one.
  group() {
    const chains = [];
    for (const mask of this.masks) {
      const chain = this.frames && mask.kind === "face" && chains.find((one) => one.at(-1).page === mask.page && follows(one.at(-1), mask));
      if (chain) chain.push(mask);
      else chains.push([mask]);
    }
    this.groups = chains;
  }

  remember() {
    this.past.push(JSON.stringify(this.masks));
    if (this.past.length > DEPTH) this.past.shift();
  }

  undo() {
    if (!this.past.length) return false;
    this.masks = JSON.parse(this.past.pop());
    this.group();
    return true;
  }

  at(page, frame) {
    return this.masks.filter((mask) => mask.page === page && !mask.off && (!this.frames || (mask.box[4] <= frame && frame <= mask.box[5])));
  }

  groupsOf(page) {
    return this.groups.filter((group) => group[0].page === page);
  }

  groupOf(mask) {
    return this.groups.find((group) => group.includes(mask));
  }

  // The one part of a page that is kept, if its author keeps only a part.
  keptOf(page) {
    return this.masks.find((mask) => mask.page === page && mask.kind === "keep");
  }

  add(page, corners, kind = "hand") {
    this.remember();
    const box = this.frames ? [...corners, 0, this.frames - 1] : corners;
    const prefix = kind === "keep" ? `k${page}` : `a${page}-${this.next}`;
    const mask = { prefix, kind, score: 1, proposed: null, box, off: false, reason: "", problem: "", label: "", known: false, page };
    if (kind === "hand") this.next += 1;
    this.masks.push(mask);
    this.groups.push([mask]);
    this.place(mask, corners);
    return mask;
  }

  // Moves or resizes within the picture; a mask never becomes smaller than one pixel.
  place(mask, [x0, y0, x1, y1]) {
    const { width, height } = this.pages[mask.page];
    const [left, right] = x0 < x1 ? [x0, x1] : [x1, x0];
    const [top, bottom] = y0 < y1 ? [y0, y1] : [y1, y0];
    mask.box[0] = clamp(Math.floor(left), 0, width - 1);
    mask.box[1] = clamp(Math.floor(top), 0, height - 1);
    mask.box[2] = clamp(Math.ceil(right), mask.box[0] + 1, width);
    mask.box[3] = clamp(Math.ceil(bottom), mask.box[1] + 1, height);
    mask.problem = "";
    if (!mask.known) return;
    for (const side of [0, 1]) mask.box[side] = Math.min(mask.box[side], mask.proposed[side]);
    for (const side of [2, 3]) mask.box[side] = Math.max(mask.box[side], mask.proposed[side]);
  }

  shift(mask, dx, dy) {
    if (mask.known) return;
    const { width, height } = this.pages[mask.page];
    const [x0, y0, x1, y1] = mask.box;
    const x = clamp(x0 + dx, 0, width - (x1 - x0));
    const y = clamp(y0 + dy, 0, height - (y1 - y0));
    this.place(mask, [x, y, x + x1 - x0, y + y1 - y0]);
  }

  during(mask, first, last) {
    mask.box[4] = clamp(mask.known ? Math.min(first, mask.proposed[4]) : first, 0, this.frames - 1);
    mask.box[5] = clamp(mask.known ? Math.max(last, mask.proposed[5]) : last, mask.box[4], this.frames - 1);
  }

  // One of the author's own is gone; a proposed one is kept as taken off, with its reason.
  takeOff(group) {
    this.remember();
    if (group[0].proposed) {
      for (const mask of group) mask.off = true;
    } else {
      this.masks = this.masks.filter((mask) => !group.includes(mask));
      this.groups = this.groups.filter((one) => one !== group);
    }
  }

  putBack(group) {
    this.remember();
    for (const mask of group) Object.assign(mask, { off: false, reason: "", box: [...mask.proposed] });
  }

  uncovered(mask) {
    if (!mask.proposed || mask.off) return false;
    const [a, b] = [mask.box, mask.proposed];
    return a[0] > b[0] || a[1] > b[1] || a[2] < b[2] || a[3] < b[3] || (this.frames && (a[4] > b[4] || a[5] < b[5]));
  }

  // "off", "smaller" or "": what a reason is needed for.
  owes(group) {
    if (group.some((mask) => mask.off)) return "off";
    return group.some((mask) => this.uncovered(mask)) ? "smaller" : "";
  }

  explain(group, reason) {
    for (const mask of group) {
      mask.reason = reason;
      mask.problem = "";
    }
  }

  // [name, value] for the form: only what differs from what was proposed.
  *fields() {
    for (const mask of this.masks) {
      const changed = !mask.proposed || mask.box.some((number, index) => number !== mask.proposed[index]);
      if (changed) yield [`${mask.prefix}-box`, mask.box.join(" ")];
      if (mask.off) yield [`${mask.prefix}-off`, "1"];
      if (mask.off || this.uncovered(mask)) yield [`${mask.prefix}-reason`, mask.reason];
    }
  }
}

function follows(before, mask) {
  const gap = mask.box[4] - before.box[5];
  return gap >= -1 && gap <= 2 && overlaps(before.box, mask.box);
}

function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function clamp(number, low, high) {
  return Math.min(Math.max(number, low), high);
}
