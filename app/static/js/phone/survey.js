/**
 * survey.js: answers are saved as they are given. Each change is sent at once, the whole answer with it, so a repeated request
 * changes nothing; what has not arrived stays on the phone, across a reload, and is sent when the network is back. Without it
 * everything is saved by the buttons.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, kept, keep, headers } = window.klebepunkt;
  const PAUSE = 700; // ms without a letter

  if ($("step")?.dataset.done !== undefined) { keep("answers", null); return; } // they are nobody's now

  /** `wrong`: no answer yet; `kept`: the server has it all the same. @typedef {{pairs: [string, string][], wrong?: boolean, kept?: boolean}} Answer */
  /** @type {Map<string, Answer>} what has not been saved, by question */
  const pending = new Map();
  let travelling = false;
  let failures = 0;
  let timer = 0;
  let leaving = null; // the button that was pressed

  const boxOf = (name) => document.querySelector(`[data-question="${CSS.escape(name)}"]`);
  const fieldsIn = (box) => [...box.querySelectorAll("input, textarea, select")].filter((field) => field.name);
  /** What a browser would send of this question. @returns {[string, string][]} */
  const pairsOf = (box) => fieldsIn(box).filter((field) => !field.disabled && (!/^(radio|checkbox)$/.test(field.type) || field.checked))
    .map((field) => [field.name, field.value]);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /** In words, below the questions. @param {"" | "saving" | "saved" | "unsaved" | "partly" | "waiting"} name */
  const say = (name, aloud = false) => {
    const line = $("saved");
    const words = line?.dataset[name] ?? $("answers")?.dataset[name] ?? "";
    if (line) {
      line.textContent = words;
      line.classList.toggle("stop", name === "unsaved" || name === "waiting");
    }
    if (aloud) announce(words);
  };

  const here = () => [...pending].filter(([name]) => boxOf(name));
  const remember = () => {
    const left = [...pending].filter(([, { kept: there }]) => !there).map(([name, { pairs }]) => [name, pairs]);
    keep("answers", left.length ? left : null);
  };

  const changed = (name, wait) => {
    pending.set(name, { pairs: pairsOf(boxOf(name)) });
    leaving = null; // whoever writes on, stays
    remember();
    if (!failures) say("saving");
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  /** Send the first answer that waits and may fit, then the next; behind the last one, go where they wanted to. */
  const send = async () => {
    if (travelling) return;
    clearTimeout(timer);
    const [name, answer] = here().find(([, { wrong }]) => !wrong) ?? [];
    if (!name) {
      say(here().length ? "partly" : "saved");
      if (leaving) leave();
      return;
    }
    travelling = true;
    try {
      const body = new URLSearchParams([["question", name], ["me", $("step").dataset.me], ...answer.pairs]);
      const reply = await fetch($("answers").action, { method: "PUT", body, keepalive: true, headers: headers(), signal: AbortSignal.timeout(10000) });
      if (reply.status >= 500 || reply.status === 429) throw reply.status;
      const text = await reply.text();
      arrived();
      if (reply.status === 422 || reply.status === 202) Object.assign(answer, { wrong: true, kept: reply.status === 202 });
      else if (reply.status === 410 || (reply.status === 404 && $("standing"))) return over();
      else if (!reply.ok) return location.assign(reply.headers.get("HX-Redirect") ?? location.href);
      else if (pending.get(name) === answer) pending.delete(name);
      remember();
      if (reply.status === 200 && !leaving) await replace(text);
      travelling = false;
      send();
    } catch {
      travelling = false;
      failed();
    }
  };

  /** Closed and opened again, for others: nothing of this page is saved any more. */
  const stopped = () => {
    if ($("standing")?.hidden === false || !$("stopped").hidden) return;
    $("stopped").hidden = false;
    announce($("stopped").textContent);
  };
  let closed = false;
  document.addEventListener("htmx:after:swap", () => {
    if (!$("standing")) return;
    if (!$("standing").hidden) $("stopped").hidden = closed = true;
    else if (closed) stopped();
  });

  /** The survey was closed: the banner above says so (in a workshop live_routes.py), and the page stays as it is. */
  const over = () => {
    stopped();
    pending.clear();
    remember();
    say("");
    if (!$("standing")) $("saved").textContent = $("stopped").textContent; // there is no banner that stays in sight
    travelling = false;
  };

  const arrived = () => {
    if (failures) announce($("saved")?.dataset.saved ?? "");
    failures = 0;
  };

  /** Nothing arrived: say so once, and try again by itself, soon and then less often. */
  const failed = () => {
    failures += 1;
    say(leaving ? "waiting" : "unsaved", failures === 1);
    clearTimeout(timer);
    timer = setTimeout(send, Math.min(15000, 1000 * 2 ** (failures - 1)) * (0.7 + Math.random() * 0.6));
  };

  /** The page is left by its own button, which is as good as saved: what is on the page goes along. */
  const leave = async () => {
    const button = leaving;
    travelling = true;
    try {
      const body = new URLSearchParams(new FormData($("answers")));
      if (button?.name) body.set(button.name, button.value);
      const reply = await fetch($("answers").action, { method: "POST", body, headers: headers(), signal: AbortSignal.timeout(15000) });
      if (reply.status >= 500 || reply.status === 429) throw reply.status;
      arrived();
      leaving = null;
      const target = reply.headers.get("HX-Redirect");
      if (target) return location.assign(target);
      if (reply.status === 403 || reply.status === 404) return location.reload();
      await replace(await reply.text());
      say("");
      const first = document.querySelector("#answers .error");
      if (first) { $("wrong")?.scrollIntoView({ block: "nearest" }); announce($("wrong")?.textContent ?? ""); }
      else if ($("more")) announce($("more").textContent);
      travelling = false;
    } catch {
      travelling = false;
      failed();
    }
  };

  /** The page as the server sees it; what has not been saved stays as it was typed. */
  const replace = async (text) => {
    await htmx.swap({ text, sourceElement: $("step"), target: $("step"), swap: "outerMorph" });
    for (const [name, { pairs }] of pending) fill(name, pairs);
  };

  /** Put kept fields into a question that shows others. Events tell questions.js, which may draw more of them. */
  const fill = (name, pairs) => {
    const box = boxOf(name);
    if (!box || same(pairsOf(box), pairs)) return;
    const left = [...pairs];
    const places = box.querySelector(".places");
    for (const [, choice] of places ? pairs : []) places.append(box.querySelector(`[data-choice="${CSS.escape(choice)}"]`) ?? "");
    for (const item of box.querySelectorAll("[data-choice]")) {
      const ranked = pairs.some(([, choice]) => choice === item.dataset.choice);
      item.querySelector("input").disabled = !ranked;
      if (!ranked) box.querySelector(".waiting").append(item);
    }
    for (let at = 0; at < fieldsIn(box).length; at += 1) {
      const field = fieldsIn(box)[at];
      const tick = /^(radio|checkbox)$/.test(field.type);
      const found = left.findIndex(([key, value]) => key === field.name && (!tick || value === field.value));
      if (tick) field.checked = found >= 0;
      else if (found >= 0) field.value = left[found][1];
      if (found >= 0) left.splice(found, 1);
      if (/^text/.test(field.type)) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const questionOf = (target) => target.closest?.("[data-question]")?.dataset.question;
  document.addEventListener("input", ({ target, isTrusted }) => {
    const name = questionOf(target);
    if (name && isTrusted) changed(name, /^(text|textarea|search|date)$/.test(target.type) ? PAUSE : 0);
  });
  document.addEventListener("change", ({ target, isTrusted }) => {
    const name = questionOf(target);
    if (name && (!isTrusted || pending.has(name) || !/^(text|textarea|search)$/.test(target.type))) changed(name, 0);
  });
  // Bubbling: who has something to do with a button before (questions.js) prevents it.
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.id !== "answers" || event.defaultPrevented || submitter?.name === "language") return;
    event.preventDefault();
    leaving = submitter ?? $("answers").querySelector("[name=go]");
    for (const answer of pending.values()) answer.wrong = false;
    send();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (document.hidden && pending.size) send(); });

  /** Whether a field is not as the page brought it. */
  const touched = (field) => /^(radio|checkbox)$/.test(field.type) ? field.checked !== field.defaultChecked
    : field.options ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected))
      : field.value !== field.defaultValue;

  for (const [name, pairs] of kept("answers") ?? []) {
    pending.set(name, { pairs });
    fill(name, pairs);
  }
  // On a slow network people answer before this script has come.
  for (const { dataset: { question: name } } of document.querySelectorAll("[data-question]"))
    if (!pending.has(name) && fieldsIn(boxOf(name)).some(touched)) pending.set(name, { pairs: pairsOf(boxOf(name)) });
  remember();
  if (here().length) { say("saving"); send(); }
})();
