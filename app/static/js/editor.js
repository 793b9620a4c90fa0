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
  if (submitter?.value === "save" || target.id !== "question") delete document.getElementById("question")?.dataset.changed;
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("#question[data-changed]")) event.preventDefault();
});
