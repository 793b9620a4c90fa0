// The form of a question or a section of a survey: what can be chosen in a condition follows the
// question that it asks for; and what is not saved is not left without a question.
"use strict";
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-shows]")) document.getElementById("show").click();
});
document.addEventListener("input", ({ target }) => {
  if (target.form?.id === "question") target.form.dataset.changed = "yes";
});
document.addEventListener("submit", ({ target, submitter }) => {
  if (["save", "more"].includes(submitter?.value) || target.id !== "question") delete document.getElementById("question")?.dataset.changed;
});
// A form that comes anew is unfolded as it was, and as little saved.
let unfolded = [], changed = false;
document.addEventListener("htmx:before:swap", () => {
  unfolded = [...document.querySelectorAll("#work details[id][open]")].map(({ id }) => id);
  changed = Boolean(document.querySelector("#question[data-changed]"));
});
document.addEventListener("htmx:after:swap", () => {
  unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  const form = document.getElementById("question");
  if (form && (changed || form.querySelector("[role=alert]"))) form.dataset.changed = "yes";
});
// An earlier answer goes into the text that was written last.
let written = null;
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("#field-label, #field-hint, #field-title, #field-text, #field-formula")) written = target;
});
document.addEventListener("click", ({ target }) => {
  const { dataset, textContent } = target.closest("[data-insert]") ?? {};
  if (!dataset) return;
  const field = written?.isConnected ? written : document.getElementById(dataset.insert);
  field.setRangeText(textContent.trim(), field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
// Enter goes on to the next line of a list, and makes one behind the last.
document.addEventListener("keydown", (event) => {
  const { target: { dataset, form }, key, isComposing } = event;
  if (key !== "Enter" || isComposing || !dataset?.line) return;
  event.preventDefault();
  const lines = [...form.querySelectorAll(`[data-line="${dataset.line}"]`)];
  (lines[lines.indexOf(event.target) + 1] ?? document.getElementById(`${dataset.line}-add`)).focus();
  if (document.activeElement.id === `${dataset.line}-add`) document.activeElement.click();
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("#question[data-changed]")) event.preventDefault();
});
