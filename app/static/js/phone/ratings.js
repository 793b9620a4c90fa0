/**
 * ratings.js: rating goals on a phone. A tap is saved at once, said in words beside it, tried again until it has arrived,
 * and kept on the phone across a reload. Without it each goal is a form with a button.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, kept, keep, headers, stepId, sentAway } = window.klebepunkt;

  /** @typedef {{url: string, step: string, goal: string, criterion: string, value: string, failed: boolean}} Tap */
  /** @type {Map<string, Tap>} by goal and criterion */
  const pending = new Map();
  let travelling = false;
  let failures = 0;
  let waiting = 0;

  const stateOf = (tap) => $(`state-${tap.goal}-${tap.criterion}`);
  const radios = (tap) => [...document.querySelectorAll(`#goal-${tap.goal} input[name="criterion-${tap.criterion}"]`)];
  const choose = (tap, value) => radios(tap).forEach((radio) => { radio.checked = radio.value === value; });
  const remember = () => keep("ratings", pending.size ? [...pending.values()] : null);

  /** What is not saved yet looks so, also after a frame has brought the page anew. @param {Tap} tap */
  const draw = (tap) => {
    choose(tap, tap.value);
    const state = stateOf(tap);
    if (!state) return;
    state.textContent = ($("rating")?.dataset[tap.failed ? "unsaved" : "sending"]) ?? "";
    state.classList.toggle("stop", tap.failed);
    state.classList.toggle("sending", !tap.failed);
  };

  /** How many goals are finished. */
  const count = () => {
    const tray = $("tray");
    if (!tray) return;
    const whole = document.querySelectorAll('.done[data-whole="1"]').length;
    tray.querySelector("p").textContent = JSON.parse(tray.dataset.words)[whole] ?? "";
    tray.querySelector("progress").value = whole;
  };

  /** Send the oldest tap, then the next, until all have arrived. */
  const send = async () => {
    if (travelling || !pending.size) return;
    const [id, tap] = pending.entries().next().value;
    if (tap.step !== stepId()) { pending.delete(id); remember(); return send(); } // that rating is over
    travelling = true;
    clearTimeout(waiting);
    try {
      const answer = await fetch(tap.url, {
        method: "PUT", keepalive: true, signal: AbortSignal.timeout(10000),
        body: new URLSearchParams({ criterion_id: tap.criterion, value: tap.value }),
        headers: headers(),
      });
      const text = await answer.text();
      // Without this question in it, the answer is no answer to the tap: too busy, or a page of an error.
      if (!text.includes(`id="state-${id}"`)) throw answer.status;
      failures = 0;
      if (pending.get(id) === tap) settle(id, tap, text);
      travelling = false;
      send();
    } catch (reason) {
      travelling = false;
      // No right to rate here any more, or no such question: what waits will never arrive, only a fresh page tells the truth.
      if ([400, 401, 403, 404, 410].includes(reason)) { pending.delete(id); remember(); return sentAway(); }
      failed();
    }
  };

  /** The server's word on one question replaces what was drawn. */
  const settle = (id, tap, text) => {
    pending.delete(id);
    remember();
    const answer = document.createElement("template");
    answer.innerHTML = text;
    const state = answer.content.querySelector(".state");
    const news = state.hasAttribute("data-announce");
    state.removeAttribute("data-announce");
    choose(tap, state.dataset.value);
    const said = state.textContent;
    for (const piece of [...answer.content.children]) $(piece.id)?.replaceWith(piece);
    count();
    if (news || !pending.size) announce(said);
  };

  /** Nothing arrived: say so once, and try again by itself, soon and then less often. */
  const failed = () => {
    failures += 1;
    for (const tap of pending.values()) { tap.failed = true; draw(tap); }
    remember();
    if (failures === 1) announce($("rating")?.dataset.unsaved ?? "");
    waiting = setTimeout(send, Math.min(15000, 1000 * 2 ** (failures - 1)) * (0.7 + Math.random() * 0.6));
  };

  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.("form.rating");
    if (!form || target.type !== "radio") return;
    const goal = form.closest("li").id.replace("goal-", "");
    const criterion = target.name.replace("criterion-", "");
    const tap = { url: form.getAttribute("action"), step: stepId(), goal, criterion, value: target.value, failed: false };
    pending.set(`${goal}-${criterion}`, tap);
    remember();
    draw(tap);
    send();
  });
  // Every tap is saved already: Enter has nothing left to send.
  document.addEventListener("submit", (event) => { if (event.target.matches("form.rating")) event.preventDefault(); }, true);

  // Which goals are unfolded is the person's own: a frame that changes the list must not fold them.
  const folds = new Map();
  document.addEventListener("toggle", ({ target }) => { if (target.id?.startsWith("fold-")) folds.set(target.id, target.open); }, true);
  document.addEventListener("click", (event) => {
    const next = event.target.closest?.("[data-next]");
    const fold = next && $(next.dataset.next);
    if (!fold) return;
    event.preventDefault();
    next.closest("details").open = false;
    fold.open = true;
    fold.querySelector("summary").focus({ preventScroll: true });
    fold.scrollIntoView({ block: "start" });
  });
  const again = () => {
    for (const [id, open] of folds) { const fold = $(id); if (fold && fold.open !== open) fold.open = open; }
    for (const tap of pending.values()) draw(tap);
    count();
  };
  document.addEventListener("htmx:after:swap", again);
  addEventListener("online", () => send());

  for (const tap of kept("ratings") ?? []) pending.set(`${tap.goal}-${tap.criterion}`, { ...tap, failed: true });
  again();
  send();
})();
