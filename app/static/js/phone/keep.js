/**
 * keep.js: what has not reached the server yet stays on this phone, across a reload. The other scripts in this folder use it.
 * What is kept belongs to one person in one workshop: on a shared tablet the next person neither sees nor sends it.
 */
(() => {
  "use strict";
  const memory = new Map(); // where the browser lets us keep nothing (private windows)
  const step = () => document.getElementById("step")?.dataset ?? {};
  const keyOf = (name) => `klebepunkt/${step().room}/${name}`;

  /** What was kept under this name, or null. @param {string} name */
  const kept = (name) => {
    if (!step().me) return null;
    let text = memory.get(keyOf(name));
    try {
      text ??= localStorage.getItem(keyOf(name));
      const found = JSON.parse(text ?? "null");
      return found?.me === step().me ? found.what : null;
    } catch { return null; }
  };

  /** Keep it; null: it is saved, or sent. @param {string} name @param {unknown} what */
  const keep = (name, what) => {
    if (!step().me) return;
    const key = keyOf(name);
    memory.delete(key);
    const text = what === null ? null : JSON.stringify({ me: step().me, what });
    try { text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text); } catch { if (text !== null) memory.set(key, text); }
  };

  /** The headers of a request that changes something. */
  const headers = () => ({ ...JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}"), "HX-Request": "true" });

  /** Which step of the agenda the page shows. */
  const stepId = () => step().step?.split(".")[0] ?? "";

  Object.assign(window.klebepunkt, { kept, keep, headers, stepId });
})();
