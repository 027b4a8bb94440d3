// A second press on the same button within a few seconds sends nothing twice: no double comment, no double draft.

const WITHIN = 4000; // ms; longer ago it is a new try, for example after a lost connection
const sent = new WeakMap();

addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  const before = sent.get(event.target);
  if (before !== undefined && event.timeStamp - before < WITHIN) event.preventDefault();
  else sent.set(event.target, event.timeStamp);
});

// A page that the back button brings back may be sent again at once.
addEventListener("pageshow", () => {
  for (const form of document.forms) sent.delete(form);
});
