// The review's editor: pictures or a film with masks on them, a list of the masks, and the fields that the form sends.

import { MaskFilm } from "./mask-film.js";
import { MaskModel } from "./mask-model.js";
import { MaskOverlay } from "./mask-overlay.js";

const ZOOMS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];

customElements.define("mask-editor", class extends HTMLElement {
  connectedCallback() {
    this.model = new MaskModel(JSON.parse(document.getElementById(this.dataset.state).textContent));
    this.pages = [...this.querySelectorAll("[data-page]")];
    this.page = 0;
    this.frame = 0;
    this.selected = null;
    this.seen = new Set();
    this.zoom = null; // null: as wide as there is room
    for (const rows of this.querySelectorAll("[data-rows]")) rows.remove();
    for (const part of this.querySelectorAll("[data-tools], [data-side]")) part.hidden = false;
    this.find("[data-pages]").hidden = this.pages.length < 2;
    this.overlays = this.pages.map((page, number) => new MaskOverlay(this, page.querySelector("[data-sheet]"), number));
    this.film = this.dataset.kind === "video" ? new MaskFilm(this) : null;
    this.looked = this.form.elements.looked;
    this.seenBefore = this.looked.checked; // the form came back with a question: what was seen was seen
    this.addEventListener("click", (event) => this.click(event));
    this.form.addEventListener("submit", () => this.write());
    document.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.fit()).observe(this.find(".editor__work"));
    for (const image of this.querySelectorAll("img")) image.addEventListener("load", () => this.fit());
    this.turn(0);
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
    this.page = Math.min(Math.max(number, 0), this.pages.length - 1);
    this.pages.forEach((page, index) => {
      page.hidden = index !== this.page;
    });
    const where = this.find("[data-where]");
    where.textContent = where.dataset.words.replace("{n}", this.page + 1).replace("{all}", this.pages.length);
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
    this.note();
  }

  larger(by) {
    const now = this.scale;
    this.zoom = by > 0 ? (ZOOMS.find((zoom) => zoom > now + 0.01) ?? now) : (ZOOMS.findLast((zoom) => zoom < now - 0.01) ?? now);
    this.fit();
  }

  // A picture counts as looked at when it was shown at one screen pixel or more for each of its own; a film also has to be played.
  note() {
    const image = this.pages[this.page].querySelector("img");
    const there = this.film ? this.film.watched : image.complete && image.naturalWidth > 0;
    if (this.scale >= 1 || this.film?.fullSeen) {
      if (this.film) this.film.fullSeen = true;
      if (there) this.seen.add(this.page);
    }
    const done = this.seenBefore || this.seen.size === this.pages.length;
    this.looked.disabled = !done;
    const hint = document.querySelector("[data-looked-hint]");
    hint.hidden = done;
    hint.textContent = this.words(this.film ? "left-to-watch" : "left-to-see").replace("{n}", this.seen.size).replace("{all}", this.pages.length);
  }

  // --- Masks -----------------------------------------------------------------------------------------------------------

  name(mask) {
    const group = this.model.groupOf(mask);
    const number = this.model.groupsOf(mask.page).indexOf(group) + 1;
    const frames = this.model.frames
      ? `, ${this.words("frames").replace("{first}", Math.min(...group.map((one) => one.box[4]))).replace("{last}", Math.max(...group.map((one) => one.box[5])))}`
      : "";
    return `${number}. ${this.words(mask.kind)}${frames}`;
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

  made(mask) {
    this.drawing = false;
    this.find('[data-do="draw"]').setAttribute("aria-pressed", "false");
    this.pages.forEach((page) => delete page.dataset.drawing);
    this.selected = mask;
    this.changed();
    this.overlay.focus(mask);
    this.say(this.words("added"));
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

  takeOff(mask) {
    const group = this.model.groupOf(mask);
    this.model.takeOff(group);
    this.selected = null;
    this.changed();
    this.say(this.words("off"));
    const item = [...this.find("[data-list]").children].find((one) => one.group === group);
    (item?.querySelector("[data-reason]") ?? this.find('[data-do="new"]')).focus();
  }

  list() {
    const list = this.find("[data-list]");
    const groups = this.model.groupsOf(this.page);
    list.replaceChildren(...groups.map((group) => this.item(group)));
    this.find("[data-none]").hidden = groups.length > 0;
    this.find('[data-do="undo"]').disabled = !this.model.past.length;
  }

  item(group) {
    const item = this.find("template[data-item]").content.firstElementChild.cloneNode(true);
    const mask = group.includes(this.selected) ? this.selected : group[0];
    const owes = this.model.owes(group);
    item.group = group;
    item.classList.toggle("editor__item--chosen", group.includes(this.selected));
    item.classList.toggle("editor__item--off", owes === "off");
    const pick = item.querySelector("[data-pick]");
    pick.textContent = this.name(mask);
    pick.onclick = () => this.goTo(mask);
    const toggle = item.querySelector("[data-toggle]");
    toggle.textContent = this.words(owes === "off" ? "put-back" : "take-off");
    toggle.setAttribute("aria-label", `${toggle.textContent}: ${this.name(mask)}`);
    toggle.onclick = () => (owes === "off" ? this.putBack(group) : this.takeOff(mask));
    const why = item.querySelector("[data-why]");
    why.hidden = !owes;
    if (owes) {
      why.querySelector("[data-why-label]").textContent = this.words(owes === "off" ? "why-off" : "why-smaller");
      const select = why.querySelector("select");
      for (const [code, words] of Object.entries(this.model.reasons)) select.add(new Option(words, code, false, code === mask.reason));
      select.required = true;
      select.onchange = () => {
        this.model.explain(group, select.value);
        item.querySelector("[data-problem]").hidden = true;
      };
    }
    const problem = group.map((one) => one.problem).find(Boolean);
    item.querySelector("[data-problem]").hidden = !problem;
    item.querySelector("[data-problem]").textContent = problem ?? "";
    this.film?.span(item, group);
    return item;
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
