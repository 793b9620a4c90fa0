/**
 * projector.js: turns the pages of a long list by itself, and alternates between two languages.
 *
 * `<div data-leaves="12">` holds all pages (`.leaf`); each is shown for that many seconds. A frame that arrives meanwhile
 * changes the rows, not the page on show. `#stage[data-page]`: the console holds this page, counted from 1.
 * `#stage[data-other]` is the same stage in a second language: it is shown in turn with the first, page by page.
 *
 * Everything is as large as the console wishes (html[data-size]) and there is room for: --fit takes back what is too much.
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

  /** What must hold all that is in it. Texts that are clamped end in an ellipsis and count as held; LINES are as high as they need. */
  const HOLDERS = `.lobby, .votes, .counts .card, .asked .card, .waiting-wall, .talk, .leaf, .results, .result, .columns,
    .group-column, .group-column ol, .groups, .groups .card, .groups .words, .wall, .wall .card, .upright, .steps-of-scale,
    .quadrants, .quadrants .card, .quadrants ul, .cloud`;
  const LISTS = ".group-column ol, .quadrants ul";
  const LINES = "header, footer, .lobby .code, .question";
  const SMALLEST = .42; // of what the console wishes

  const wide = (box) => box.scrollWidth <= box.clientWidth + 1;
  const holds = (box) => wide(box) && box.scrollHeight <= box.clientHeight + 2;

  /** As many lines for each text of this list as it holds: short ones beside them leave room to long ones. */
  const roomiest = (list) => {
    const most = 12;
    for (let lines = most; lines >= 2; lines -= 1) {
      list.style.setProperty("--lines", lines);
      if (holds(list)) break;
    }
  };

  /** As large as wished, or as large as this stage holds: one size for all pages of its list. */
  const fit = (shown) => {
    const boxes = [...shown.querySelectorAll(HOLDERS)];
    const lines = [...shown.querySelectorAll(LINES)];
    const hidden = leavesOf(shown).filter((one) => one.hidden);
    hidden.forEach((one) => { one.hidden = false; });
    for (const list of shown.querySelectorAll(LISTS)) list.style.removeProperty("--lines");
    for (let part = 1; part >= SMALLEST; part -= .03) {
      document.documentElement.style.setProperty("--fit", part);
      if (boxes.every(holds) && lines.every(wide)) break;
    }
    for (const list of shown.querySelectorAll(LISTS)) roomiest(list);
    hidden.forEach((one) => { one.hidden = true; });
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
    fit(shown);
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
  addEventListener("resize", show);
  swapped();
})();
