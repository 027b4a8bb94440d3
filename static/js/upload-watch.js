// Follows one upload until its state asks for another page.

const EVERY = 1000; // ms

export async function ask(url) {
  const headers = { Accept: "application/json", "X-Unattended": "1" }; // does not count as use of the session
  const answer = await fetch(url, { headers, cache: "no-store", credentials: "same-origin" });
  if (answer.status === 404) return { state: "gone", ended: true };
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error("no answer");
  return answer.json();
}

export function show(bar, told) {
  if (told.total > 0) {
    bar.max = told.total;
    bar.value = told.done;
  } else {
    bar.removeAttribute("value");
  }
}

customElements.define("upload-watch", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), EVERY);
    this.look();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    let told;
    try {
      told = await ask(this.dataset.url);
    } catch {
      return; // asked again in a second
    }
    const label = this.querySelector("[data-label]");
    const bar = this.querySelector("progress");
    if (label && told.label && label.textContent !== told.label) label.textContent = told.label;
    if (bar) show(bar, told);
    // A page that shows the wait for a second look stays as it is until that wait is over.
    const other = (this.dataset.state === "second_look") !== (told.state === "second_look");
    if (told.ended || told.state === "review" || other) {
      clearInterval(this.timer);
      location.reload();
    }
  }
});
