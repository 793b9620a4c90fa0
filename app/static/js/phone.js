/**
 * phone.js: the participant's page. Dots that are seen at once and never lost, drafts that survive, steps that follow.
 * Without it every form still works: each button sends an absolute number.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const announce = (text) => window.klebepunkt.announce(text);

  // --- Dots ------------------------------------------------------------------------------------------------------
  // A tap is drawn at once and joins `pending`. One request travels at a time, so answers arrive in order and each
  // carries the truth about the stock; taps made meanwhile change `want`, and only the newest number is sent.

  /** @typedef {{form: HTMLFormElement, saved: number, want: number, failed: boolean}} Tap */
  /** @type {Map<string, Tap>} by the stepper's id */
  const pending = new Map();
  let travelling = false;
  let failures = 0;
  let waiting = 0;

  const stockOf = (form) => $(form.dataset.stock);
  const sentences = (stock, name) => JSON.parse(stock?.dataset[name] || "[]");
  const tapsOn = (stock) => [...pending.values()].filter((tap) => stockOf(tap.form) === stock);

  /** The dots of one measure: saved ones filled, those on their way ringed, those not saved dashed. @param {Tap} tap */
  const drawTap = ({ form, saved, want, failed }) => {
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
    const tap = pending.get(form.id) ?? { form, saved: Number(form.dataset.count), want: 0, failed: false };
    tap.want = Number(button.value);
    pending.set(form.id, tap);
    drawTap(tap);
    drawStock(stock);
    send();
  };

  /** Send the oldest unsaved number, then the next, until nothing is pending. */
  const send = async () => {
    if (travelling || !pending.size) return;
    travelling = true;
    clearTimeout(waiting);
    const [id, tap] = pending.entries().next().value;
    const sent = tap.want;
    try {
      const body = new URLSearchParams(new FormData(tap.form));
      body.set("count", sent);
      const answer = await fetch(tap.form.action, {
        method: "PUT", body, keepalive: true, signal: AbortSignal.timeout(10000),
        headers: { ...JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}"), "HX-Request": "true", "HX-Source": "form#" + id, "HX-Target": "form#" + id, "HX-Request-Type": "partial" },
      });
      const text = await answer.text();
      // Without this measure in it, the answer is no answer to the tap: too busy, or a page of an error.
      if (!text.includes(`id="${id}"`)) throw answer.status;
      failures = 0;
      if (tap.want === sent) await settle(id, tap, text);
      travelling = false;
      send();
    } catch (reason) {
      travelling = false;
      // This page's right to vote here has ended (signed off, step gone, stale form): only a fresh page tells the truth.
      if ([401, 403, 404, 410].includes(reason)) return location.reload();
      failed();
    }
  };

  /** The server's word on one measure and its stock replaces what was drawn; focus stays where it was. */
  const settle = async (id, tap, text) => {
    pending.delete(id);
    const form = $(id);
    if (!form) return;
    const refused = text.includes("data-announce");
    await htmx.swap({ text, sourceElement: form, target: form, swap: "outerMorph" });
    const now = $(id);
    now?.removeAttribute("aria-busy");
    for (const stock of document.querySelectorAll(".stock")) drawStock(stock);
    const stock = now && stockOf(now);
    if (!refused && !pending.size && now) announce(now.querySelector(".words").textContent + " " + (stock?.querySelector(".left").textContent ?? ""));
  };

  /** Nothing arrived: say so once, and try again by itself, soon and then less often. */
  const failed = () => {
    failures += 1;
    for (const tap of pending.values()) { tap.failed = true; drawTap(tap); }
    const first = pending.values().next().value;
    if (failures === 1 && first) announce(stockOf(first.form)?.dataset.unsaved ?? "");
    waiting = setTimeout(send, Math.min(15000, 1000 * 2 ** (failures - 1)) * (0.7 + Math.random() * 0.6));
  };
  addEventListener("online", () => send());

  // --- Drafts ----------------------------------------------------------------------------------------------------
  // Kept in this tab only (a shared tablet tells the next person nothing), until the server has taken them.

  const texts = (form) => [...form.elements].filter((field) => field.name && /^(text|search|email|number|textarea|select-one|radio)$/.test(field.type));
  const written = (form) => texts(form).some((field) => !/^(select-one|radio)$/.test(field.type) && field.value);
  const keyOf = (form) => "draft:" + form.dataset.draft;
  const keep = (form, sent = false) => {
    const words = Object.fromEntries(texts(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]));
    try { sessionStorage.setItem(keyOf(form), JSON.stringify({ words, sent })); } catch { /* no room or not allowed: the page still works */ }
  };
  const restore = (form) => {
    let draft = null;
    try { draft = JSON.parse(sessionStorage.getItem(keyOf(form))); } catch { /* as if there were none */ }
    if (!draft) return;
    if (draft.sent) {
      for (const field of texts(form)) field.value = field.defaultValue ?? field.value; // a morphed form still shows what was typed
      // Words that came back were not taken: keep them. An empty form came back: they were.
      return written(form) ? keep(form) : sessionStorage.removeItem(keyOf(form));
    }
    for (const field of texts(form)) {
      const word = draft.words[field.name];
      if (field.type === "radio") field.checked = word ? word === field.value : field.checked;
      else if (word) field.value = word;
    }
  };
  // Each form once, when it appears: a frame that arrives while a draft travels must not touch it.
  const known = new WeakSet();
  const restoreNew = () => document.querySelectorAll("form[data-draft]").forEach((form) => {
    if (!known.has(form)) { known.add(form); restore(form); }
    form.querySelectorAll("[data-most]").forEach(countLeft);
  });
  /** How many characters are left, in plain text beside the field. @param {HTMLTextAreaElement} field */
  const countLeft = (field) => {
    const words = $(field.id + "-count");
    if (!words) return;
    const left = Number(field.dataset.most) - [...field.value.trim()].length; // whole characters, as the server counts
    words.hidden = !field.value;
    words.classList.toggle("error", left < 0);
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{n}", String(Math.abs(left)));
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.draft) keep(form);
    if (event.target.dataset?.most) countLeft(event.target);
  });
  document.addEventListener("htmx:error", () => document.querySelectorAll("form[data-draft]").forEach((form) => keep(form)));

  // --- Steps -----------------------------------------------------------------------------------------------------
  // The stream tells only which step the room is at. What a person sees there is their own page, fetched once.

  let fetched = "";
  const typing = () => [...document.querySelectorAll("#step textarea, #step input[type=text]")].some((field) => field.value.trim() && field.value !== field.defaultValue);
  const follow = (force = false) => {
    const room = $("room")?.dataset.step;
    const step = $("step");
    if (!room || !step || room === fetched) return;
    if (room === step.dataset.step) return void $("moved-on")?.setAttribute("hidden", "");
    if (typing() && !force) {
      const banner = $("moved-on");
      if (banner?.hidden) { banner.hidden = false; announce(banner.querySelector("p").textContent); }
      return;
    }
    if (pending.size && !failures) return void setTimeout(follow, 200); // let the last tap arrive first
    fetched = room;
    // Not all phones in the same instant: spread over half a second.
    setTimeout(async () => {
      const had = step.contains(document.activeElement);
      // Only the content is another (a measure came or went): who reads keeps their place, and their focus.
      const same = room.split(".").slice(0, 2).join() === step.dataset.step.split(".").slice(0, 2).join();
      const before = step.dataset.step;
      await htmx.ajax("GET", step.dataset.url, { source: step, target: step, swap: same ? "outerMorph" : "outerHTML" });
      fetched = "";
      if (same && $("step").dataset.step !== before) return void announce($("step").dataset.changed ?? "");
      if ($("step") === step) return void setTimeout(follow, 3000); // nothing arrived: again
      $("moved-on")?.setAttribute("hidden", "");
      const title = document.querySelector("#step h1");
      if (!title) return;
      if (had) { title.tabIndex = -1; title.focus({ preventScroll: true }); }
      scrollTo({ top: 0 });
      announce(title.textContent);
    }, force ? 0 : Math.random() * 500);
  };

  // --- Wiring ----------------------------------------------------------------------------------------------------
  // In the capture phase, before htmx sees the form.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    // A change of language carries the draft along, but does not send it: keep htmx out and let the browser go.
    if (button?.name === "language") { event.stopPropagation(); return; }
    if (form.matches("form.stepper") && button?.name === "count") { event.preventDefault(); event.stopPropagation(); tapped(form, button); }
    else if (form.dataset.draft) keep(form, true);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#moved-on a") && $("step")) { event.preventDefault(); follow(true); }
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const source = event.detail.ctx?.sourceElement;
    if (source?.matches?.("form[data-draft]")) {
      if (event.detail.ctx.response?.status >= 400) keep(source); // refused: what was typed stays
      else known.delete(source); // its own answer, morphed into the same form
    }
    restoreNew();
    follow();
  });
  restoreNew();
  follow();
})();
