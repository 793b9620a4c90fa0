/**
 * live.js: follows the room, and speaks to screen readers. Every page loads it.
 *
 * Server: `follow(url)` in _macros.html writes an element with `hx-sse:connect`. Unnamed messages are whole frames.
 * A named message `beat` every 15 s or so shows that the line is alive; where none ever comes, silence means nothing. `url?poll` answers the newest frame as HTML,
 * with an ETag, for networks that swallow streams.
 */
(() => {
  "use strict";
  const FIRST_FRAME = 5000; // ms without a first frame: ask by polling, too
  const SILENCE = 40000; // ms without a beat: the line is dead, although nobody said so
  const POLL = 4000;
  const LOOK_AGAIN = 700;
  const STREAM_AGAIN = 30000;
  const SENT_AWAY = [401, 403, 404]; // answers that mean: this page is not for this person, or not any more

  /** Say one sentence once, politely. The pause lets a repeated sentence be heard again. @param {string} text */
  const announce = (text) => {
    const region = document.getElementById("announcer");
    if (!region || !text) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text.trim(); }, 60);
  };

  /** Announce what an answer brought: an element with `data-announce` is read out once. */
  const announceNews = () => {
    for (const news of document.querySelectorAll("[data-announce]")) {
      news.removeAttribute("data-announce");
      announce(news.textContent);
    }
  };

  /** Do not go on showing the page; but a phone knows where its person is instead (steps.js). */
  const sentAway = () => {
    if (document.dispatchEvent(new Event("klebepunkt:sent-away", { cancelable: true }))) location.reload();
  };

  let lost = false;
  /** Show the discreet bar when the line is gone, and for a moment when it is back. @param {boolean} gone */
  const lineIs = (gone) => {
    const bar = document.getElementById("connection");
    if (!bar || gone === lost) return;
    lost = gone;
    bar.dataset.state = gone ? "lost" : "back";
    bar.textContent = gone ? bar.dataset.lost : bar.dataset.back;
    bar.hidden = false;
    announce(bar.textContent);
    if (gone) return;
    setTimeout(() => { if (!lost) bar.hidden = true; }, 3000);
    document.dispatchEvent(new Event("klebepunkt:back")); // what waits can be sent
  };

  /** Keeps one element up to date: by its stream, or by polling while there is none. */
  class Follower {
    /** @param {HTMLElement} element */
    constructor(element) {
      this.element = element;
      this.url = element.getAttribute("hx-sse:connect");
      this.shown = null; // text of the newest polled frame
      this.heard = this.tried = Date.now();
      this.streaming = false;
      this.beats = false;
      this.asked = 0;
      const on = (names, act) => names.forEach((name) => element.addEventListener(name, (event) => {
        if (event.target === element) act();
      }));
      on(["htmx:sse:after:connection"], () => { this.tried = Date.now(); });
      on(["htmx:sse:after:message"], () => { this.heard = Date.now(); this.streaming = true; this.shown = null; lineIs(false); });
      on(["beat"], () => { this.beats = true; });
      on(["htmx:sse:error", "htmx:error", "htmx:response:error", "htmx:sse:close"], () => { this.streaming = false; this.poll(); });
    }

    /** Once a second: is the stream alive, is it time to poll, is it time to try a stream again? */
    tick() {
      if (document.hidden) { this.heard = this.tried = Date.now(); return; }
      const now = Date.now();
      if (this.streaming && this.beats && now - this.heard > SILENCE) { this.streaming = false; this.hurry(); }
      if (this.streaming || now - Math.max(this.heard, this.tried) < FIRST_FRAME && !lost) return;
      if (now - this.asked >= POLL) this.poll();
      if (now - this.tried > STREAM_AGAIN) { this.tried = now; this.hurry(); }
    }

    /** Ask once for the newest frame. The browser keeps the ETag, so an unchanged frame costs a 304. */
    async poll(again = false) {
      if (document.hidden || !again && Date.now() - this.asked < 1000) return;
      const asked = this.asked = Date.now();
      try {
        const address = this.url + (this.url.includes("?") ? "&" : "?") + "poll";
        const answer = await fetch(address, { cache: "no-cache", headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(8000) });
        if (answer.status >= 500) throw new Error(String(answer.status));
        lineIs(false);
        if (SENT_AWAY.includes(answer.status)) return sentAway();
        const text = await answer.text();
        if (!answer.ok || this.streaming && !again || this.heard >= asked) return; // the stream has said more since
        if (text === this.shown && !again) return;
        this.shown = text;
        await htmx.swap({ text, sourceElement: this.element, target: this.element, swap: "innerMorph" });
      } catch { lineIs(true); }
    }

    /**
     * An answer has drawn what somebody has just done. It may have come after a newer frame; and where that was taken back
     * at once, no frame follows, for it would be the one before. So look once more.
     */
    lookAgain() {
      clearTimeout(this.again);
      this.again = setTimeout(() => this.poll(true), LOOK_AGAIN);
    }

    /** Try the stream now: wake the extension if it waits or hangs, start it anew if it has given up. */
    hurry() {
      const live = this.element._htmx?.sse;
      if (!live) htmx.process(this.element, true);
      else if (live.delayCanceller) live.delayCanceller();
      else live.reader?.cancel();
    }
  }

  const followers = new Map();
  const findFollowers = () => {
    for (const [element] of followers) if (!element.isConnected) followers.delete(element);
    for (const element of document.querySelectorAll("[hx-sse\\:connect]")) {
      if (!followers.has(element)) followers.set(element, new Follower(element));
    }
  };

  document.addEventListener("htmx:after:swap", () => { announceNews(); findFollowers(); });
  // Before: afterwards the button that was pressed may be gone, and its event with it.
  document.addEventListener("htmx:before:swap", (event) => {
    const { method } = event.detail.ctx?.request ?? {};
    if (method && method !== "GET") followers.forEach((one) => one.lookAgain());
  });
  addEventListener("online", () => followers.forEach((one) => { one.hurry(); one.poll(); }));
  // A stream that is open may still have something in its pipe: only one that is opened anew is proof of a line.
  addEventListener("offline", () => { if (followers.size) lineIs(true); followers.forEach((one) => one.hurry()); });
  /** Something did not arrive: is it the line? */
  const check = () => followers.forEach((one) => one.poll());
  document.addEventListener("htmx:error", check);
  // A page from the back-forward memory shows the past: ask for the present.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  // An open menu closes by Escape, by a tap beside it and when something in it was chosen.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".sheet .item")) menu.open = false;
    }
  });

  window.klebepunkt = { announce, check, sentAway, SENT_AWAY };
  findFollowers();
  setInterval(() => followers.forEach((one) => one.tick()), 1000);
})();
