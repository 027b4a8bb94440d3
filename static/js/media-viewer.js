// A case's pictures, full screen: zoom, pan by scrolling, from one to the next by key or button. Without it, a picture opens by its link.

const ZOOMS = [1, 1.5, 2, 3, 4, 6, 8];

customElements.define("media-viewer", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("[data-viewer]");
    this.picture = this.querySelector("[data-picture]");
    this.links = [...this.querySelectorAll(".gallery__open")];
    this.addEventListener("click", (event) => this.click(event));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => this.links[this.at]?.focus());
    for (const name of ["previous", "next"]) this.querySelector(`[data-do="${name}"]`).hidden = this.links.length < 2;
  }

  click(event) {
    const link = event.target.closest(".gallery__open");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.show(this.links.indexOf(link));
      this.dialog.showModal();
      this.querySelector("[data-stage]").focus();
    }
    const act = event.target.closest("[data-do]")?.dataset.do;
    if (act) this.act(act);
  }

  act(name) {
    ({
      previous: () => this.show(this.at - 1),
      next: () => this.show(this.at + 1),
      in: () => this.scale(1),
      out: () => this.scale(-1),
      close: () => this.dialog.close(),
    })[name]();
  }

  key(event) {
    const acts = { ArrowLeft: "previous", ArrowRight: "next", "+": "in", "=": "in", "-": "out" };
    const panning = this.zoom > 0 && event.key.startsWith("Arrow"); // enlarged: arrows move the picture
    if (!acts[event.key] || panning) return;
    event.preventDefault();
    this.act(acts[event.key]);
  }

  show(number) {
    this.at = (number + this.links.length) % this.links.length;
    const image = this.links[this.at].querySelector("img");
    this.picture.src = image.src;
    this.picture.alt = image.alt;
    this.querySelector("[data-caption]").textContent = image.alt;
    this.zoom = 0;
    this.scale(0);
  }

  scale(by) {
    this.zoom = Math.min(Math.max(this.zoom + by, 0), ZOOMS.length - 1);
    this.picture.classList.toggle("viewer__fit", this.zoom === 0);
    this.picture.style.inlineSize = this.zoom === 0 ? "" : `${ZOOMS[this.zoom] * 100}%`;
  }
});
