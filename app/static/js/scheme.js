// The form of a scheme: which of its pieces are unfolded is sent along, so that they stay unfolded;
// the layout is shown that somebody is at; and what is not saved is not left without a question.
"use strict";
document.addEventListener(
  "toggle",
  ({ target }) => {
    const field = document.getElementById("open");
    if (!field || !target.dataset || !target.dataset.place) return;
    const open = document.querySelectorAll("#editor details[open][data-place]");
    field.value = [...open].map((one) => one.dataset.place).join(" ");
    // What is unfolded may speak of a piece by the name that it had before.
    if (target.open && field.form.dataset.renamed) document.getElementById("show").click();
  },
  true,
);
document.addEventListener("focusin", ({ target }) => {
  const place = /^(?:new\.)?(outlines\.\d+)\./.exec(target.name || "");
  const shown = document.getElementById("outline");
  if (!place || !shown) return;
  const { value } = document.getElementsByName(`${place[1]}.key`)[0] || {};
  if (!value || shown.value === value) return;
  shown.value = value;
  shown.dispatchEvent(new Event("input", { bubbles: true }));
});

// Enter adds what was just named; elsewhere it does nothing, for the preview follows by itself.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("#editor input")) return;
  event.preventDefault();
  event.target.closest(".adds")?.querySelector("button").click();
});

// What the server answers to a button of the form says itself that it is changed.
document.addEventListener("input", ({ target }) => {
  if (target.form?.id !== "editor" || target.closest("#preview")) return;
  target.form.dataset.changed = "yes";
  if (target.name.includes(".names.")) target.form.dataset.renamed = "yes";
});
// What the answer to a button brings is newer than a preview that is still on its way.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.closest?.("#editor")) htmx.trigger(".scheme-work", "htmx:abort");
});
document.addEventListener("submit", ({ target }) => delete target.dataset.changed);
addEventListener("beforeunload", (event) => {
  if (document.querySelector("#editor[data-changed]")) event.preventDefault();
});
