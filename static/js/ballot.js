// A ballot that saves each answer on the server as it is given, and takes digits: 1 to 9 rate the option in focus, 0 abstains. Nothing is
// kept in the browser: what could not be saved stays in the page, which says so and tries again. Without this script, Save does the same.

const PAUSE = 1500; // ms without a key before a reason is saved
const AGAIN = [1000, 3000, 8000, 20000]; // ms until the next try after a failure

const rowOf = (ballot, name) => ballot.querySelector(`[name="${name}"]`).closest("[data-row]");

// What is to be replaced in a reason is replaced when the whole form is sent; what is kept is said at once.
const isSent = (name, value, names) =>
  names.includes(name) || name === "csrfmiddlewaretoken" || name === "held" || (name.startsWith("hit-") && value.startsWith("keep-"));

class BallotForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    this.again = this.querySelector("[data-save]");
    this.again.hidden = true;
    this.touched = new Set(); // names of the controls that the server is still to be told of
    this.waiting = new Set(); // the same, of what it did not take: somebody has to answer first
    this.failures = 0;
    this.addEventListener("change", (event) => this.changed(event.target));
    this.addEventListener("input", (event) => this.written(event.target));
    this.addEventListener("click", (event) => this.answered(event.target.closest("[data-answer]")));
    this.addEventListener("keydown", (event) => this.rate(event));
    this.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.touched.size && this.save());
    addEventListener("beforeunload", (event) => (this.touched.size || this.waiting.size) && !this.leaving && event.preventDefault());
    // A phone puts a page away without a word: what waits for a pause is sent at once.
    document.addEventListener("visibilitychange", () => document.hidden && this.touched.size && this.save());
    // A page that the back button brings back may be older than what was saved since.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  // A rating, or a reason that was left before its pause was over.
  changed(control) {
    if (control.type === "radio" && control.closest("[data-option]")) {
      if (control.value === "abstain") control.closest("[data-row]").querySelector("[data-why]").open = true;
      this.touch(control);
      this.save();
    } else if (this.touched.has(control.name)) {
      this.save();
    }
  }

  written(control) {
    if (control.localName !== "textarea" || !control.closest("[data-row]")) return;
    this.touch(control);
    if (!this.pause) this.say("saving"); // what is written is not saved yet
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), PAUSE);
  }

  // words-live took an answer about a reason: that is sent again.
  answered(button) {
    const reason = button?.closest("[data-why]")?.querySelector("textarea");
    if (reason) this.written(reason);
  }

  // What was not touched is not sent: on another device it may be newer.
  touch({ name }) {
    this.touched.add(name);
    for (const other of rowOf(this, name).querySelectorAll("[name]")) if (this.waiting.delete(other.name)) this.touched.add(other.name);
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
      this.pause = clearTimeout(this.pause);
    }
  }

  // One request at a time, the newest answers last: an older one never overwrites a newer one.
  save(alone = false) {
    this.alone = alone; // the page's own try again: it does not count as use of the session
    this.pause = clearTimeout(this.pause);
    clearTimeout(this.retry);
    this.wanted = true;
    this.running ??= this.run().finally(() => (this.running = null));
  }

  async run() {
    while (this.wanted) {
      this.wanted = false;
      const names = [...this.touched];
      if (!names.length) return;
      this.touched.clear();
      this.say("saving");
      const told = await this.send(names);
      if (told.why || told.unread) this.failed(names, told.why ?? "failed");
      else this.taken(names, told);
    }
  }

  taken(names, { rated, submitted, waiting }) {
    this.failures = 0;
    for (const name of names) if (waiting.includes(Number(rowOf(this, name).dataset.row))) this.waiting.add(name);
    const rows = [...new Set([...this.waiting].map((name) => rowOf(this, name).dataset.row))].sort().join(", ");
    if (this.touched.size) return; // written on meanwhile: that is not saved yet, and the status says so
    this.say(rows ? "waiting" : submitted ? "savedSubmitted" : "saved", rows !== "", { rated, waiting: rows });
  }

  failed(names, why) {
    for (const name of names) this.touched.add(name);
    this.say(why, true);
    if (why === "closed" || why === "out") return void this.touched.clear(); // no try can succeed: leaving needs no question
    this.retry = setTimeout(() => this.save(true), AGAIN[Math.min(this.failures++, AGAIN.length - 1)]);
  }

  async send(names) {
    const body = new URLSearchParams({ action: "save" });
    for (const [name, value] of new FormData(this.form)) if (isSent(name, value, names)) body.append(name, value);
    const headers = { Accept: "application/json", ...(this.alone && { "X-Unattended": "1" }) };
    try {
      // Not form.action: the buttons are called "action".
      const answer = await fetch(location.pathname, {
        method: "POST", body, keepalive: body.toString().length < 60_000, headers, redirect: "manual",
      });
      if (answer.ok) return await answer.json();
      if (answer.type === "opaqueredirect") return { why: "out" };
      return { why: [403, 404, 409].includes(answer.status) ? "closed" : "failed" };
    } catch {
      return { why: "offline" };
    }
  }

  say(what, bad = false, { rated, waiting } = {}) {
    const words = this.status.dataset[what].replace("%(rated)s", rated).replace("%(all)s", this.status.dataset.all);
    this.status.textContent = words.replace("%(waiting)s", waiting);
    this.status.classList.toggle("ballot__status--bad", bad);
    this.again.hidden = !bad || what === "closed" || what === "out";
  }
}
customElements.define("ballot-form", BallotForm);
