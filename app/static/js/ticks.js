/**
 * ticks.js: how many measures are ticked, beside the button that does something with them.
 */
(() => {
  "use strict";
  const count = () => {
    const all = document.querySelectorAll("[name=measure]:checked").length;
    const said = document.getElementById("ticks");
    if (said) said.textContent = all ? said.dataset.words.replace("#", new Intl.NumberFormat(document.documentElement.lang).format(all)) : "";
  };
  document.addEventListener("change", (event) => { if (event.target.matches?.("[name=measure]")) count(); });
  document.addEventListener("htmx:after:swap", count);
  addEventListener("pageshow", count); // also when the browser comes back to what was ticked
})();
