/**
 * timer.js: counts down what `data-ends-at` (milliseconds since 1970, by the server's clock) says. It closes nothing.
 *
 * The page's `<meta name="server-now">` tells how wrong the clock of this device is. Spoken: at five minutes, at one,
 * and at the end; `data-five`, `data-one` and `data-over` hold the words.
 */
(() => {
  "use strict";
  const MARKS = [[300, "five"], [60, "one"], [0, "over"]]; // seconds
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const arrived = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
  const server = Number(document.querySelector("meta[name=server-now]")?.content);
  const ahead = server ? server - arrived : 0;

  /** Seconds as 9:05 or 1:09:05. @param {number} seconds */
  const written = (seconds) => {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const rest = String(seconds % 60).padStart(2, "0");
    return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
  };

  let end = ""; // of the timer that was shown last
  let before = 0; // what it had left then
  const draw = () => {
    const clocks = document.querySelectorAll("[data-ends-at]");
    for (const clock of clocks) {
      const left = Math.max(0, Math.ceil((Number(clock.dataset.endsAt) - Date.now() - ahead) / 1000));
      const step = !calm.matches ? 1 : left > 60 ? 60 : 10; // who wants no motion sees it seldom change
      const words = left ? written(Math.ceil(left / step) * step) : clock.dataset.over;
      if (clock.textContent !== words) clock.textContent = words;
      clock.toggleAttribute("data-counts", left > 0); // else it holds words, which need another room on the wall
      if (clock !== clocks[0]) continue;
      if (clock.dataset.endsAt === end) {
        const passed = MARKS.find(([mark]) => before > mark && left <= mark);
        if (passed) window.klebepunkt.announce(clock.dataset[passed[1]]);
      }
      [end, before] = [clock.dataset.endsAt, left];
    }
  };

  // At the moment of a change, too: a frame brings the end, and nobody shall see it flash by.
  new MutationObserver(draw).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ["data-ends-at"] });
  setInterval(draw, 250);
  draw();
})();
