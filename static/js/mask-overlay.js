// Draws the masks of one picture as SVG over it, and turns pointers and keys into moves.

const SVG = "http://www.w3.org/2000/svg";
const CORNERS = [["nw", 0, 1], ["ne", 2, 1], ["sw", 0, 3], ["se", 2, 3]]; // name, which x, which y of a box
const STEP = 8; // pixels of the picture an arrow key moves
const LEAST = 4; // pixels on screen that make a drag a drag

export function make(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

export class MaskOverlay {
  // `editor` has model, page, frame, selected, drawing, select(mask), changed(), name(mask), takeOff(mask), made(mask).
  constructor(editor, sheet, page) {
    this.editor = editor;
    this.sheet = sheet;
    this.page = page;
    this.size = editor.model.pages[page];
    this.svg = make("svg", { class: "editor__overlay", viewBox: `0 0 ${this.size.width} ${this.size.height}`, preserveAspectRatio: "none" });
    sheet.append(this.svg);
    this.svg.addEventListener("pointerdown", (event) => this.down(event));
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.svg.addEventListener(end, (event) => this.up(event));
    this.svg.addEventListener("keydown", (event) => this.key(event));
    // Not on the drawing itself: Chromium gives an SVG that listens to focus a tab stop of its own, with no name.
    sheet.addEventListener("focusin", (event) => event.target.mask && this.editor.select(event.target.mask));
  }

  draw() {
    const focused = this.svg.contains(document.activeElement) ? document.activeElement.mask : null;
    const unit = this.size.width / Math.max(1, this.svg.getBoundingClientRect().width); // picture pixels a screen pixel
    this.svg.replaceChildren();
    this.shapes = new Map();
    const masks = this.editor.model.at(this.page, this.editor.frame);
    for (const mask of masks.filter((one) => one.kind === "keep")) this.svg.append(this.outside(mask), this.shape(mask, unit));
    for (const mask of masks.filter((one) => one.kind !== "keep")) this.svg.append(this.shape(mask, unit));
    const node = focused && this.shapes.get(focused);
    node?.focus({ preventScroll: true });
  }

  outside({ box: [x0, y0, x1, y1] }) {
    const { width, height } = this.size;
    return make("path", { class: "mask__outside", "fill-rule": "evenodd", d: `M0 0H${width}V${height}H0Z M${x0} ${y0}H${x1}V${y1}H${x0}Z` });
  }

  shape(mask, unit) {
    const [x, y, x1, y1] = mask.box;
    const chosen = mask === this.editor.selected;
    const group = make("g", { class: `mask mask--${mask.kind}${chosen ? " mask--chosen" : ""}` });
    const rect = make("rect", { x, y, width: x1 - x, height: y1 - y, class: "mask__box", tabindex: 0, role: "button", "aria-label": this.editor.name(mask) });
    rect.mask = mask;
    this.shapes.set(mask, rect);
    group.append(rect);
    if (chosen) {
      for (const [corner, cx, cy] of CORNERS) {
        const grip = make("circle", { cx: mask.box[cx], cy: mask.box[cy], r: 22 * unit, class: "mask__reach" });
        grip.corner = [cx, cy];
        grip.owner = mask;
        grip.setAttribute("data-corner", corner);
        group.append(grip, make("circle", { cx: mask.box[cx], cy: mask.box[cy], r: 6 * unit, class: "mask__grip" }));
      }
    }
    return group;
  }

  focus(mask) {
    this.shapes?.get(mask)?.focus();
  }

  point(event) {
    const bounds = this.svg.getBoundingClientRect();
    return [((event.clientX - bounds.left) / bounds.width) * this.size.width, ((event.clientY - bounds.top) / bounds.height) * this.size.height];
  }

  down(event) {
    if (event.button !== 0 || this.drag) return;
    const mask = event.target.mask ?? event.target.owner;
    if (!mask && event.pointerType !== "mouse" && !this.editor.drawing) {
      this.editor.select(null);
      return; // a finger on the bare picture scrolls it
    }
    const from = this.point(event);
    this.drag = { id: event.pointerId, from, mask, corner: event.target.corner, box: mask && [...mask.box], client: [event.clientX, event.clientY] };
    this.svg.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (mask) {
      this.editor.select(mask);
      this.focus(mask);
    }
  }

  move(event) {
    const drag = this.drag;
    if (drag?.id !== event.pointerId) return;
    const [x, y] = this.point(event);
    if (!drag.moved && Math.hypot(event.clientX - drag.client[0], event.clientY - drag.client[1]) < LEAST) return;
    if (!drag.moved) {
      drag.moved = true;
      if (drag.mask) this.editor.model.remember();
      else {
        drag.mask = this.editor.model.add(this.page, [...drag.from, x, y]);
        drag.fresh = true;
        this.editor.selected = drag.mask;
      }
    }
    const dx = x - drag.from[0];
    const dy = y - drag.from[1];
    if (drag.fresh) this.editor.model.place(drag.mask, [...drag.from, x, y]);
    else if (drag.corner) {
      const box = drag.box.slice(0, 4);
      const [cx, cy] = drag.corner;
      box[cx] = cx === 0 ? Math.min(box[0] + dx, box[2] - 1) : Math.max(box[2] + dx, box[0] + 1);
      box[cy] = cy === 1 ? Math.min(box[1] + dy, box[3] - 1) : Math.max(box[3] + dy, box[1] + 1);
      this.editor.model.place(drag.mask, box);
    } else {
      drag.mask.box.splice(0, 4, ...drag.box.slice(0, 4));
      this.editor.model.shift(drag.mask, Math.round(dx), Math.round(dy));
    }
    this.draw();
  }

  up(event) {
    const drag = this.drag;
    if (drag?.id !== event.pointerId) return;
    this.drag = null;
    if (drag.fresh) this.editor.made(drag.mask);
    else if (drag.moved) this.editor.changed();
    else if (!drag.mask) this.editor.select(null);
  }

  key(event) {
    const mask = event.target.mask;
    if (!mask || event.ctrlKey || event.metaKey) return;
    const by = event.altKey ? 1 : STEP;
    const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key] ?? [0, 0];
    if (dx || dy) {
      this.editor.model.remember();
      if (event.shiftKey) {
        const [x0, y0, x1, y1] = mask.box;
        this.editor.model.place(mask, [x0, y0, Math.max(x0 + 1, x1 + dx), Math.max(y0 + 1, y1 + dy)]);
      } else this.editor.model.shift(mask, dx, dy);
      this.editor.changed();
    } else if (event.key === "Delete" || event.key === "Backspace") this.editor.takeOff(mask);
    else if (event.key === "Escape") this.editor.select(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
