// The review's editor: pictures or a film with masks on them, a list of the masks, and the fields that the form sends.

import { MaskFilm } from "./mask-film.js";
import { MaskList } from "./mask-list.js";
import { MaskLooks } from "./mask-looks.js";
import { MaskModel } from "./mask-model.js";
import { MaskOverlay } from "./mask-overlay.js";
import { MaskTour } from "./mask-tour.js";

const ZOOMS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];

customElements.define("mask-editor", class extends HTMLElement {
  connectedCallback() {
    this.model = new MaskModel(JSON.parse(document.getElementById(this.dataset.state).textContent));
    this.pages = [...this.querySelectorAll("[data-page]")];
    this.page = 0;
    this.frame = 0;
    this.selected = null;
    this.zoom = null; // null: as wide as there is room
    for (const rows of this.querySelectorAll("[data-rows]")) rows.remove();
    for (const part of this.querySelectorAll("[data-tools], [data-side]")) part.hidden = false;
    this.find("[data-pages]").hidden = this.pages.length < 2;
    this.overlays = this.pages.map((page, number) => new MaskOverlay(this, page.querySelector("[data-sheet]"), number));
    this.masks = new MaskList(this);
    this.film = this.dataset.kind === "video" ? new MaskFilm(this) : null;
    this.looks = new MaskLooks(this);
    this.tour = new MaskTour(this, (page) => this.looks.toured(page));
    this.addEventListener("click", (event) => this.click(event));
    this.form.addEventListener("submit", () => this.write());
    document.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.fit()).observe(this.find(".editor__work"));
    for (const image of this.querySelectorAll("img")) image.addEventListener("load", () => this.fit());
    const bad = this.pages.findIndex((page, number) => page.querySelector(".field--bad") || this.model.masks.some((mask) => mask.page === number && mask.problem));
    this.turn(Math.max(bad, 0));
  }

  get form() {
    return this.closest("form");
  }

  get overlay() {
    return this.overlays[this.page];
  }

  find(selector) {
    return this.querySelector(selector);
  }

  words(name) {
    return this.find(`[data-words-for="${name}"]`).textContent;
  }

  say(words) {
    this.find("[data-status]").textContent = words;
  }

  // --- Pages and zoom --------------------------------------------------------------------------------------------------

  turn(number) {
    this.tour.stop();
    this.page = Math.min(Math.max(number, 0), this.pages.length - 1);
    this.pages.forEach((page, index) => {
      page.hidden = index !== this.page;
    });
    const where = this.find("[data-where]");
    where.textContent = where.dataset.words.replace("{n}", this.page + 1).replace("{all}", this.pages.length);
    // Not `disabled`: the keyboard stays on the button that it pressed.
    this.find('[data-do="previous"]').setAttribute("aria-disabled", String(this.page === 0));
    this.find('[data-do="next"]').setAttribute("aria-disabled", String(this.page === this.pages.length - 1));
    this.selected = null;
    this.zoom = null;
    this.fit();
    this.list();
  }

  get room() {
    return this.pages[this.page].querySelector("[data-stage]").clientWidth;
  }

  get scale() {
    return this.zoom ?? Math.min(1, this.room / this.model.pages[this.page].width);
  }

  fit() {
    if (!this.room) return;
    const sheet = this.pages[this.page].querySelector("[data-sheet]");
    sheet.style.inlineSize = `${Math.round(this.model.pages[this.page].width * this.scale)}px`;
    this.find("[data-scale]").textContent = `${Math.round(this.scale * 100)} %`;
    this.overlay.draw();
    this.looks.note();
  }

  larger(by) {
    const now = this.scale;
    this.zoom = by > 0 ? (ZOOMS.find((zoom) => zoom > now + 0.01) ?? now) : (ZOOMS.findLast((zoom) => zoom < now - 0.01) ?? now);
    this.fit();
  }

  // The point x, y of the picture at full size, in the middle.
  showAt(x, y) {
    this.zoom = 1;
    this.fit();
    const stage = this.pages[this.page].querySelector("[data-stage]");
    stage.scrollIntoView({ block: "nearest" });
    stage.scrollTo(x - stage.clientWidth / 2, y - stage.clientHeight / 2);
    stage.focus({ preventScroll: true });
  }

  // --- Masks -----------------------------------------------------------------------------------------------------------

  name(mask) {
    const group = this.model.groupOf(mask);
    const number = this.model.groupsOf(mask.page).indexOf(group) + 1;
    const when = this.film && mask.kind !== "keep" ? `, ${this.film.when(group)}` : "";
    return `${number}. ${this.words(mask.kind)}${when}`;
  }

  select(mask) {
    if (this.selected === mask) return;
    this.selected = mask;
    this.overlay.draw();
    this.list();
  }

  changed() {
    this.overlay.draw();
    this.list();
  }

  made(mask, words = "added") {
    this.drawing = false;
    this.find('[data-do="draw"]').setAttribute("aria-pressed", "false");
    this.pages.forEach((page) => delete page.dataset.drawing);
    this.selected = mask;
    this.changed();
    this.overlay.focus(mask);
    this.say(this.words(words));
  }

  create() {
    const { width, height } = this.model.pages[this.page];
    const [stage, sheet] = ["[data-stage]", "[data-sheet]"].map((part) => this.pages[this.page].querySelector(part).getBoundingClientRect());
    // In the middle of the part of the picture that is on screen.
    const middle = (a, b, c, d) => (Math.max(a, b) + Math.min(c, d)) / 2;
    const x = (middle(stage.left, sheet.left, stage.right, sheet.right) - sheet.left) / this.scale;
    const y = (middle(Math.max(stage.top, 0), sheet.top, Math.min(stage.bottom, innerHeight), sheet.bottom) - sheet.top) / this.scale;
    const half = Math.max(16, Math.round(Math.min(width, height) / 10));
    this.made(this.model.add(this.page, [x - half, y - half, x + half, y + half]));
  }

  // Begins with nearly the whole picture; there is one such part a page.
  keepPart() {
    const { width, height } = this.model.pages[this.page];
    const held = this.model.keptOf(this.page);
    if (held) this.goTo(held);
    else this.made(this.model.add(this.page, [width / 8, height / 8, (width * 7) / 8, (height * 7) / 8], "keep"), "kept");
  }

  takeOff(mask) {
    const group = this.model.groupOf(mask);
    if (this.model.fixed(group)) {
      this.say(this.words("known"));
      return;
    }
    this.model.takeOff(group);
    this.selected = null;
    this.changed();
    this.say(this.words("off"));
    (this.masks.reasonOf(group) ?? this.find('[data-do="new"]')).focus();
  }

  list() {
    this.masks.draw();
    this.film?.time.draw();
  }

  goTo(mask) {
    this.selected = mask;
    if (this.film && (this.frame < mask.box[4] || this.frame > mask.box[5])) this.film.show(mask.box[4]);
    this.changed();
    this.overlay.focus(mask);
  }

  putBack(group) {
    this.model.putBack(group);
    [this.selected] = group;
    this.changed();
    this.say(this.words("back"));
    this.overlay.focus(group[0]);
  }

  undo() {
    if (!this.model.undo()) return;
    this.selected = null;
    this.changed();
    this.say(this.words("undone"));
  }

  // --- Buttons, keys, form ---------------------------------------------------------------------------------------------

  click(event) {
    const button = event.target.closest("[data-do]");
    const acts = {
      draw: () => this.toggleDrawing(button),
      new: () => this.create(),
      keep: () => this.keepPart(),
      tour: () => this.tour.start(this.page),
      undo: () => this.undo(),
      solid: () => button.setAttribute("aria-pressed", String(this.toggleAttribute("data-solid"))),
      in: () => this.larger(1),
      out: () => this.larger(-1),
      fit: () => { this.zoom = null; this.fit(); },
      full: () => { this.zoom = 1; this.fit(); },
      previous: () => this.turn(this.page - 1),
      next: () => this.turn(this.page + 1),
      back: () => this.film.step(-1),
      on: () => this.film.step(1),
      play: () => this.film.toggle(),
    };
    if (button) acts[button.dataset.do]();
  }

  toggleDrawing(button) {
    this.drawing = !this.drawing;
    button.setAttribute("aria-pressed", String(this.drawing));
    for (const page of this.pages) page.toggleAttribute("data-drawing", this.drawing);
  }

  key(event) {
    if (event.target.closest("input, select, textarea") && event.target.type !== "range") return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") this.undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "n" || event.key === "N") this.create();
    else if (event.key === "b" || event.key === "B") this.tour.page === undefined ? this.tour.start(this.page) : this.tour.next(this.page);
    else if (this.film && event.key === ",") this.film.step(-1);
    else if (this.film && event.key === ".") this.film.step(1);
    else if (this.film && event.target.closest("[data-stage]") && event.key === "ArrowLeft") this.film.step(-1);
    else if (this.film && event.target.closest("[data-stage]") && event.key === "ArrowRight") this.film.step(1);
    else return;
    event.preventDefault();
  }

  write() {
    const fields = [...this.model.fields()].map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    this.find("[data-fields]").replaceChildren(...fields);
  }
});
