/**
 * ideas.js: what is there already, while somebody writes: an idea that says much the same, and the ideas of others.
 * Both stand below what is typed and never move it.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, headers } = window.klebepunkt;
  const SHORTEST = 8; // characters, as in workshops/measures/rules.py
  const SETTLED = 600; // ms without a letter

  let timer = 0;
  let asking = null;
  let said = "";
  const fieldOf = (form) => new FormData(form).get("field_id") ?? "";

  /** Room for the hint is made while people type, so that nothing moves when it comes. */
  const wrote = (form) => {
    const text = form.elements.text.value.trim();
    const long = text.length >= SHORTEST && Boolean(fieldOf(form));
    form.toggleAttribute("data-long", long);
    clearTimeout(timer);
    asking?.abort();
    if (long) timer = setTimeout(() => lookUp(form, text), SETTLED);
    else $("similar")?.replaceChildren();
  };

  const lookUp = async (form, text) => {
    asking = new AbortController();
    try {
      const asked = new URLSearchParams({ field_id: fieldOf(form), text });
      const answer = await fetch(form.dataset.similar + "?" + asked, { headers: headers(), signal: asking.signal });
      const html = await answer.text();
      const target = $("similar");
      if (!answer.ok || !target || form.elements.text.value.trim() !== text) return;
      await htmx.swap({ text: html, sourceElement: target, target, swap: "outerMorph" });
      const words = $("similar").textContent.trim();
      if (words && words !== said) announce(words);
      said = words || said;
    } catch { /* a hint, no more: without it people write on */ }
  };

  // --- What the moderator and others do, while this page is open ---------------------------------------------------

  const OTHERS = 1500; // ms: not all phones in the same instant
  const OWN = 4000; // ms: less urgent, and every phone with an idea that waits asks
  let news = $("room")?.dataset.news;
  let due = 0;
  let ownDue = 0;
  const fetchOthers = async () => {
    const box = $("others");
    const form = $("propose");
    if (!box?.open || !form) return;
    const asked = new URLSearchParams({ field_id: fieldOf(form) });
    const list = $("others-list");
    if (list.dataset.shown && list.dataset.field === fieldOf(form)) asked.set("shown", list.dataset.shown);
    await htmx.ajax("GET", box.dataset.url + "?" + asked, { source: list, target: list, swap: "outerMorph" });
  };

  /** What has become of one's own ideas; later while one of them is open for a change. */
  const fetchOwn = async () => {
    ownDue = 0;
    const list = $("own");
    if (!list?.querySelector("[data-undecided]")) return;
    if (list.querySelector("details[open]")) return waitForOwn();
    await htmx.ajax("GET", $("step").dataset.url, { source: list, target: list, select: "#own", swap: "outerMorph" });
  };
  const waitForOwn = () => { ownDue ||= setTimeout(fetchOwn, Math.random() * OWN); };

  /** The moderator has decided on ideas, or the room has new ones. */
  const hear = () => {
    const now = $("room")?.dataset.news;
    if (now === news) return;
    news = now;
    if ($("own")) waitForOwn();
    if (!$("others")?.open) return;
    clearTimeout(due);
    due = setTimeout(fetchOthers, Math.random() * OTHERS);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.id !== "propose") return;
    if (["text", "field_id"].includes(event.target.name)) wrote(form);
    if (event.target.name === "field_id") fetchOthers();
  });
  document.addEventListener("toggle", (event) => { if (event.target.id === "others") fetchOthers(); }, true);
  document.addEventListener("htmx:after:swap", hear);
})();
