/**
 * dots.js: placing dots. They are seen at once and never lost: kept on the phone until the server has them, across a reload,
 * and sent by themselves when the network is back. Without it every button sends an absolute number by itself.
 *
 * A tap is drawn at once and joins `pending`. One request travels at a time, so answers arrive in order and each
 * carries the truth about the stock; taps made meanwhile change `want`, and only the newest number is sent.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, check, kept, keep, headers, stepId, sentAway } = window.klebepunkt;

  /** @typedef {{form: HTMLFormElement | null, action: string, step: string, saved: number, want: number, failed: boolean}} Tap */
  /** @type {Map<string, Tap>} by the stepper's id */
  const pending = new Map();
  let travelling = false;
  let failures = 0;
  let waiting = 0;

  const stockOf = (form) => $(form.dataset.stock);
  const leftIn = (stock) => stock?.querySelector(".left").textContent ?? "";
  const sentences = (stock, name) => JSON.parse(stock?.dataset[name] || "[]");
  const tapsOn = (stock) => [...pending.values()].filter((tap) => tap.form && stockOf(tap.form) === stock);

  /** On the phone, too, until it is saved. @param {string} id @param {Tap | null} tap */
  const remember = (id, tap) => {
    const all = kept("dots") ?? {};
    if (tap) all[id] = { action: tap.action, step: tap.step, want: tap.want };
    else delete all[id];
    keep("dots", Object.keys(all).length ? all : null);
  };

  /** The dots of one measure: saved ones filled, those on their way ringed, those not saved dashed. @param {Tap} tap */
  const drawTap = ({ form, saved, want, failed }) => {
    if (!form) return;
    form.dataset.count = want;
    form.querySelector(".minus").value = Math.max(0, want - 1);
    form.querySelector(".plus").value = want + 1;
    form.querySelector(".dots").replaceChildren(...Array.from({ length: Math.max(saved, want) }, (_, place) => {
      const dot = document.createElement("span");
      dot.className = "dot" + (place < Math.min(saved, want) ? "" : place >= want ? " leaving" : failed ? " unsaved" : " sending");
      return dot;
    }));
    const stock = stockOf(form);
    const mine = sentences(stock, "mine")[want];
    if (mine) form.querySelector(".words").textContent = mine;
    const state = form.querySelector(".state");
    state.textContent = failed ? stock?.dataset.unsaved ?? "" : "";
    state.classList.toggle("stop", failed);
    form.setAttribute("aria-busy", String(!failed && want !== saved));
  };

  /** The stock as it will be when all taps have arrived, and which buttons that leaves open. */
  const drawStock = (stock) => {
    if (!stock) return;
    const of = Number(stock.dataset.of);
    const limited = "of" in stock.dataset;
    const left = Number(stock.querySelector(".left").dataset.left) - tapsOn(stock).reduce((sum, tap) => sum + tap.want - tap.saved, 0);
    if (limited) {
      stock.querySelector(".left").textContent = sentences(stock, "words")[Math.max(0, left)] ?? "";
      stock.querySelectorAll(".dot").forEach((dot, place) => dot.classList.toggle("free", place >= left && place < of));
    }
    for (const form of document.querySelectorAll("form.stepper")) {
      if (stockOf(form) !== stock) continue;
      const count = Number(form.dataset.count);
      const full = "most" in form.dataset && count >= Number(form.dataset.most);
      form.querySelector(".minus").setAttribute("aria-disabled", count <= 0);
      form.querySelector(".plus").setAttribute("aria-disabled", full || (limited && left <= 0));
    }
  };

  /** What was said of an earlier tap is over with this one. */
  const clearWords = () => {
    for (const state of document.querySelectorAll(".stepper .state")) {
      if (pending.get(state.closest("form").id)?.failed) continue;
      state.textContent = "";
      state.classList.remove("stop");
    }
  };

  /** A tap on plus or minus. @param {HTMLFormElement} form @param {HTMLButtonElement} button */
  const tapped = (form, button) => {
    const stock = stockOf(form);
    if (button.getAttribute("aria-disabled") === "true") {
      if (button.classList.contains("minus")) return;
      const full = "most" in form.dataset && Number(form.dataset.count) >= Number(form.dataset.most);
      const why = (full ? stock?.dataset.full : stock?.dataset.spent) ?? "";
      form.querySelector(".state").textContent = why;
      announce(why);
      return;
    }
    const tap = pending.get(form.id) ?? { form, action: form.getAttribute("action"), step: stepId(), saved: Number(form.dataset.count), want: 0, failed: false };
    tap.want = Number(button.value);
    pending.set(form.id, tap);
    remember(form.id, tap);
    clearWords();
    drawTap(tap);
    drawStock(stock);
    send();
  };

  /** Send the oldest unsaved number, then the next, until nothing is pending. */
  const send = async () => {
    if (travelling || !pending.size) return;
    const [id, tap] = pending.entries().next().value;
    if (tap.step !== stepId()) { late(id); return send(); } // the room is in another vote now
    travelling = true;
    clearTimeout(waiting);
    const sent = tap.want;
    try {
      const body = new URLSearchParams(tap.form ? new FormData(tap.form) : {});
      body.set("count", sent);
      body.set("step", tap.step);
      const answer = await fetch(tap.action, {
        method: "PUT", body, keepalive: true, signal: AbortSignal.timeout(10000),
        headers: { ...headers(), "HX-Source": "form#" + id, "HX-Target": "form#" + id, "HX-Request-Type": "partial" },
      });
      const text = await answer.text();
      // Without this measure in it, the answer is no answer to the tap: too busy, or a page of an error.
      if (!text.includes(`id="${id}"`)) throw answer.status;
      failures = 0;
      const refused = !answer.ok && !text.includes(`data-count="${sent}"`);
      if (refused && (tap.failed || !$(id))) late(id);
      if (tap.want === sent) await settle(id, text);
      travelling = false;
      send();
    } catch (reason) {
      travelling = false;
      // This page's right to vote here has ended (signed off, step gone, stale form): only a fresh page tells the truth.
      if ([401, 403, 404, 410].includes(reason)) { remember(id, null); return sentAway(); }
      failed();
    }
  };

  /** The server's word on one measure and its stock replaces what was drawn; focus stays where it was. */
  const settle = async (id, text) => {
    pending.delete(id);
    remember(id, null);
    const form = $(id);
    if (!form) return;
    const refused = text.includes("data-announce");
    const drawn = leftIn(stockOf(form));
    await htmx.swap({ text, sourceElement: form, target: form, swap: "outerMorph" });
    const now = $(id);
    now?.removeAttribute("aria-busy");
    for (const stock of document.querySelectorAll(".stock")) drawStock(stock);
    const stock = now && stockOf(now);
    if (!refused && !pending.size && now) announce(now.querySelector(".words").textContent + " " + leftIn(stock));
    if (now && (refused || leftIn(stock) !== drawn)) await renewBallot(now.querySelector(".state"));
  };

  /** The same person has placed dots on another device: the whole ballot is shown as it is now. @param {Element} state */
  const renewBallot = async ({ id, textContent, className }) => {
    await window.klebepunkt.renewStep();
    document.querySelectorAll(".stock").forEach(drawStock);
    if ($(id) && !$(id).textContent) Object.assign($(id), { textContent, className }); // why it was refused
  };

  /** A tap came when its vote had ended: say so, for it had been drawn. @param {string} id */
  const late = (id) => {
    pending.delete(id);
    remember(id, null);
    const words = $("late");
    if (!words?.hidden) return;
    words.hidden = false;
    announce(words.textContent);
  };

  /** Nothing arrived: say so once, and try again by itself, soon and then less often. */
  const failed = () => {
    failures += 1;
    for (const tap of pending.values()) { tap.failed = true; drawTap(tap); }
    const first = [...pending.values()].find((tap) => tap.form);
    if (failures === 1 && first) announce(stockOf(first.form)?.dataset.unsaved ?? "");
    check();
    waiting = setTimeout(send, Math.min(15000, 1000 * 2 ** (failures - 1)) * (0.7 + Math.random() * 0.6));
  };

  /** What was not saved when the page was left, is drawn and sent again. */
  const restore = () => {
    for (const [id, { action, step, want }] of Object.entries(kept("dots") ?? {})) {
      const form = $(id);
      const saved = Number(form?.dataset.count ?? -1);
      if (saved === want) { remember(id, null); continue; }
      pending.set(id, { form, action, step, saved: Math.max(0, saved), want, failed: true });
      drawTap(pending.get(id));
    }
    document.querySelectorAll(".stock").forEach(drawStock);
    send();
  };

  /** A page that was brought anew shows what is saved; what is pending is drawn over it. */
  const redraw = () => {
    for (const [id, tap] of pending) {
      const form = $(id);
      tap.form = form ?? tap.form;
      if (!form || Number(form.dataset.count) === tap.want) continue;
      tap.saved = Number(form.dataset.count);
      drawTap(tap);
      drawStock(stockOf(form));
    }
  };

  // In the capture phase, before htmx sees the form.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.matches("form.stepper") || button?.name !== "count") return;
    event.preventDefault();
    event.stopPropagation();
    tapped(event.target, button);
  }, true);
  document.addEventListener("htmx:after:swap", redraw);
  addEventListener("online", () => send());
  document.addEventListener("klebepunkt:back", () => send());

  /** Whether dots are on their way: the page shall not change under them. */
  window.klebepunkt.dotsTravel = () => pending.size > 0 && !failures;
  restore();
})();
