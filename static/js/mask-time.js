// The time line under a film: a bar for each mask from its first frame to its last, and the frame on screen. Masks of one kind share rows
// as long as they do not meet, so that thirty people passing by stay a few rows.

import { clock } from "./mask-clock.js";
import { make } from "./mask-overlay.js";

const ORDER = ["face", "text", "hand"];
const ROW = 44;
const AXIS = 28;
const STEPS = [0.5, 1, 2, 5, 10, 20, 30, 60]; // seconds between two marks of the axis

export class MaskTime {
  constructor(film) {
    this.film = film;
    this.editor = film.editor;
    this.place = this.editor.querySelector("[data-timeline]");
    this.place.hidden = false;
    this.svg = make("svg", { class: "timeline__rows", width: "100%" });
    this.head = make("line", { class: "timeline__head", y1: 0 });
    this.place.append(this.svg);
    this.svg.addEventListener("pointerdown", (event) => this.down(event));
    this.svg.addEventListener("pointermove", (event) => this.scrubbing === event.pointerId && this.film.show(this.frameUnder(event)));
    for (const end of ["pointerup", "pointercancel"]) this.svg.addEventListener(end, () => { this.scrubbing = null; });
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("click", (event) => event.detail === 0 && this.choose(event.target.group)); // from assistive technology
  }

  get model() {
    return this.editor.model;
  }

  percent(frame) {
    return `${((frame / this.model.frames) * 100).toFixed(3)}%`;
  }

  // [{kind, rows: [[group, ...], ...]}]: groups in the first row of their kind where there is room.
  lanes() {
    return ORDER.map((kind) => {
      const groups = this.model.groupsOf(0).filter((group) => group[0].kind === kind).sort((a, b) => span(a)[0] - span(b)[0]);
      const rows = [];
      for (const group of groups) {
        const row = rows.find((one) => span(one.at(-1))[1] < span(group)[0]);
        if (row) row.push(group);
        else rows.push([group]);
      }
      return { kind, rows };
    }).filter(({ rows }) => rows.length);
  }

  draw() {
    const focused = this.svg.contains(document.activeElement) ? document.activeElement.group : null;
    this.svg.replaceChildren();
    this.bars = [];
    this.axis();
    let y = AXIS;
    for (const { kind, rows } of this.lanes()) {
      rows.forEach((row, number) => {
        this.svg.append(make("line", { class: "timeline__rule", x1: 0, x2: "100%", y1: y, y2: y }));
        if (number === 0) this.svg.append(Object.assign(make("text", { class: "timeline__kind", x: 4, y: y + 14 }), { textContent: this.editor.words(kind) }));
        for (const group of row) this.svg.append(this.bar(group, y));
        y += ROW;
      });
    }
    this.svg.setAttribute("height", y);
    this.head.setAttribute("y2", y);
    this.svg.append(this.head);
    this.follow();
    const chosen = this.bars.find((bar) => bar.group.includes(this.editor.selected)) ?? this.bars[0];
    chosen?.setAttribute("tabindex", 0);
    if (focused) this.bars.find((bar) => bar.group === focused)?.focus({ preventScroll: true });
  }

  axis() {
    const seconds = this.model.frames / this.model.fps;
    const step = STEPS.find((one) => seconds / one <= 6) ?? STEPS.at(-1);
    for (let at = 0; at < seconds; at += step) {
      const x = this.percent(at * this.model.fps);
      this.svg.append(make("line", { class: "timeline__rule", x1: x, x2: x, y1: 0, y2: AXIS }));
      const text = make("text", { class: "timeline__clock", x, dx: 4, y: 18 });
      text.textContent = clock(at * this.model.fps, this.model.fps).replace(".0", "");
      this.svg.append(text);
    }
  }

  bar(group, y) {
    const [first, last] = span(group);
    const chosen = group.includes(this.editor.selected);
    const off = this.model.owes(group) === "off";
    const attributes = { x: this.percent(first), width: this.percent(last - first + 1), y: y + 20, height: 18, rx: 3 };
    const name = `timeline__bar${chosen ? " timeline__bar--chosen" : ""}${off ? " timeline__bar--off" : ""}`;
    const bar = make("rect", { ...attributes, class: name, tabindex: -1, role: "button", "aria-label": this.editor.name(group[0]), "aria-pressed": chosen });
    bar.group = group;
    this.bars.push(bar);
    const reach = make("rect", { ...attributes, y, height: ROW, class: "timeline__reach" });
    reach.group = group;
    const both = make("g", {});
    both.append(reach, bar);
    return both;
  }

  follow() {
    const x = this.percent(this.editor.frame + 0.5);
    this.head.setAttribute("x1", x);
    this.head.setAttribute("x2", x);
  }

  frameUnder(event) {
    const bounds = this.svg.getBoundingClientRect();
    return Math.floor(((event.clientX - bounds.left) / bounds.width) * this.model.frames);
  }

  // A tap on a bar chooses its mask and goes to that moment of it; anywhere else it only goes to the moment.
  down(event) {
    if (event.button !== 0) return;
    const frame = this.frameUnder(event);
    const { group } = event.target;
    if (group) this.choose(group, frame);
    else this.film.show(frame);
    this.scrubbing = event.pointerId;
    this.svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  choose(group, frame = span(group ?? [])[0]) {
    if (!group) return;
    const [first, last] = span(group);
    this.film.show(Math.min(Math.max(frame, first), last));
    this.editor.select(group.find((mask) => mask.box[4] <= this.editor.frame && this.editor.frame <= mask.box[5]) ?? group[0]);
    this.bars.find((bar) => bar.group === group)?.focus({ preventScroll: true });
  }

  key(event) {
    const { group } = event.target;
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.bars.indexOf(event.target);
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) this.bars.at((at + by) % this.bars.length).focus();
    else if (event.key === "Enter" || event.key === " ") this.choose(group);
    else if (event.key === "Delete" || event.key === "Backspace") this.editor.takeOff(group[0]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function span(group) {
  return [Math.min(...group.map((mask) => mask.box[4])), Math.max(...group.map((mask) => mask.box[5]))];
}
