// The second look: a file as wide as there is room or at full size, and a press to the place and moment of each mask that is no more.

import { frameAt } from "./mask-clock.js";

const TENTHS = 10; // times are written to a tenth of a second
const SLACK = 0.1; // seconds: a written time may be half a tenth beside the frame

class Look {
  constructor(figure) {
    this.stage = figure.querySelector("[data-stage]");
    this.media = this.stage.querySelector("img, video");
    this.film = this.media.matches("video") ? this.media : null;
    this.marks = [...this.stage.querySelectorAll("rect")];
    figure.querySelector("[data-tools]").hidden = false;
    this.buttons = [...figure.querySelectorAll("[data-do]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.fit(button.dataset.do === "fit"));
    this.fit(this.stage.hasAttribute("data-fit"));
    figure.querySelectorAll("[data-show]").forEach((button, number) => {
      button.hidden = false;
      button.addEventListener("click", () => this.show(this.marks[number]));
    });
    if (this.film) this.follow();
  }

  fit(whole) {
    this.stage.toggleAttribute("data-fit", whole);
    for (const button of this.buttons) button.setAttribute("aria-pressed", String((button.dataset.do === "fit") === whole));
  }

  // In the middle of the stage, and of a film in the middle of its time: at its ends the face may not be there yet.
  show(mark) {
    if (this.film) {
      this.film.pause();
      const [first, last] = this.times(mark);
      this.film.currentTime = (first + last) / 2;
    }
    const { width } = this.media.getBoundingClientRect();
    const scale = width / Number(this.media.getAttribute("width"));
    const middle = (at, size) => (Number(mark.getAttribute(at)) + Number(mark.getAttribute(size)) / 2) * scale;
    this.stage.scrollIntoView({ block: "nearest" });
    this.stage.scrollTo(middle("x", "width") - this.stage.clientWidth / 2, middle("y", "height") - this.stage.clientHeight / 2);
    this.stage.focus({ preventScroll: true });
  }

  times(mark) {
    return [mark.dataset.first, mark.dataset.last].map((written) => (frameAt(written, TENTHS) ?? 0) / TENTHS);
  }

  // The marks of a film stand on it while their time lasts.
  follow() {
    const draw = () => {
      const now = this.film.currentTime;
      for (const mark of this.marks) {
        const [first, last] = this.times(mark);
        mark.toggleAttribute("hidden", now < first - SLACK || now > last + SLACK);
      }
      if (!this.film.paused && !this.film.ended) requestAnimationFrame(draw);
    };
    for (const event of ["play", "seeked", "loadeddata", "pause", "ended"]) this.film.addEventListener(event, draw);
    draw();
    this.stage.querySelector("svg")?.removeAttribute("hidden");
  }
}

customElements.define("second-look", class extends HTMLElement {
  connectedCallback() {
    for (const figure of this.querySelectorAll("figure")) new Look(figure);
  }
});
