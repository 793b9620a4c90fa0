// The form of a scheme: which of its pieces are unfolded is sent along, so that they stay unfolded.
"use strict";
document.addEventListener(
  "toggle",
  ({ target }) => {
    const field = document.getElementById("open");
    if (!field || !target.dataset || !target.dataset.place) return;
    const open = document.querySelectorAll("#editor details[open][data-place]");
    field.value = [...open].map((one) => one.dataset.place).join(" ");
  },
  true,
);
