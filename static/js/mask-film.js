// The film in the mask editor: frame by frame, by button, key and slider; masks that last from one frame to another.

export class MaskFilm {
  constructor(editor) {
    this.editor = editor;
    this.video = editor.querySelector("video");
    this.video.controls = false;
    this.slider = editor.querySelector("[data-time]");
    this.slider.max = editor.model.frames - 1;
    this.watched = false;
    this.fullSeen = false;
    editor.querySelector("[data-film]").hidden = false;
    this.slider.addEventListener("input", () => this.show(Number(this.slider.value)));
    this.video.addEventListener("ended", () => {
      this.watched = true;
      this.told();
      editor.note();
    });
    for (const event of ["play", "pause"]) this.video.addEventListener(event, () => this.told());
    for (const event of ["seeked", "loadeddata"]) this.video.addEventListener(event, () => this.follow());
    this.told();
  }

  get fps() {
    return this.editor.model.fps;
  }

  show(frame) {
    this.video.pause();
    this.at(Math.min(Math.max(frame, 0), this.editor.model.frames - 1));
    this.video.currentTime = (this.editor.frame + 0.5) / this.fps;
  }

  step(by) {
    this.show(this.editor.frame + by);
  }

  toggle() {
    if (!this.video.paused) {
      this.video.pause();
      return;
    }
    if (this.video.ended || this.editor.frame >= this.editor.model.frames - 1) this.video.currentTime = 0;
    this.video.play();
    const tick = () => {
      this.follow();
      if (!this.video.paused && !this.video.ended) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  // The frame on screen follows the film's clock while it plays; while it stands, the frame that was asked for is the truth.
  follow() {
    if (!this.video.paused) this.at(Math.min(Math.floor(this.video.currentTime * this.fps + 0.001), this.editor.model.frames - 1));
    this.editor.overlay.draw();
  }

  at(frame) {
    this.editor.frame = frame;
    this.slider.value = frame;
    const output = this.editor.querySelector("[data-frame]");
    output.textContent = output.dataset.words.replace("{n}", frame).replace("{all}", this.editor.model.frames - 1);
    this.slider.setAttribute("aria-valuetext", output.textContent);
    this.editor.overlay.draw();
  }

  told() {
    const playing = !this.video.paused && !this.video.ended;
    const button = this.editor.querySelector('[data-do="play"]');
    button.textContent = this.editor.words(playing ? "pause" : "play");
    button.setAttribute("aria-pressed", String(playing));
    this.at(this.editor.frame);
  }

  // The part of a list item that says from when to when a mask is there; a face that moves has one for its present piece.
  span(item, group) {
    const mask = group.includes(this.editor.selected) ? this.editor.selected : group[0];
    const part = item.querySelector("[data-span]");
    part.hidden = mask.off || group.length > 1;
    const [first, last] = [item.querySelector("[data-first]"), item.querySelector("[data-last]")];
    for (const input of [first, last]) input.max = this.editor.model.frames - 1;
    [first.value, last.value] = mask.box.slice(4);
    const set = (from, to) => {
      this.editor.model.remember();
      this.editor.model.during(mask, from, to);
      this.editor.changed();
    };
    first.onchange = last.onchange = () => set(Number(first.value), Number(last.value));
    item.querySelector("[data-whole]").onclick = () => set(0, this.editor.model.frames - 1);
  }
}
