/**
 * paper.js: ballots on paper, fast. What stands in the number field is replaced by what is typed, Enter leads from
 * the number to the lines, and what was refused is corrected from its end. Without it one does the same with Tab and
 * by deleting.
 */
(() => {
  "use strict";
  const number = document.querySelector("[data-select]");
  const lines = document.getElementById("field-lines");
  if (!number || !lines) return;
  number.addEventListener("focus", () => number.select());
  if (document.activeElement === number) number.select();
  // The browser may give the first focus before this script or after it.
  const toTheEnd = () => lines.setSelectionRange(lines.value.length, lines.value.length);
  if (document.activeElement === lines) toTheEnd();
  else if (lines.autofocus) lines.addEventListener("focus", toTheEnd, { once: true });
  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || lines.value.trim() !== "" || event.isComposing) return;
    event.preventDefault();
    lines.focus();
  });
  const shown = document.querySelector("#shown .spoken");
  if (shown && location.search.includes("entered=")) window.klebepunkt?.announce(document.getElementById("shown").querySelector("h2").textContent + ". " + shown.textContent.replace(/\s+/g, " "));
})();
