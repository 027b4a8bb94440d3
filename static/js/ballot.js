// A ballot that saves each answer on the server as it is given, and takes digits: 1 to 9 rate the option in focus, 0 abstains. Nothing is
// kept in the browser: what could not be saved stays in the page, which says so and tries again. Without this script, Save does the same.

const PAUSE = 1500; // ms without a key before a reason is saved
const AGAIN = [1000, 3000, 8000, 20000]; // ms until the next try after a failure

class BallotForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    this.again = this.querySelector("[data-save]");
    this.again.hidden = true;
    this.touched = new Map(); // row -> whether its reason was written on: what the server is still to be sent
    this.waiting = new Map(); // the same, of what it did not take: somebody has to answer first
    this.failures = 0;
    this.addEventListener("change", (event) => this.changed(event.target));
    this.addEventListener("input", (event) => this.written(event.target));
    this.addEventListener("click", (event) => event.target.closest("[data-answer]") && this.changed(event.target)); // of words-live
    this.addEventListener("keydown", (event) => this.rate(event));
    this.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.touched.size && this.save());
    addEventListener("beforeunload", (event) => (this.touched.size || this.waiting.size) && !this.leaving && event.preventDefault());
    // A phone puts a page away without a word: what waits for a pause is sent at once.
    document.addEventListener("visibilitychange", () => document.hidden && this.touched.size && this.save());
    // A page that the back button brings back may be older than what was saved since.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  changed(control) {
    const row = control.closest("[data-row]");
    if (!row) return;
    if (control.value === "abstain") row.querySelector("[data-why]").open = true;
    this.touch(row, control.type !== "radio");
    this.save();
  }

  written(control) {
    const row = control.localName === "textarea" && control.closest("[data-row]");
    if (!row) return;
    this.touch(row, true);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), PAUSE);
  }

  // A reason that was not written on is not sent: on another device it may be a newer one.
  touch(row, words) {
    this.touched.set(row, words || this.touched.get(row) || this.waiting.get(row) || false);
    this.waiting.delete(row);
  }

  rate(event) {
    const option = event.target.closest("[data-option]");
    if (!option || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    const radio = option.querySelector(`input[value="${event.key === "0" ? "abstain" : event.key}"]`);
    event.preventDefault();
    radio.focus();
    if (radio.checked) return;
    radio.checked = true;
    this.changed(radio);
  }

  // The form holds everything, so what is on its way may be dropped, but never overtake it.
  submit(event) {
    if (event.submitter === this.again) {
      event.preventDefault();
      this.save();
    } else if (this.running || !navigator.onLine) {
      event.preventDefault();
      const sender = event.submitter;
      if (this.running) this.running.then(() => this.failures || this.form.requestSubmit(sender));
      else this.say("offline", true);
    } else {
      this.leaving = true;
      clearTimeout(this.pause);
    }
  }

  // One request at a time, the newest answers last: an older one never overwrites a newer one.
  save() {
    clearTimeout(this.pause);
    clearTimeout(this.retry);
    this.wanted = true;
    this.running ??= this.run().finally(() => (this.running = null));
  }

  async run() {
    while (this.wanted) {
      this.wanted = false;
      const rows = new Map(this.touched);
      if (!rows.size) return;
      this.touched.clear();
      this.say("saving");
      const told = await this.send(rows);
      if (told.why || told.unread) this.failed(rows, told.why ?? "failed");
      else this.taken(rows, told);
    }
  }

  taken(rows, told) {
    this.failures = 0;
    for (const [row, words] of rows) if (told.waiting.includes(Number(row.dataset.row))) this.waiting.set(row, words);
    const waiting = [...this.waiting.keys()].map((row) => row.dataset.row).sort().join(", ");
    this.say(waiting ? "waiting" : told.submitted ? "savedSubmitted" : "saved", waiting !== "", { rated: told.rated, waiting });
  }

  failed(rows, why) {
    for (const [row, words] of rows) this.touch(row, words);
    this.say(why, true);
    if (why === "closed" || why === "out") return void this.touched.clear(); // no try can succeed: leaving needs no question
    this.retry = setTimeout(() => this.save(), AGAIN[Math.min(this.failures++, AGAIN.length - 1)]);
  }

  async send(rows) {
    const body = new URLSearchParams({ action: "save" });
    for (const [name, value] of new FormData(this.form)) if (this.isSent(name, value, rows)) body.append(name, value);
    try {
      // Not form.action: the buttons are called "action".
      const answer = await fetch(location.pathname, {
        method: "POST", body, keepalive: body.toString().length < 60_000, headers: { Accept: "application/json" }, redirect: "manual",
      });
      if (answer.ok) return await answer.json();
      if (answer.type === "opaqueredirect") return { why: "out" };
      return { why: [403, 404, 409].includes(answer.status) ? "closed" : "failed" };
    } catch {
      return { why: "offline" };
    }
  }

  isSent(name, value, rows) {
    if (name.startsWith("hit-")) return value.startsWith("keep-"); // what is to be replaced is, when the whole form is sent
    const [kind, place] = name.split("-");
    if (kind !== "value" && kind !== "rationale") return name === "csrfmiddlewaretoken" || name === "held";
    const row = this.querySelector(`[name="${kind}-${place}"]`).closest("[data-row]");
    return rows.has(row) && (kind === "value" || rows.get(row));
  }

  say(what, bad = false, { rated, waiting } = {}) {
    const words = this.status.dataset[what].replace("%(rated)s", rated).replace("%(all)s", this.status.dataset.all);
    this.status.textContent = words.replace("%(waiting)s", waiting);
    this.status.classList.toggle("ballot__status--bad", bad);
    this.again.hidden = !bad || what === "closed" || what === "out";
  }
}
customElements.define("ballot-form", BallotForm);
