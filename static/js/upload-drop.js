// Sends files one by one, each to a URL with a key of its own, and follows each until its review.

import { typed } from "./typed.js";
import { problemOf } from "./upload-kinds.js";
import { ask, show } from "./upload-watch.js";

const TRIES = 4;
const EVERY = 1000; // ms

customElements.define("upload-drop", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-list]");
    this.queue = [];
    const form = this.querySelector("[data-form]");
    if (form) this.prepare(form);
    this.addEventListener("click", (event) => event.target.closest("[data-review]") && this.openHere(event.target.closest("[data-review]")));
    for (const item of this.list.children) this.follow(item, item.dataset.url, item.dataset.state);
  }

  prepare(form) {
    this.token = form.elements.csrfmiddlewaretoken.value;
    const picker = form.querySelector("[data-picker]");
    const camera = form.querySelector("[data-camera]");
    picker.multiple = true;
    form.querySelector("[data-send]").hidden = true;
    const touch = matchMedia("(pointer: coarse)").matches; // nothing can be dropped there
    if (!touch) picker.closest("label").querySelector("span").textContent = this.words("drop");
    form.querySelector("[data-camera-label]").hidden = !touch;
    addEventListener("beforeunload", (event) => this.sending && event.preventDefault());
    for (const input of [picker, camera]) {
      input.addEventListener("change", () => {
        this.take(input.files);
        input.value = "";
      });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.dataset.ready = "";
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => {
        event.preventDefault();
        form.dataset.over = "";
      });
    }
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) delete form.dataset.over;
    });
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      delete form.dataset.over;
      this.take(event.dataTransfer.files);
    });
  }

  take(files) {
    for (const file of files) {
      const item = this.item(file);
      const problem = problemOf(file, this.dataset);
      if (problem) this.fail(item, this.words(problem));
      else this.queue.push({ file, item, url: this.url() });
    }
    this.next();
  }

  url() {
    const path = this.dataset.action.replace(/[0-9a-f-]{36}\/$/, `${crypto.randomUUID()}/`);
    return this.dataset.for ? `${path}?for=${this.dataset.for}` : path;
  }

  item(file) {
    const item = this.querySelector("template[data-item]").content.firstElementChild.cloneNode(true);
    item.querySelector("[data-name]").textContent = file.name;
    item.querySelector("[data-label]").textContent = this.words("waiting");
    this.list.append(item);
    this.list.hidden = false;
    return item;
  }

  // Whether a file has not yet reached the server: to leave or load the page again would lose it.
  get sending() {
    return Boolean(this.busy || this.queue.length);
  }

  async next() {
    if (this.busy) return;
    if (!this.queue.length) return void (this.stale && this.again());
    this.busy = true;
    const job = this.queue.shift();
    if (!job.dropped) await this.send(job);
    this.busy = false;
    this.next();
  }

  async send(job) {
    const cancel = job.item.querySelector("[data-cancel]");
    let stopped = false;
    cancel.onclick = () => {
      stopped = true;
      job.request?.abort();
      this.cancel(job);
    };
    for (let attempt = 1; attempt <= TRIES && !stopped; attempt += 1) {
      this.label(job.item, "sending");
      const told = await this.post(job);
      if (stopped) return;
      if (told) {
        this.arrived(job, told);
        return;
      }
      this.label(job.item, "lost");
      await new Promise((done) => setTimeout(done, 1000 * attempt ** 2));
    }
    if (!stopped) this.fail(job.item, this.words("failed"));
  }

  // One POST with progress; the server's words, or null when there was no answer of its own.
  post(job) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      job.request = request;
      request.open("POST", job.url);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", this.token);
      request.upload.onprogress = (event) => show(job.item.querySelector("progress"), { done: event.loaded, total: event.total });
      request.onload = () => {
        try {
          resolve(JSON.parse(request.responseText));
        } catch {
          // Led to the sign-in, or the page's token is out of date: sending it again would change nothing.
          const out = new URL(request.responseURL || job.url, location).pathname !== new URL(job.url, location).pathname || request.status === 403;
          resolve(out ? { ended: true, sentence: this.words("signed_out") } : null);
        }
      };
      request.onerror = request.onabort = () => resolve(null);
      const body = new FormData();
      body.append("file", job.file, job.file.name); // its words are sealed with it, looked for in picture and case, and forgotten
      body.append("sent", "1"); // after the file: without it the server knows that the request was cut off
      request.send(body);
    });
  }

  arrived(job, told) {
    if (told.ended) {
      this.fail(job.item, told.sentence);
      return;
    }
    job.item.querySelector("[data-cancel]").onclick = () => this.cancel(job);
    this.follow(job.item, job.url, told.state);
  }

  follow(item, url, state) {
    item.dataset.state = state;
    const timer = setInterval(async () => {
      let told;
      try {
        told = await ask(url);
      } catch {
        return;
      }
      if (!item.isConnected) return clearInterval(timer);
      if (told.state === "gone") return this.remove(item, timer);
      show(item.querySelector("progress"), told);
      if (told.state !== item.dataset.state) this.changed(item, told);
      item.dataset.state = told.state;
      if (told.ended) clearInterval(timer);
    }, EVERY);
  }

  // Given up in another tab, or its draft was thrown away.
  remove(item, timer) {
    clearInterval(timer);
    item.remove();
    this.list.hidden = !this.list.children.length;
  }

  changed(item, told) {
    item.querySelector("[data-label]").textContent = told.label || "";
    const bar = item.querySelector("progress");
    bar.hidden = ["review", "second_look"].includes(told.state) || told.ended;
    if (told.state === "review") {
      const link = item.querySelector("[data-review]");
      link.firstChild.data = this.words("review"); // "Follow" until now, where the page was loaded meanwhile
      Object.assign(link, { href: told.review, hidden: false });
      this.say(`${item.querySelector("[data-what]").textContent.trim()}: ${this.words("ready")}`);
    } else if (told.state === "attached") {
      this.added(item, told);
    } else if (told.ended) {
      this.fail(item, told.sentence);
    }
  }

  // On a phone another tab is easily lost: there the review opens in this one, unless that would lose what was typed or is being sent.
  openHere(link) {
    if (matchMedia("(pointer: coarse)").matches && !typed() && !this.sending) {
      link.removeAttribute("target");
      link.querySelector(".visually-hidden")?.remove();
    }
  }

  again() {
    if (!typed()) location.reload();
  }

  // Words that were typed on this page and not yet saved, and files on their way, must not be lost by loading it again.
  added(item, told) {
    if (!typed() && !this.sending) {
      location.reload();
      return;
    }
    this.stale = true;
    this.label(item, "added");
    item.querySelector(".uploads__actions").hidden = true;
    const comment = this.dataset.for ? document.querySelector("form#write") : null;
    for (const value of comment ? told.media : []) {
      comment.append(Object.assign(document.createElement("input"), { type: "hidden", name: "media", value }));
    }
  }

  async cancel(job) {
    job.dropped = true;
    this.label(job.item, "cancelled");
    for (const part of job.item.querySelectorAll("progress, [data-actions], .uploads__actions")) part.hidden = true;
    const body = new FormData();
    await fetch(job.url.split("?")[0] + "cancellation/", { method: "POST", headers: { "X-CSRFToken": this.token }, body }).catch(() => null);
    this.remove(job.item);
    this.say(this.words("cancelled"));
  }

  fail(item, sentence) {
    item.dataset.state = "ended";
    const error = item.querySelector("[data-error]") ?? item.appendChild(Object.assign(document.createElement("p"), { className: "field__error" }));
    error.textContent = sentence;
    error.hidden = false;
    item.querySelector("[data-label]").textContent = "";
    for (const part of item.querySelectorAll("progress, .uploads__actions")) part.hidden = true;
    this.say(sentence);
  }

  label(item, name) {
    item.querySelector("[data-label]").textContent = this.words(name);
  }

  say(words) {
    this.querySelector("[data-status]").textContent = words;
  }

  words(name) {
    return this.querySelector(`[data-words-for="${name}"]`).textContent;
  }
});
