// A ballot that saves each rating as it is given and takes digits: 1 to 9 rate the option in focus, 0 abstains. Without it, Save does the same.
class BallotForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    this.addEventListener("change", (event) => {
      if (event.target.type === "radio" && event.target.closest("[data-option]")) this.save();
    });
    this.addEventListener("keydown", (event) => this.rate(event));
  }

  rate(event) {
    const option = event.target.closest("[data-option]");
    if (!option || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    const value = event.key === "0" ? "abstain" : event.key;
    const radio = option.querySelector(`input[value="${value}"]`);
    event.preventDefault();
    radio.focus();
    if (!radio.checked) {
      radio.checked = true;
      this.save();
    }
  }

  // One request at a time, the newest values last: an older answer never overwrites a newer one.
  save() {
    this.waiting = true;
    this.running ??= this.run().finally(() => (this.running = null));
  }

  async run() {
    while (this.waiting) {
      this.waiting = false;
      const data = new FormData();
      for (const [name, value] of new FormData(this.form)) {
        if (name.startsWith("value-") || name === "csrfmiddlewaretoken") data.append(name, value);
      }
      data.append("action", "save");
      try {
        // Not form.action: the buttons are called "action".
        const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" }, redirect: "error" });
        const { saved, rated, submitted } = await answer.json();
        this.say(saved ? (submitted ? "savedSubmitted" : "saved") : "failed", rated);
      } catch {
        this.say("failed");
      }
    }
  }

  say(what, rated) {
    const words = this.status.dataset[what];
    this.status.textContent = words.replace("%(rated)s", rated).replace("%(all)s", this.status.dataset.all);
    this.status.classList.toggle("ballot__status--bad", what === "failed");
  }
}
customElements.define("ballot-form", BallotForm);
