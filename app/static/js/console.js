/**
 * console.js: the moderator's page. Focus that is never lost when a frame changes the page under it, one click that
 * counts once, and forms that close again. Without it every button is a form and every form a page.
 */
(() => {
  "use strict";
  const SETTLED = 700; // ms after which a button that has changed its meaning may be pressed
  const NEAR = 40; // px between the two halves of a double tap, at most
  let meaning = "";
  let settling = 0; // a timer, while the filled button has just changed its meaning
  let tapped = null; // the newest tap in the step: on what, where, since when
  let trail = []; // where the focus was: the element's id, its list, its place there

  /** The filled button means something else now: the second half of a double click must not press it. */
  const watchForward = () => {
    const button = document.getElementById("forward");
    const now = button ? button.form.action + button.value : "";
    if (meaning && now !== meaning) {
      clearTimeout(settling);
      settling = setTimeout(() => {
        settling = 0;
        document.getElementById("forward")?.removeAttribute("data-settling");
      }, SETTLED);
    }
    if (settling && !button?.hasAttribute("data-settling")) button?.setAttribute("data-settling", "");
    meaning = now;
  };

  const remember = (event) => {
    const item = event.target.closest("[id^=proposal-]");
    const place = item ? [...document.querySelectorAll("[id^=proposal-]")].indexOf(item) : -1;
    trail = [event.target.id, item?.id, place];
  };

  /** The control in focus has gone: the same one elsewhere, the same idea, the next idea, or the step's title. */
  const refocus = () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    if (!trail.length) return;
    const [id, item, place] = trail;
    const ideas = document.querySelectorAll("[id^=proposal-]");
    const waiting = document.querySelectorAll("#waiting [id^=proposal-]");
    const next = place >= 0 ? waiting[Math.min(place, waiting.length - 1)] ?? document.getElementById(item) ?? ideas[Math.min(place, ideas.length - 1)] : null;
    const undo = id?.startsWith("undo-") ? document.querySelector("[id^=undo-]") : null;
    // Never on the button that closes something: the next stroke of Enter would.
    const forward = document.querySelector("#forward:not([value=closed])");
    const target = (id && document.getElementById(id)) || undo || next?.querySelector("button, a") || forward || document.querySelector("#step h1");
    target?.focus({ preventScroll: true });
  };

  let step = document.getElementById("step")?.dataset.step;
  /** The room has moved: say where it is now, and show its beginning unless somebody is typing here. */
  const announceStep = () => {
    const now = document.getElementById("step")?.dataset.step;
    if (!now || now === step) return;
    step = now;
    const title = document.querySelector("#step h1");
    window.klebepunkt.announce(title?.textContent ?? "");
    const typing = document.activeElement?.matches("input, textarea, select");
    if (title && !typing && title.getBoundingClientRect().top < 0) document.getElementById("step").scrollIntoView();
  };

  /** An idea that was approved has gone, and another stands under the finger: the second half of a double tap must not press that. */
  const settleIdeas = (event) => {
    const target = event.target.closest?.("#step :is(button, a)");
    if (!target || !event.detail) return; // 0: by keyboard
    const before = tapped;
    tapped = { id: target.id, since: Date.now(), moved: false, x: event.clientX, y: event.clientY };
    const again = before && tapped.since - before.since < SETTLED && Math.hypot(tapped.x - before.x, tapped.y - before.y) < NEAR;
    if (!again || target.id === before.id) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Something else stands where the tap was, for the first time: the time to settle begins now. */
  const moved = () => {
    if (tapped && !tapped.moved && document.elementFromPoint(tapped.x, tapped.y)?.closest("button, a")?.id !== tapped.id) Object.assign(tapped, { since: Date.now(), moved: true });
  };

  // What somebody has unfolded stays so when a frame changes the page.
  const unfolded = new Set();
  document.addEventListener("toggle", (event) => {
    if (event.target.id && event.target.matches("details")) unfolded[event.target.open ? "add" : "delete"](event.target.id);
  }, true);
  const unfold = () => unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));

  const isChanged = (input) => (["radio", "checkbox"].includes(input.type) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue);
  /** The room must not go on under the old rule while a new one is typed: whether it was so, and is now said. */
  const holdForRule = () => {
    const form = document.querySelector(".slot form:has([data-unsaved])");
    if (!form || (!form.querySelector(".error:not([data-unsaved])") && ![...form.querySelectorAll("input, textarea")].some(isChanged))) return false;
    form.querySelector("[data-unsaved]").hidden = false;
    form.querySelector(".actions button").focus();
    return true;
  };

  /** What another moderator has chosen: a frame alone does not change a list that was used here. */
  const showChosen = () => {
    for (const list of document.querySelectorAll("#weights select")) {
      if (list === document.activeElement) continue;
      list.selectedIndex = [...list.options].findIndex((option) => option.defaultSelected);
    }
  };

  // A refusal stands in front of the page on small screens: a tap or Escape puts it away.
  const putAway = (event) => {
    const notice = document.getElementById("notice");
    if (event.type === "keydown" ? event.key === "Escape" : notice?.contains(event.target) && !event.target.closest("button, a")) notice?.replaceChildren();
  };
  document.addEventListener("click", putAway);
  document.addEventListener("keydown", putAway);

  // A text that somebody is changing is not overwritten by a frame; saving it lets frames in again.
  document.addEventListener("input", (event) => event.target.closest?.("[data-keep]")?.setAttribute("hx-morph-skip", ""));
  document.addEventListener("submit", (event) => event.target.removeAttribute?.("hx-morph-skip"), true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-keep] textarea")) event.target.form.requestSubmit();
  });
  document.addEventListener("focusin", (event) => { if (event.target.matches?.("textarea[readonly]")) event.target.select(); });

  document.addEventListener("click", settleIdeas, true);
  document.addEventListener("focusin", remember);
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".forward") && (settling || holdForRule())) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest?.("[data-cancel]");
    const slot = cancel?.closest(".slot");
    if (!slot) return;
    event.preventDefault();
    const opener = document.getElementById(cancel.closest("form").dataset.opener);
    slot.replaceChildren();
    opener?.focus();
  });
  document.addEventListener("htmx:after:swap", () => { unfold(); showChosen(); moved(); announceStep(); refocus(); });
  // At the moment of the change, not after it: a frame also takes the mark off.
  new MutationObserver(watchForward).observe(document.body, { subtree: true, childList: true, attributeFilter: ["value", "action", "data-settling"] });
  watchForward();
})();
