// The list of masks beside the picture: what each is, why it stands there, and what its author owes for taking it off or making it smaller.

export class MaskList {
  constructor(editor) {
    this.editor = editor;
    this.place = editor.find("[data-list]");
    this.template = editor.find("template[data-item]");
  }

  get model() {
    return this.editor.model;
  }

  draw() {
    const groups = this.model.groupsOf(this.editor.page);
    this.place.replaceChildren(...groups.map((group) => this.item(group)));
    this.reveal();
    this.editor.find("[data-none]").hidden = groups.length > 0;
    this.editor.find('[data-do="undo"]').disabled = !this.model.past.length;
  }

  // The chosen one comes into view in the list, and the page stays where it is.
  reveal() {
    const chosen = this.place.querySelector(".editor__item--chosen");
    const frame = [this.place, this.place.parentElement].find((one) => one.scrollHeight > one.clientHeight + 1);
    if (!chosen || !frame) return;
    const [item, room] = [chosen.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (item.top < room.top) frame.scrollTop += item.top - room.top;
    else if (item.bottom > room.bottom) frame.scrollTop += Math.min(item.bottom - room.bottom, item.top - room.top);
  }

  // Where the keyboard goes on after a mask was taken off: to its reason, if one is owed.
  reasonOf(group) {
    return [...this.place.children].find((item) => item.group === group)?.querySelector("[data-reason]");
  }

  item(group) {
    const { editor } = this;
    const item = this.template.content.firstElementChild.cloneNode(true);
    const mask = group.includes(editor.selected) ? editor.selected : group[0];
    const owes = this.model.owes(group);
    item.group = group;
    item.classList.toggle("editor__item--chosen", group.includes(editor.selected));
    item.classList.toggle("editor__item--off", owes === "off");
    const pick = item.querySelector("[data-pick]");
    pick.textContent = editor.name(mask);
    pick.onclick = () => editor.goTo(mask);
    const toggle = item.querySelector("[data-toggle]");
    toggle.hidden = this.model.fixed(group);
    toggle.textContent = editor.words(owes === "off" ? "put-back" : "take-off");
    toggle.setAttribute("aria-label", `${toggle.textContent}: ${editor.name(mask)}`);
    toggle.onclick = () => (owes === "off" ? editor.putBack(group) : editor.takeOff(mask));
    this.label(item, group);
    if (owes) this.why(item, group, mask, owes);
    const problem = group.map((one) => one.problem).find(Boolean);
    item.querySelector("[data-problem]").hidden = !problem;
    item.querySelector("[data-problem]").textContent = problem ?? "";
    editor.film?.span(item, group);
    return item;
  }

  label(item, group) {
    const label = item.querySelector("[data-label]");
    const words = [...new Set(group.map((mask) => mask.label).filter(Boolean))];
    label.hidden = !words.length;
    label.textContent = words.join(", ");
    if (this.model.fixed(group)) label.textContent = this.editor.words("known");
  }

  why(item, group, mask, owes) {
    const why = item.querySelector("[data-why]");
    why.hidden = false;
    item.querySelector("[data-second-look]").hidden = mask.kind !== "face";
    why.querySelector("[data-why-label]").textContent = this.editor.words(owes === "off" ? "why-off" : "why-smaller");
    const select = why.querySelector("select");
    for (const [code, words] of Object.entries(this.model.reasons)) select.add(new Option(words, code, false, code === mask.reason));
    select.required = true;
    select.onchange = () => {
      this.model.explain(group, select.value);
      item.querySelector("[data-problem]").hidden = true;
    };
  }
}
