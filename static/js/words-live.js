// While somebody writes, the words of the field are looked at: by the rules as soon as they pause, then by the model. What is found is
// listed under the field with its answers. Nothing depends on it: the server looks at everything again when the form is sent.

const PAUSE = 500; // ms without a key
const LONGEST = 2500; // ms of writing without a pause
const KEYS = { r: "replace", c: "keep-clinical", k: "keep-not-identifying" };

// The hits under one field.
class Findings {
  constructor(live, control) {
    this.live = live;
    this.control = control;
    this.rows = new Map(); // fingerprint -> {item, hit, text}
    this.list = document.createElement("ul");
    this.list.className = "live__hits";
    this.status = document.createElement("p");
    this.status.className = "live__said";
    this.status.setAttribute("role", "status");
    this.box = document.createElement("div");
    this.box.className = "live";
    this.box.hidden = true;
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", live.dataset.list);
    this.box.append(this.status, this.list);
    control.after(this.box);
    control.addEventListener("input", () => this.later());
    this.list.addEventListener("click", (event) => this.pressed(event.target.closest("[data-answer]")));
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  later() {
    this.since ??= performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - performance.now())));
  }

  async look() {
    this.since = undefined;
    this.running?.abort();
    const running = (this.running = new AbortController());
    try {
      for (const stage of ["rules", "model"]) {
        const text = this.control.value;
        const answer = await this.live.ask(this.control, stage, running.signal);
        if (running.signal.aborted || this.control.value !== text) return;
        this.show(answer, text, stage);
      }
    } catch {
      // Out of reach, or overtaken by a newer look. Whatever is left is found when the form is sent.
    }
  }

  show({ hits, said, unread }, text, stage) {
    const open = hits.filter((hit) => !this.live.answered(hit.id));
    const there = new Set(open.map((hit) => hit.id));
    // What only the model finds stays until the model has looked again.
    for (const [id, row] of this.rows) if (!there.has(id) && (stage === "model" || !text.includes(row.hit.words))) this.forget(id);
    for (const hit of open) this.place(hit, text);
    const words = unread ? this.live.dataset.unread : open.length ? said : this.rows.size || this.box.hidden ? "" : this.live.dataset.none;
    if ((words || !this.rows.size) && this.status.textContent !== words) this.status.textContent = words;
    this.box.hidden = !this.rows.size && !words;
  }

  place(hit, text) {
    const row = this.rows.get(hit.id) ?? { item: this.live.item() };
    Object.assign(row, { hit, text });
    const part = (name) => row.item.querySelector(`[data-${name}]`);
    part("what").textContent = hit.what;
    part("words").textContent = hit.words;
    part("words").classList.toggle("hit--hard", hit.hard);
    part("must").hidden = !hit.hard;
    part("replacement").textContent = hit.replacement;
    for (const button of row.item.querySelectorAll("[data-answer^=keep]")) button.hidden = hit.hard;
    if (!this.rows.has(hit.id)) {
      row.item.dataset.id = hit.id;
      this.list.append(row.item);
      this.rows.set(hit.id, row);
    }
  }

  forget(id) {
    const { item } = this.rows.get(id);
    const next = item.contains(document.activeElement) && (item.nextElementSibling ?? item.previousElementSibling);
    this.rows.delete(id);
    item.remove();
    this.live.keep(id, "");
    if (next !== false) (next?.querySelector("button:not([hidden])") ?? this.control).focus();
  }

  key(event) {
    const answer = KEYS[event.key.toLowerCase()];
    if (!answer || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = event.target.closest("li")?.querySelector(`[data-answer="${answer}"]:not([hidden])`);
    if (!button || button.closest("[hidden]")) return;
    event.preventDefault();
    this.pressed(button);
  }

  pressed(button) {
    if (!button) return;
    const item = button.closest("li");
    const row = this.rows.get(item.dataset.id);
    if (button.dataset.answer === "replace") return this.replace(row);
    this.live.keep(row.hit.id, button.dataset.answer);
    const kept = button.dataset.answer !== "";
    item.querySelector("[data-kept]").hidden = !kept;
    item.querySelector("[data-answers]").hidden = kept;
    item.querySelector(kept ? "[data-kept] button" : "[data-answers] button").focus();
  }

  replace({ hit, text }) {
    if (this.control.value !== text) return void this.look(); // written on meanwhile: the places are no longer these
    for (const [start, end] of hit.places.toReversed()) this.control.setRangeText(hit.replacement, start, end, "preserve");
    const moved = (at) => hit.places.reduce((sum, [start, end]) => sum + (end <= at ? hit.replacement.length - (end - start) : 0), at);
    for (const row of this.rows.values()) {
      if (row.text !== text) continue;
      row.hit = { ...row.hit, places: row.hit.places.map((place) => place.map(moved)) };
      row.text = this.control.value;
    }
    this.live.count(hit.removed);
    this.forget(hit.id);
    this.control.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(this.timer);
    this.look();
  }
}

class WordsLive extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.controls = this.dataset.fields.split(" ").flatMap((name) => this.form.elements[name] ?? []);
    const first = this.controls.map((control) => new Findings(this, control)).filter(({ control }) => control.value.trim());
    this.begin(first);
  }

  // Words that were there before: one field after the other.
  async begin(findings) {
    for (const one of findings) await one.look();
  }

  item() {
    return this.querySelector("template").content.cloneNode(true).firstElementChild;
  }

  // Whether the page's own list of hits asks about it already.
  answered(id) {
    return this.form.querySelector(`.hits [name="hit-${id}"]`) !== null;
  }

  keep(id, answer) {
    this.querySelector(`[name="hit-${id}"]`)?.remove();
    if (answer) this.hide(`hit-${id}`, answer);
  }

  count(removed) {
    this.hide("removed", removed);
  }

  hide(name, value) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    this.append(input);
  }

  async ask(control, stage, signal) {
    const body = new URLSearchParams({ field: control.name, stage, case: this.dataset.case });
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    if ("counts" in this.dataset) body.append("counts", "1");
    for (const { name, value } of this.controls) body.append(`text-${name}`, value);
    const answer = await fetch(this.dataset.url, { method: "POST", body, signal, redirect: "error", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.status === 204 ? { hits: [] } : answer.json();
  }
}
customElements.define("words-live", WordsLive);
