/**
 * keys.js: single keys on the console. They do what the buttons do, never while somebody types, and can be switched
 * off (WCAG 2.1.4). Without it, everything is there by mouse, finger and Tab.
 */
(() => {
  "use strict";
  const STORE = "klebepunkt.keys";
  const help = document.getElementById("keys-help");
  const isOn = () => localStorage.getItem(STORE) !== "off";
  const show = () => { document.documentElement.dataset.keys = isOn() ? "on" : "off"; };
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");

  const ideas = () => [...document.querySelectorAll("#step .proposal")];
  const chosen = () => document.activeElement?.closest(".proposal");
  /** Go to the next idea, or the one before; from nowhere to the first. */
  const choose = (by) => {
    const all = ideas();
    const at = all.indexOf(chosen());
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  let leaving = null; // an idea that is on its way out of the queue: its id, its place there
  /** Press one of the chosen idea's buttons; the next one that waits comes under the keys afterwards. */
  const press = (...names) => {
    const idea = chosen();
    const id = idea?.id.replace("proposal-", "");
    const button = names.map((name) => document.getElementById(`${name}-${id}`)).find(Boolean);
    if (!button) return;
    const place = queue().indexOf(idea);
    leaving = place < 0 || names[0] === "reword" ? null : { id: idea.id, place };
    button.click();
  };
  const queue = () => [...document.querySelectorAll("#waiting > .proposal")];

  /** Move the chosen idea to the field of this number. */
  const move = (number) => {
    const idea = chosen();
    const fields = document.getElementById("fields-by-number")?.dataset.fields.split(" ") ?? [];
    const field = fields[number - 1];
    if (!idea || !field || idea.dataset.field === String(number) || idea.dataset.fixed) return;
    leaving = null;
    htmx.ajax("PUT", idea.dataset.url, { source: idea, values: { field_id: field }, swap: "none" });
  };

  const KEYS = {
    j: () => choose(1),
    k: () => choose(-1),
    a: () => press("approve", "return"),
    h: () => press("hide"),
    e: () => press("reword"),
    u: () => document.querySelector("[id^=undo-]")?.click(),
    "?": () => help?.showModal(),
  };
  /** The Latin letter of a key, on keyboards of other scripts, too. */
  const letter = (event) => (/^[\x20-\x7e]$/.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase());

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.target.closest?.(".slot")?.querySelector("[data-cancel]")?.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
    if (!isOn() || typing(event.target)) return;
    const key = letter(event);
    const act = KEYS[key] ?? (/^[1-9]$/.test(key) ? () => move(Number(key)) : null);
    if (!act) return;
    event.preventDefault();
    act();
  });

  // After console.js has found a place for the focus: the next idea in the queue, as one works it off.
  document.addEventListener("htmx:after:swap", () => {
    const all = queue();
    if (!leaving || all.some((idea) => idea.id === leaving.id)) return;
    all[Math.min(leaving.place, all.length - 1)]?.focus();
    leaving = null;
  });

  document.addEventListener("click", (event) => { if (event.target.closest?.("#show-keys")) help?.showModal(); });
  const box = document.getElementById("keys-on");
  if (box) {
    box.checked = isOn();
    box.addEventListener("change", () => { localStorage.setItem(STORE, box.checked ? "on" : "off"); show(); });
  }
  show();
})();
