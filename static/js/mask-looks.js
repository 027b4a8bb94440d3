// Which images of a file were looked at. A picture was when its borders were toured and it was shown at one screen pixel or more for each of
// its own; a film when it was played to its end that large. Only then can its tick be set; the server asks for every tick.

export class MaskLooks {
  constructor(editor) {
    this.editor = editor;
    this.seen = new Set();
    this.edges = new Set();
    this.ticks = editor.pages.map((page) => page.querySelector('[name^="looked-"]'));
    editor.form.addEventListener("change", () => this.count());
    document.querySelector(".errors")?.addEventListener("click", (event) => this.showPageOf(event.target.closest("a")));
  }

  note() {
    const { editor } = this;
    const { film, page } = editor;
    const image = editor.pages[page].querySelector("img");
    if (editor.scale >= 1 && film) film.fullSeen = true;
    else if (editor.scale >= 1 && image.complete && image.naturalWidth > 0) this.seen.add(page);
    this.ticks.forEach((tick, number) => {
      const done = film ? film.watched && film.fullSeen : this.seen.has(number) && this.edges.has(number);
      tick.disabled = !done && !tick.defaultChecked; // what was ticked when the form came back with a question was seen
      const hint = editor.pages[number].querySelector("[data-looked-hint]");
      hint.hidden = !tick.disabled;
      hint.textContent = editor.words(film ? "left-to-watch" : "left-to-see");
    });
    this.count();
  }

  // The last border was shown: now the whole picture is, at full size.
  toured(page) {
    const { editor } = this;
    this.edges.add(page);
    editor.zoom = 1;
    editor.fit();
    editor.say(editor.words("toured"));
    editor.pages[page].querySelector("[data-stage]").focus(); // to be looked at before the tick, which comes after it
  }

  // How many images are ticked, where there are several.
  count() {
    const told = this.editor.form.querySelector("[data-seen-of]");
    const ticked = this.ticks.filter((tick) => tick.checked).length;
    const words = this.editor.words("seen-of").replace("{n}", ticked).replace("{all}", this.ticks.length);
    told.hidden = this.ticks.length < 2;
    if (told.textContent !== words) told.textContent = words;
  }

  // A link of the error summary may lead to an image of the file that is not shown.
  showPageOf(link) {
    const page = link && document.getElementById(link.hash.slice(1))?.closest("[data-page]");
    if (page?.hidden) this.editor.turn(this.editor.pages.indexOf(page));
  }
}
