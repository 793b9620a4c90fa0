/**
 * projector.js: turns the pages of a long list by itself, and alternates between two languages.
 *
 * `<div data-leaves="12">` holds all pages (`.leaf`); each is shown for that many seconds. A frame that arrives meanwhile
 * changes the rows, not the page on show. `#stage[data-page]`: the console holds this page, counted from 1.
 * `#stage[data-other]` is the same stage in a second language: it is shown in turn with the first, page by page.
 */
(() => {
  "use strict";
  const SECONDS = 12; // for a stage without pages
  let leaf = 0; // page on show, from 0
  let second = false; // the second language is on show
  let turned = Date.now();

  const stage = () => document.getElementById("stage");
  const leavesOf = (part) => [...part.querySelectorAll("[data-leaves] .leaf")];

  /** The second language beside the first; it is made anew only when it has changed. */
  let made = "";
  const makeSecond = () => {
    const place = document.getElementById("second");
    const html = stage()?.dataset.other ?? "";
    if (!place || html === made) return;
    made = html;
    place.innerHTML = html;
  };

  const show = () => {
    const first = stage();
    if (!first) return;
    makeSecond();
    const place = document.getElementById("second");
    second = second && Boolean(made);
    const shown = second ? place.firstElementChild : first;
    if (place) place.hidden = !second;
    first.hidden = second;
    document.documentElement.lang = shown.lang;
    document.documentElement.dir = shown.dir;
    document.documentElement.dataset.size = first.dataset.size;
    const held = Number(first.dataset.page ?? 0);
    const leaves = leavesOf(shown);
    if (held) leaf = Math.min(held, Math.max(leaves.length, 1)) - 1;
    leaves.forEach((one, place) => { one.hidden = place !== leaf % leaves.length; });
    for (const number of document.querySelectorAll("[data-leaf-now]")) number.textContent = (leaf % Math.max(leaves.length, 1)) + 1;
  };

  /** The next language, and after the last one the next page. */
  const turn = () => {
    if (made && !second) second = true;
    else {
      second = false;
      if (!stage()?.dataset.page) leaf += 1;
    }
    turned = Date.now();
    show();
  };

  let step = "";
  const swapped = () => {
    const now = stage()?.dataset.step ?? "";
    if (now !== step) { step = now; leaf = 0; second = false; turned = Date.now(); } // another list begins at its beginning
    show();
  };

  setInterval(() => {
    const seconds = Number(document.querySelector("[data-leaves]")?.dataset.leaves) || SECONDS;
    if (Date.now() - turned >= seconds * 1000) turn();
  }, 500);
  document.addEventListener("htmx:after:swap", swapped);
  swapped();
})();
