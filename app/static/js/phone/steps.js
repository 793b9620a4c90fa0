/**
 * steps.js: the page follows the room. The stream tells only which step the room is at; what a person sees there is their
 * own page, fetched once. Without it the page reloads by itself, or by a link.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, dotsTravel, saveDrafts } = window.klebepunkt;

  let fetched = "";
  const typing = () => [...document.querySelectorAll("#step textarea, #step input[type=text]")].some((field) => field.value.trim() && field.value !== field.defaultValue);
  const follow = (force = false) => {
    const room = $("room")?.dataset.step;
    const step = $("step");
    if (!room || !step || room === fetched) return;
    if (room === step.dataset.step) return void $("moved-on")?.setAttribute("hidden", "");
    // Only the content is another (a measure came or went): who reads or writes keeps their place, and their focus.
    const same = room.split(".").slice(0, 2).join() === step.dataset.step.split(".").slice(0, 2).join();
    if (typing() && !same && !force) {
      const banner = $("moved-on");
      if (banner?.hidden) { banner.hidden = false; announce(banner.querySelector("p").textContent); }
      return;
    }
    if (dotsTravel()) return void setTimeout(follow, 200); // let the last tap arrive first
    fetched = room;
    // Not all phones in the same instant: spread over half a second.
    setTimeout(async () => {
      const had = step.contains(document.activeElement);
      const before = step.dataset.step;
      await saveDrafts();
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

  /** What was in focus is folded away or gone: the idea it belongs to is in focus. */
  const refocus = (source) => {
    const own = source?.closest?.(".own")?.id;
    const active = document.activeElement;
    if (own && (active === document.body || !active?.getClientRects().length)) $(own)?.querySelector("summary, button")?.focus();
  };

  // What somebody has unfolded in a result to read it stays so when the result changes.
  htmx.registerExtension("unfolded", {
    htmx_before_morph_attr: (element, { attrName, newValue }) => attrName !== "open" || newValue !== null || !element.matches(".all-results, .sources"),
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#moved-on a") && $("step")) { event.preventDefault(); follow(true); }
  });
  document.addEventListener("htmx:after:swap", (event) => { refocus(event.detail.ctx?.sourceElement); follow(); });
  follow();
})();
