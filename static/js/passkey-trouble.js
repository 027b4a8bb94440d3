// Says so when a passkey was refused, cancelled or is not supported. (allauth's script would only write to the console.)
class PasskeyTrouble extends HTMLElement {
  connectedCallback() {
    document.addEventListener("allauth.error", this);
  }

  disconnectedCallback() {
    document.removeEventListener("allauth.error", this);
  }

  handleEvent(event) {
    event.preventDefault();
    this.hidden = false;
  }
}

customElements.define("passkey-trouble", PasskeyTrouble);
