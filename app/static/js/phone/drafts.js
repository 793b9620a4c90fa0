/**
 * drafts.js: what people write is never lost. It is kept on the phone with every letter and on the server every few seconds,
 * and what could not be sent is sent when the network is back. Without it, forms are sent by their buttons.
 *
 * `data-draft` names a form; `data-keep` is where the server keeps its draft.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, check, kept, keep, headers, sentAway, SENT_AWAY } = window.klebepunkt;
  const EVERY = 5000; // ms between two drafts to the server, at least
  const PAUSE = 1200; // ms after the first letter
  const FIELDS = /^(text|search|textarea|select-one|radio)$/;

  const forms = () => document.querySelectorAll("form[data-draft]");
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && FIELDS.test(field.type));
  const wordsOf = (form) => Object.fromEntries(fieldsOf(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]));
  /** What the server put into the form. */
  const givenTo = (form) => Object.fromEntries(fieldsOf(form).filter((field) => field.type !== "radio" || field.defaultChecked)
    .map((field) => [field.name, field.defaultValue ?? [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value ?? ""]));
  const asSent = (words) => new URLSearchParams(Object.entries(words)).toString();

  // --- On the phone ------------------------------------------------------------------------------------------------
  // `sent`: a request with these words is on its way, or nobody knows what has become of it. Its nonce tells the server that
  // the next attempt is the same idea, even if its author has reworded it in between.

  /** @typedef {{words: Object<string, string>, nonce?: string, sent?: boolean}} Draft */
  const say = (form, name) => {
    const line = form.querySelector(".draft-state");
    if (!line) return;
    line.hidden = !name;
    line.textContent = name ? line.dataset[name] : "";
  };

  /** Somebody has typed. @param {HTMLFormElement} form */
  const typed = (form) => {
    keep(form.dataset.draft, { words: wordsOf(form), nonce: kept(form.dataset.draft)?.nonce });
    if (!failing) say(form, "");
    if (form.dataset.keep) schedule(form);
  };

  /** Put kept words into a form that shows others. @param {HTMLFormElement} form */
  const restore = (form) => {
    const draft = kept(form.dataset.draft);
    if (!draft) return;
    for (const field of fieldsOf(form)) {
      const word = draft.words[field.name];
      if (word === undefined) continue;
      if (field.type === "radio") field.checked = word ? word === field.value : field.checked;
      else if (field.value !== word) field.value = word;
    }
    for (const details of form.querySelectorAll("details")) details.open ||= fieldsOf(form).some((field) => details.contains(field) && field.value);
    const around = form.closest("details");
    if (around) around.open = true;
    if (draft.sent && !flying.has(form.dataset.draft)) say(form, "waits");
  };

  /** How many characters are left, in plain text beside the field. @param {HTMLTextAreaElement} field */
  const countLeft = (field) => {
    const words = $(field.id + "-count");
    if (!words) return;
    const left = Number(field.dataset.most) - [...field.value.trim()].length; // whole characters, as the server counts
    words.hidden = !field.value;
    words.classList.toggle("error", left < 0);
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{n}", String(Math.abs(left)));
  };

  // --- Sending -----------------------------------------------------------------------------------------------------

  const flying = new Set(); // names of the forms whose request is on its way
  let attempts = 0;
  let again = 0;

  const aNonce = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const sending = (form) => {
    const name = form.dataset.draft;
    const nonce = kept(name)?.nonce ?? aNonce();
    if (form.elements.nonce) form.elements.nonce.value = nonce;
    keep(name, { words: wordsOf(form), nonce, sent: true });
    flying.add(name);
    $("thanks")?.setAttribute("hidden", ""); // that was for the idea before
    stopSaving();
    say(form, "");
  };

  /** The server has answered. @param {HTMLFormElement} form @param {number} status */
  const answered = (form, status) => {
    const name = form.dataset.draft;
    flying.delete(name);
    if (status >= 500 || status === 429) return notSent(form);
    attempts = 0;
    const draft = kept(name);
    // Refused, or written on meanwhile: what stands there is a draft.
    if (draft && form.isConnected && (status >= 400 || !draft.sent)) return keep(name, { words: draft.words });
    keep(name, null); // taken; or the room has moved on, and the server keeps the words
    if (!form.isConnected) return;
    for (const field of fieldsOf(form)) if (/^text/.test(field.type)) field.value = field.defaultValue; // morphing spares a field in focus
    if (form.dataset.keep) emptied(form);
  };

  /** Nobody knows whether it has arrived: it is sent again, and counts once. */
  const notSent = (form) => {
    flying.delete(form.dataset.draft);
    if (!kept(form.dataset.draft)?.sent) return;
    say(form, "waits");
    announce(form.querySelector(".draft-state")?.textContent ?? "");
    check();
    attempts += 1;
    clearTimeout(again);
    again = setTimeout(resend, Math.min(30000, 2000 * 2 ** attempts));
  };

  /** What was sent and did not arrive is sent once more, unless somebody is changing it. */
  const resend = () => {
    clearTimeout(again);
    for (const form of forms()) {
      const name = form.dataset.draft;
      if (kept(name)?.sent && !flying.has(name)) form.requestSubmit();
    }
  };

  // --- On the server -----------------------------------------------------------------------------------------------

  let onServer = null; // the words that the server keeps
  let timer = 0;
  let lastSave = 0;
  let failing = false;
  let saving = null; // the request that takes them there

  const stopSaving = () => {
    clearTimeout(timer);
    timer = 0;
    if (saving) { saving.abort(); onServer = null; }
  };

  const schedule = (form) => {
    if (!timer) timer = setTimeout(() => save(form), Math.max(PAUSE, lastSave + EVERY - Date.now()));
  };

  /** An idea was taken: there is no draft. One that may have arrived after it (null) is deleted again. */
  const emptied = (form) => {
    if (onServer === null) schedule(form);
    else onServer = asSent(wordsOf(form));
  };

  const save = async (form) => {
    clearTimeout(timer);
    timer = 0;
    const words = form.isConnected ? wordsOf(form) : kept(form.dataset.draft)?.words;
    if (!words || kept(form.dataset.draft)?.sent || asSent(words) === onServer) return;
    const saved = await put(form.dataset.keep, words);
    if (saved === null) return;
    failing = !saved;
    if (failing) { say(form, "unsaved"); check(); schedule(form); return; }
    onServer = asSent(words);
    if (!form.isConnected || asSent(wordsOf(form)) === onServer) release(form);
  };

  /** The server keeps these words: the phone need not, unless an attempt to send them has an unknown end. */
  const release = (form) => {
    const draft = kept(form.dataset.draft);
    if (draft?.sent) return;
    if (!draft?.nonce) keep(form.dataset.draft, null);
    say(form, "");
  };

  /** Whether the server has taken the words; null: something newer has made them void, or it takes no more of them here. */
  const put = async (address, words) => {
    const mine = saving = new AbortController();
    let slow = false;
    const patience = setTimeout(() => { slow = true; mine.abort(); }, 8000);
    lastSave = Date.now();
    try {
      const answer = await fetch(address, { method: "PUT", body: new URLSearchParams(Object.entries(words)), keepalive: true, headers: headers(), signal: mine.signal });
      if (!SENT_AWAY.includes(answer.status)) return answer.ok;
      sentAway();
      return null;
    } catch { return mine.signal.aborted && !slow ? null : false; } finally {
      clearTimeout(patience);
      if (saving === mine) saving = null;
    }
  };

  /** The page is left, or the room moves on: what was typed last is brought to the server now. */
  const saveNow = () => Promise.all([...forms()].filter((form) => form.dataset.keep && kept(form.dataset.draft)).map(save));

  /** A draft without its form: the room is elsewhere. It goes to the server, and the page says that it waits there. */
  const rescue = async () => {
    const step = $("step");
    const draft = kept("idea");
    if (!draft || !step || document.querySelector("form[data-draft=idea]") || flying.has("idea")) return;
    if (!draft.words.text?.trim()) return keep("idea", null);
    flying.add("idea");
    const saved = await put(step.dataset.url.replace(/step$/, "draft"), draft.words);
    flying.delete("idea");
    if (!saved) { clearTimeout(again); again = setTimeout(rescue, 5000); return; }
    keep("idea", null);
    await htmx.ajax("GET", step.dataset.url, { source: step, target: step, swap: "outerMorph" });
  };

  // --- Wiring ------------------------------------------------------------------------------------------------------

  const begin = () => {
    for (const form of forms()) {
      if (form.dataset.keep && onServer === null && !timer) onServer = asSent(givenTo(form));
      restore(form);
      form.querySelectorAll("[data-most]").forEach(countLeft);
      if (form.dataset.keep && kept(form.dataset.draft)) asSent(wordsOf(form)) === onServer ? release(form) : schedule(form);
    }
    rescue();
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.draft) typed(form);
    if (event.target.dataset?.most) countLeft(event.target);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // A change of language carries the draft along, but does not send it: keep htmx out and let the browser go.
    if (event.submitter?.name === "language") { event.stopPropagation(); return; }
    if (form.dataset.forget) keep(form.dataset.forget, null);
    else if (form.dataset.draft) sending(form);
  }, true);
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement: source, response } = event.detail.ctx ?? {};
    if (source?.matches?.("form[data-draft]")) answered(source, response?.status ?? 200);
    begin();
  });
  document.addEventListener("htmx:error", (event) => {
    const form = event.detail.ctx?.sourceElement;
    if (form?.matches?.("form[data-draft]")) notSent(form);
  });
  addEventListener("pagehide", saveNow);
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveNow(); });
  const back = () => { resend(); rescue(); forms().forEach((form) => { if (form.dataset.keep) save(form); }); };
  addEventListener("online", back);
  document.addEventListener("klebepunkt:back", back);
  document.addEventListener("DOMContentLoaded", () => setTimeout(resend)); // htmx knows the forms by then

  window.klebepunkt.saveDrafts = saveNow;
  // On a slow line people type before this script is here.
  for (const form of forms()) if (!kept(form.dataset.draft) && asSent(wordsOf(form)) !== asSent(givenTo(form))) typed(form);
  begin();
})();
