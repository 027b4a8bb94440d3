// The borders of an image, where names, dates and places hide: its four strips at full size, one key or tap each.

const BORDERS = ["top", "right", "bottom", "left"];
const SHARE = 0.1; // of the short side
const LEAST = 64; // pixels of a strip across
const MOST = 160;
const OVERLAP = 24; // pixels that two pieces of a strip share, so that no letter is cut in both

export class MaskTour {
  // `done(page)` is called when the last strip was shown.
  constructor(editor, done) {
    this.editor = editor;
    this.done = done;
    this.at = new Map(); // page -> which border is next
    editor.pages.forEach((page, number) => {
      page.querySelector('[data-do="tour"]').hidden = false;
      page.querySelector("[data-tour-next]").addEventListener("click", () => this.next(number));
      page.querySelector("[data-tour-stop]").addEventListener("click", () => this.stop());
      page.querySelector("[data-tour]").addEventListener("keydown", (event) => event.key === "Escape" && this.stop());
    });
  }

  part(number, name) {
    return this.editor.pages[number].querySelector(name);
  }

  start(number) {
    this.stop();
    this.page = number;
    this.editor.film?.video.pause();
    this.instead(number, true);
    this.show();
  }

  // The strips stand instead of the picture and, of a film, of what moves it.
  instead(number, touring) {
    for (const part of this.editor.pages[number].querySelectorAll("[data-stage], [data-film], [data-timeline]")) part.hidden = touring;
    this.part(number, "[data-tour]").hidden = !touring;
  }

  stop() {
    if (this.page === undefined) return;
    const number = this.page;
    this.page = undefined;
    this.instead(number, false);
    this.part(number, "[data-strips]").replaceChildren();
    this.editor.fit();
    this.part(number, '[data-do="tour"]').focus();
  }

  next(number) {
    const at = (this.at.get(number) ?? 0) + 1;
    this.at.set(number, at % BORDERS.length);
    if (at < BORDERS.length) {
      this.show();
      return;
    }
    this.stop();
    this.done(number);
  }

  show() {
    const number = this.page;
    const at = this.at.get(number) ?? 0;
    const border = this.editor.words(BORDERS[at]);
    this.part(number, "[data-tour-head]").textContent = border;
    this.editor.say(border);
    const next = this.part(number, "[data-tour-next]");
    next.textContent = this.editor.words(`next-${BORDERS[at + 1] ?? "done"}`);
    const pieces = this.pieces(BORDERS[at], number);
    const strips = this.part(number, "[data-strips]");
    strips.replaceChildren(...pieces.map((piece, index) => this.strip(piece, border, index + 1, pieces.length)));
    strips.scrollTop = 0;
    this.part(number, "[data-tour]").scrollIntoView({ block: "nearest" });
    next.focus({ preventScroll: true });
  }

  // [x, y, width, height] in pixels of the image: a strip longer than there is room for comes in pieces, below or beside each other.
  pieces(border, number) {
    const { width, height } = this.editor.model.pages[number];
    const across = Math.min(Math.max(Math.round(SHARE * Math.min(width, height)), LEAST), MOST, width, height);
    const flat = border === "top" || border === "bottom";
    const length = flat ? width : height;
    const room = Math.max(OVERLAP * 4, Math.floor(flat ? this.part(number, "[data-strips]").clientWidth - 8 : innerHeight * 0.6));
    const result = [];
    for (let start = 0; ; start += room - OVERLAP) {
      const size = Math.min(room, length - start);
      result.push(
        flat ? [start, border === "top" ? 0 : height - across, size, across] : [border === "left" ? 0 : width - across, start, across, size],
      );
      if (start + size >= length) return result;
    }
  }

  strip([x, y, width, height], border, n, all) {
    const number = this.page;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "tour__strip" });
    button.setAttribute("aria-label", this.editor.words("strip").replace("{border}", border).replace("{n}", n).replace("{all}", all));
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const picture = this.part(number, "[data-sheet] img, [data-sheet] video");
    const times = (picture.naturalWidth || picture.videoWidth) / this.editor.model.pages[number].width;
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, x * times, y * times, width * times, height * times, 0, 0, width, height);
    brush.fillStyle = "rgb(0 0 0 / 55%)";
    brush.strokeStyle = "white";
    for (const { box: [x0, y0, x1, y1], kind } of this.editor.model.at(number, this.editor.frame)) {
      if (kind === "keep") continue;
      brush.fillRect(x0 - x, y0 - y, x1 - x0, y1 - y0);
      brush.strokeRect(x0 - x, y0 - y, x1 - x0, y1 - y0);
    }
    button.append(canvas);
    button.addEventListener("click", () => {
      this.stop();
      this.editor.showAt(x + width / 2, y + height / 2);
    });
    return button;
  }
}
