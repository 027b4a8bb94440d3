// A page where a case is written or a file is reviewed asks before words or masks are lost that were not sent: by a link, a reload, or a
// button of another form.

import { typed } from "./typed.js";

let sending = false;
addEventListener("submit", (event) => {
  if (event.target.matches("[data-words]")) sending = true;
});
addEventListener("beforeunload", (event) => {
  // What came back with a question stands in the fields as if it had not been touched, and is not saved either.
  if (!sending && (typed() || document.querySelector(".errors"))) event.preventDefault();
});
addEventListener("pageshow", () => {
  sending = false;
});
