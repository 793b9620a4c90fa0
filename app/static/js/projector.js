/**
 * projector.js: turns the leaves of a long result by itself.
 *
 * `<div data-leaves="12">` holds all leaves (`.leaf`); each is shown for that many seconds. A frame that arrives
 * meanwhile changes the rows, not the leaf on show. `[data-leaf-now]` gets the number of the leaf.
 */
(() => {
  "use strict";
  let now = 0;
  let turned = Date.now();
  const show = () => {
    for (const book of document.querySelectorAll("[data-leaves]")) {
      const leaves = [...book.querySelectorAll(".leaf")];
      if (!leaves.length) continue;
      leaves.forEach((leaf, place) => { leaf.hidden = place !== now % leaves.length; });
      for (const number of document.querySelectorAll("[data-leaf-now]")) number.textContent = (now % leaves.length) + 1;
    }
  };
  setInterval(() => {
    const seconds = Number(document.querySelector("[data-leaves]")?.dataset.leaves) || 12;
    if (Date.now() - turned < seconds * 1000) return;
    now += 1;
    turned = Date.now();
    show();
  }, 500);
  document.addEventListener("htmx:after:swap", show);
  show();
})();
