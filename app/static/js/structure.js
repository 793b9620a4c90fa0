/**
 * structure.js: the structure of a concept. Branches open and close in their place, and the address and every form say
 * what is open, so that it still is after a change. Without it, each of these buttons is a form that asks for the page.
 */
(() => {
  "use strict";
  const body = (toggle) => document.getElementById(toggle.getAttribute("aria-controls"));
  const toggles = () => [...document.querySelectorAll(".toggle")];
  const view = () => document.querySelector("#moves [name=view]");

  /** What the server drew says what is open; so does what has been opened or closed since. */
  const sync = () => {
    for (const toggle of toggles()) {
      const open = !body(toggle)?.hidden;
      if ((toggle.getAttribute("aria-expanded") === "true") === open) continue;
      toggle.setAttribute("aria-expanded", String(open));
    }
    const said = new URLSearchParams(view()?.value);
    if (changed) said.set("open", toggles().filter((one) => one.getAttribute("aria-expanded") === "true").map((one) => one.id.slice(7)).join(".") || "none");
    for (const field of document.querySelectorAll("input[name=view]")) field.value = said.toString();
    for (const field of document.querySelectorAll("#look [name=open]")) field.value = said.get("open") ?? "";
    const query = said.toString();
    history.replaceState(history.state, "", location.pathname + (query && "?" + query) + location.hash);
  };
  let changed = false; // somebody has opened or closed something here

  /** Open or close a branch; what is not here yet is fetched. */
  const turn = async (toggle) => {
    const place = body(toggle);
    if (place.hidden && !place.firstElementChild) {
      toggle.setAttribute("aria-busy", "true");
      try {
        await htmx.ajax("GET", toggle.dataset.url, { target: place, swap: "innerHTML" });
      } finally { toggle.removeAttribute("aria-busy"); }
      if (!place.firstElementChild) return;
    }
    place.hidden = !place.hidden;
    changed = true;
    sync();
  };
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest?.(".toggle");
    if (!toggle || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!toggle.hasAttribute("aria-busy")) turn(toggle);
  });

  // A form takes the place of its row, or opens below it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.edits, a.opens");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const row = link.closest(".entry");
    const edits = link.matches(".edits");
    const target = edits ? row : document.getElementById(row.id.replace("row-", "add-"));
    htmx.ajax("GET", link.getAttribute("href"), { target, swap: edits ? "outerHTML" : "innerHTML" });
  });

  // The buttons of a row: the one form that htmx knows sends what was pressed.
  document.addEventListener("submit", (event) => {
    const moves = document.getElementById("moves");
    const button = event.submitter;
    if (!event.target.matches?.("form.do") || !moves || !button) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return; // at the end already: what was told stays
    moves.setAttribute("action", button.getAttribute("formaction"));
    moves.elements.position.disabled = !button.name;
    moves.elements.position.value = button.value;
    moves.requestSubmit();
  });

  // A form that opened in its place closes again, and the focus returns to what opened it.
  const close = (cancel) => {
    const slot = cancel.closest(".slot");
    if (!slot) return false;
    slot.replaceChildren();
    document.getElementById(cancel.dataset.cancel)?.focus();
    return true;
  };
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest?.("[data-cancel]");
    if (cancel && close(cancel)) event.preventDefault();
  });
  /** Whether something was typed or chosen that Escape would throw away. */
  const isTyped = (field) => (field.matches("select") ? [...field.options].some((one) => one.selected !== one.defaultSelected && (one.selected ? one.index > 0 : true))
    : field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Escape" && event.target.closest?.("form.editing");
    if (!form || form.querySelector(".error, [role=alert]")) return; // what was refused stands in it as if it were its own
    if (![...form.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isTyped)) form.querySelector(".actions .quiet")?.click();
  });

  document.addEventListener("htmx:after:swap", sync);
  if (view()) sync();
})();
