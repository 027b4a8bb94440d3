// The film in the mask editor: frame by frame, by button, key and slider; masks that last from one moment to another.

import { clock, frameAt } from "./mask-clock.js";
import { MaskTime } from "./mask-time.js";

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
    this.time = new MaskTime(this);
    this.slider.addEventListener("input", () => this.show(Number(this.slider.value)));
    this.video.addEventListener("ended", () => {
      this.watched = true;
      this.told();
      editor.looks.note();
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
    output.textContent = output.dataset.words.replace("{time}", clock(frame, this.fps)).replace("{n}", frame).replace("{all}", this.editor.model.frames - 1);
    this.slider.setAttribute("aria-valuetext", output.textContent);
    this.time.follow();
    this.editor.overlay.draw();
  }

  told() {
    const playing = !this.video.paused && !this.video.ended;
    const button = this.editor.querySelector('[data-do="play"]');
    button.textContent = this.editor.words(playing ? "pause" : "play");
    button.setAttribute("aria-pressed", String(playing));
    this.at(this.editor.frame);
  }

  // From when to when the masks of a group are there.
  when(group) {
    const [first, last] = this.frames(group);
    return `${clock(first, this.fps)}–${clock(last, this.fps, true)}`;
  }

  frames(group) {
    return [Math.min(...group.map((mask) => mask.box[4])), Math.max(...group.map((mask) => mask.box[5]))];
  }

  // The part of a list item that says from when to when a mask is there; a face that moves has one for its present piece.
  span(item, group) {
    const { editor, fps } = this;
    const mask = group.includes(editor.selected) ? editor.selected : group[0];
    const part = item.querySelector("[data-span]");
    // Only the chosen one has its fields open: with thirty masks the list stays a list.
    part.hidden = mask !== editor.selected || mask.off || group.length > 1 || mask.kind === "keep";
    const frames = item.querySelector("[data-frames]");
    frames.hidden = mask.kind === "keep";
    const [start, end] = this.frames(group);
    frames.textContent = editor.words("frames").replace("{first}", start).replace("{last}", end);
    if (part.hidden) return;
    const [first, last] = [item.querySelector("[data-first]"), item.querySelector("[data-last]")];
    first.value = clock(mask.box[4], fps);
    last.value = clock(mask.box[5], fps, true);
    const set = (from, to) => {
      editor.model.remember();
      editor.model.during(mask, from, to);
      editor.selected = mask;
      editor.changed();
    };
    first.onchange = () => set(frameAt(first.value, fps) ?? mask.box[4], mask.box[5]);
    last.onchange = () => set(mask.box[4], frameAt(last.value, fps, true) ?? mask.box[5]);
    const button = (name, from, to) => {
      item.querySelector(name).onclick = () => {
        set(from(), to());
        // The list was drawn anew: the keyboard stays where it was.
        editor.querySelector(`.editor__item--chosen ${name}`)?.focus();
      };
    };
    button("[data-from-here]", () => editor.frame, () => Math.max(editor.frame, mask.box[5]));
    button("[data-to-here]", () => Math.min(editor.frame, mask.box[4]), () => editor.frame);
    button("[data-whole]", () => 0, () => editor.model.frames - 1);
  }
}
