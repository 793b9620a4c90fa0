/**
 * steps.js: the page follows the room. The stream tells only which step the room is at; what a person sees there is their
 * own page, fetched once. Without it the page reloads by itself, or by a link.
 */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const { announce, dotsTravel, saveDrafts, SENT_AWAY } = window.klebepunkt;

  const AGAIN = 3000; // ms after a fetch that brought nothing
  const SPREAD = 500; // ms: not all phones in the same instant

  let fetching = false;
  let heard = null; // the room's step that came last
  let away = false; // since then the server shows this page no more: the group has gone, or its person is in another one
  /** Words that are not saved yet, or a field with words that somebody is in: the server may have brought them back as a draft. */
  const typing = () => [...document.querySelectorAll("#step textarea, #step input[type=text]")]
    .some((field) => field.value.trim() && (field.value !== field.defaultValue || field === document.activeElement));
  /** Only the content is another (a measure came or went): who reads or writes keeps their place, and their focus. */
  const sameStep = (one, other) => one.split(".").slice(0, 2).join() === other.split(".").slice(0, 2).join();

  /** The offer to go on covers nothing that is being written: it stands at the edge of what is seen that covers less of it. */
  const place = () => {
    const banner = $("moved-on");
    if (!banner || banner.hidden) return;
    const field = document.activeElement?.matches("input, textarea, select") ? document.activeElement.getBoundingClientRect() : { top: 0, bottom: 0 };
    const { offsetTop, height } = window.visualViewport ?? { offsetTop: 0, height: innerHeight }; // without the keyboard on the screen
    const size = banner.offsetHeight;
    const covered = (top) => Math.max(0, Math.min(field.bottom, top + size) - Math.max(field.top, top));
    const edges = [offsetTop, offsetTop + height - size];
    edges.sort((one, other) => covered(one) - covered(other));
    banner.style.insetBlockStart = `${edges[0]}px`;
  };

  /** Who is typing is not thrown out. */
  const offer = () => {
    const banner = $("moved-on");
    if (banner?.hidden) { banner.hidden = false; place(); announce(banner.querySelector("p").textContent); }
  };

  const follow = (force = false) => {
    const room = $("room")?.dataset.step;
    const shown = $("step")?.dataset.step;
    if (!room || !shown || fetching) return;
    if (room !== heard) [heard, away] = [room, false];
    if (away) return force || !typing() ? location.assign($("step").dataset.home) : offer();
    if (room === shown) return void $("moved-on")?.setAttribute("hidden", "");
    if (typing() && !sameStep(room, shown) && !force) return offer();
    if (dotsTravel()) return void setTimeout(follow, 200); // let the last tap arrive first
    fetching = true;
    setTimeout(fetchStep, force ? 0 : Math.random() * SPREAD, force);
  };

  /** One fetch at a time: the next would be for an element that this one replaces. */
  const fetchStep = async (force) => {
    const room = $("room").dataset.step;
    const step = $("step");
    const before = step.dataset.step;
    const same = sameStep(room, before);
    const had = step.contains(document.activeElement);
    await saveDrafts();
    await htmx.ajax("GET", step.dataset.url, { source: step, target: step, swap: same ? "outerMorph" : "outerHTML" });
    fetching = false;
    if (away) return follow(force);
    const brought = $("step").dataset.step !== before;
    if (brought) tell(same, had);
    if ($("room").dataset.step !== room) follow(); // the room has gone on meanwhile
    else if (!brought) setTimeout(follow, AGAIN);
  };

  /** The page may not know all that is its person's own: the step anew, in its place. */
  const renewStep = async () => {
    if (fetching) return;
    fetching = true;
    await fetchStep();
  };

  /** What has come is said, and shown from its beginning if it is another step. */
  const tell = (same, had) => {
    $("moved-on")?.setAttribute("hidden", "");
    if (same) return announce($("step").dataset.changed ?? "");
    const title = document.querySelector("#step h1");
    if (!title) return;
    if (had) { title.tabIndex = -1; title.focus({ preventScroll: true }); }
    scrollTo({ top: 0 });
    announce(title.textContent);
  };

  /** What was in focus is folded away or gone: the idea it belongs to is in focus. */
  const refocus = (source) => {
    const own = source?.closest?.(".own")?.id;
    const active = document.activeElement;
    if (own && (active === document.body || !active?.getClientRects().length)) $(own)?.querySelector("summary, button")?.focus();
  };

  window.klebepunkt.renewStep = renewStep;
  // What somebody has unfolded in a result to read it stays so when the result changes.
  htmx.registerExtension("unfolded", {
    htmx_before_morph_attr: (element, { attrName, newValue }) => attrName !== "open" || newValue !== null || !element.matches(".all-results, .sources"),
  });

  for (const what of ["scroll", "focusin", "input"]) document.addEventListener(what, place, { passive: true });
  for (const what of ["scroll", "resize"]) window.visualViewport?.addEventListener(what, place);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#moved-on a") && $("step")) { event.preventDefault(); follow(true); }
  });
  document.addEventListener("klebepunkt:sent-away", (event) => {
    if (!$("step")) return;
    event.preventDefault();
    away = true;
    follow();
  });
  // Sent away, or led elsewhere, perhaps by an answer that was asked for before somebody began to type.
  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement, response, hx } = event.detail.ctx;
    if (sourceElement?.id !== "step" || !(SENT_AWAY.includes(response?.status) || hx?.redirect)) return;
    event.preventDefault();
    away = true;
    if (!fetching) follow();
  });
  document.addEventListener("htmx:after:swap", (event) => { refocus(event.detail.ctx?.sourceElement); follow(); });
  follow();
})();
