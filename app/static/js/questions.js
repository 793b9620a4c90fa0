/**
 * questions.js: what a question does at once that the server would do at the next page. Without it every button sends the
 * form. After a button has changed something, the field or the question sends `change`, as if somebody had done it by hand.
 */
(() => {
  "use strict";
  const NEAR = 50; // characters left from which on the number is said
  const announce = (text) => window.klebepunkt?.announce(text);
  const changed = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));
  const questionOf = (field) => field.closest(".question");

  // --- Choices -----------------------------------------------------------------------------------------------------

  /** What goes with nothing else takes the others off, and is taken off by them. @param {HTMLInputElement} box */
  const exclude = (box) => {
    if (box.type !== "checkbox" || !box.checked) return;
    const alone = "exclusive" in box.dataset;
    for (const other of box.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.name)}"]`)) {
      if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
    }
  };

  // --- No answer ---------------------------------------------------------------------------------------------------

  const noneOf = (question) => question.querySelector('input[name$="-none"][value="yes"]');
  const typedIn = (question) => [...question.querySelectorAll("input[type=text], input[type=date], textarea")];

  /** "No answer" empties the fields, and gives back what stood there when it is taken off again. */
  const none = (box) => {
    const question = questionOf(box);
    for (const field of typedIn(question)) {
      if (box.checked) { field.dataset.before = field.value; field.value = ""; }
      else { field.value ||= field.dataset.before ?? ""; }
      count(field);
    }
    if (box.checked) for (const item of question.querySelectorAll(".places li")) put(item, question.querySelector(".waiting"));
    left(question);
  };

  /** Whoever answers has an answer. */
  const answers = (question) => {
    const box = question && noneOf(question);
    if (box) box.checked = false;
  };

  // --- Texts -------------------------------------------------------------------------------------------------------

  /** How many characters are left, near the end. The server counts whole characters, too. */
  const count = (field) => {
    const words = document.getElementById(field.id + "-left");
    if (!words || !field.dataset.most) return;
    const rest = Number(field.dataset.most) - [...field.value.trim()].length;
    words.hidden = rest > NEAR;
    words.classList.toggle("error", rest < 0);
    const said = (rest < 0 ? words.dataset.over : words.dataset.left).replace("{n}", String(Math.abs(rest)));
    if (!words.hidden && words.textContent !== said && (rest < 0 || rest % 10 === 0)) announce(said);
    words.textContent = said;
  };

  // --- Points ------------------------------------------------------------------------------------------------------

  /** Points in a field; what is no number counts nothing here, and is refused by the server. Digits may be of any script. */
  const pointsIn = (field) => {
    const plain = field.value.trim().replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
    return /^\d{1,9}$/.test(plain) ? Number(plain) : 0;
  };

  const restOf = (question) => {
    const words = question.querySelector(".left[data-total]");
    return words && Number(words.dataset.total) - [...question.querySelectorAll(".pointed input")].reduce((sum, field) => sum + pointsIn(field), 0);
  };

  /** Say how many points are left. */
  const left = (question, aloud = false) => {
    const words = question.querySelector(".left[data-total]");
    if (!words) return;
    const rest = restOf(question);
    words.classList.toggle("over", rest < 0);
    words.textContent = (rest < 0 ? words.dataset.over : words.dataset.left).replace("{n}", String(Math.abs(rest)));
    if (aloud) announce(words.textContent);
  };

  /** A point more or less. */
  const point = (question, button, verb) => {
    const field = button.parentElement.querySelector("input");
    const step = verb === "more" ? 1 : -1;
    if (!/^$|^[\d٠-٩۰-۹]+$/.test(field.value.trim())) return field.focus();
    if (step > 0 && restOf(question) === 0) return left(question, true);
    field.value = String(Math.max(0, pointsIn(field) + step) || "");
    answers(question);
    left(question, true);
    changed(field);
  };

  // --- Ranking -----------------------------------------------------------------------------------------------------

  const nameOf = (item) => item.querySelector(".label").textContent.trim();

  /** Into a list, before another item or at its end; only what has a place is sent. */
  const put = (item, list, before = null) => {
    list.insertBefore(item, before);
    item.querySelector("input").disabled = list.className !== "places";
  };

  /** One place up or down, in or out; the focus stays with what was moved. */
  const rank = (question, button, verb) => {
    const item = button.closest("li");
    const places = question.querySelector(".places");
    if (verb === "in") put(item, places);
    else if (verb === "out") put(item, question.querySelector(".waiting"));
    else if (verb === "up" && item.previousElementSibling) put(item, places, item.previousElementSibling);
    else if (verb === "down" && item.nextElementSibling) put(item, places, item.nextElementSibling.nextElementSibling);
    answers(question);
    const seen = [button, ...item.querySelectorAll("button")].find((one) => one.offsetParent && getComputedStyle(one).visibility === "visible");
    (verb === "in" ? question.querySelector(".waiting button") ?? seen : seen)?.focus();
    const { said, out } = question.querySelector(".ranking").dataset;
    const place = [...places.children].indexOf(item) + 1;
    announce((place ? said : out).replace("{choice}", nameOf(item)).replace("{place}", String(place)));
    changed(question);
  };

  // --- Four fields -------------------------------------------------------------------------------------------------

  /** There is always an empty field, until no more fit. */
  const grow = (quadrant) => {
    const fields = [...quadrant.querySelectorAll("textarea")];
    const last = fields.at(-1);
    quadrant.querySelector(".more").hidden = true;
    if (!last?.value.trim() || fields.length >= Number(quadrant.dataset.most)) return;
    const next = last.cloneNode();
    next.value = "";
    next.removeAttribute("id");
    next.setAttribute("aria-label", last.getAttribute("aria-label").replace(String(fields.length), String(fields.length + 1)));
    last.after(next);
  };

  // -----------------------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.('.question button[name="move"]');
    if (!button) return;
    event.preventDefault();
    const question = questionOf(button);
    const verb = button.value.split(":")[1];
    if (question.dataset.kind === "points") point(question, button, verb);
    else rank(question, button, verb);
  });

  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.(".question input")) return;
    if (target === noneOf(questionOf(target))) none(target);
    else exclude(target);
  }, true);

  document.addEventListener("input", ({ target }) => {
    const question = target.matches?.(".question :is(input[type=text], input[type=date], textarea)") && questionOf(target);
    if (!question) return;
    const chosen = document.getElementById(target.dataset.chooses ?? "");
    if (chosen && target.value) { chosen.checked = true; exclude(chosen); }
    if (target.value) answers(question);
    count(target);
    left(question);
    const quadrant = target.closest(".quadrant");
    if (quadrant) grow(quadrant);
  });

  const begin = () => {
    document.querySelectorAll(".quadrant").forEach(grow);
    document.querySelectorAll(".question [data-most]:is(input, textarea)").forEach(count);
  };
  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
