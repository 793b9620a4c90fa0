"""What holds for every page, whoever it is for: WCAG, and nothing wider than the screen."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

from tests.journeys.browsing import ask_page

AXE = Path(__file__).parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
NARROW: ViewportSize = {"width": 320, "height": 640}
"""What is left of a screen of 1280 at a zoom of 400 %."""


@cache
def source() -> str:
    return AXE.read_text(encoding="utf-8")


_readable: set[str] = set()
"""Colours of text on what is behind it in which contrast has been found to be enough."""


def violations(page: Page, *rules: str) -> list[str]:
    """What the page does against WCAG 2.2 AA, or these rules of it: rule, element, and why.

    Contrast takes as long as all the rest. It is decided by colours, size and weight: it is looked
    at where a page has a set of these that no page had before.

    Looked at in a window as high as the page: what a foot that stays in sight covers for a moment
    can be scrolled to, and is not too small for that.
    """
    # A button that has just changed its meaning, or waits for its answer, is dimmed for a moment,
    # and colours fade.
    page.wait_for_function(
        """() => !document.querySelector("[data-settling], form.htmx-request")
            && document.getAnimations().every((one) => one.playState !== "running")"""
    )
    size = page.viewport_size
    assert size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    colours = set(ask_page(page, COLOURS))
    found = _found(page, rules, not colours <= _readable)
    if not found:
        _readable.update(colours)
    page.set_viewport_size(size)
    return found


COLOURS = """() => {
    const found = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        if (!texts.currentNode.data.trim()) continue;
        const element = texts.currentNode.parentElement;
        if (!element.checkVisibility()) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const control = element.closest("label")?.control;
        const off = element.closest(":disabled, [aria-disabled=true]") || control?.disabled;
        const looks = [color, fontSize, fontWeight, off ? "off" : ""];
        for (let behind = element; behind; behind = behind.parentElement) {
            const style = getComputedStyle(behind);
            looks.push(style.backgroundColor, style.backgroundImage, style.opacity);
        }
        const nothing = ["rgba(0, 0, 0, 0)", "none", "1"];
        found.add(looks.filter((one) => !nothing.includes(one)).join(" "));
    }
    return [...found];
}"""
"""Of each text that is seen: its colour, size and weight, and all that is behind it."""


def _found(page: Page, rules: tuple[str, ...], colours: bool) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())  # past the content security policy, as a developer's console is
    found: Any = page.evaluate(
        "options => axe.run({...options, resultTypes: ['violations'], preload: false})",
        {
            "runOnly": {"type": "rule" if rules else "tag", "values": rules or TAGS},
            "rules": {"color-contrast": {"enabled": colours}},
        },
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def wider_than_the_screen(page: Page) -> list[str]:
    """The outermost elements that reach beyond its side, if the page scrolls sideways."""
    found: list[str] = ask_page(
        page,
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const out = [...document.querySelectorAll("body *")].filter((element) => {
                const box = element.getBoundingClientRect();
                return box.right > root.clientWidth + 1 || box.left < -1;
            });
            const outermost = out.filter((element) => !out.includes(element.parentElement));
            return [`${root.scrollWidth} px`, ...outermost.map((element) =>
                element.cloneNode().outerHTML.slice(0, 150))];
        }""",
    )
    return found


def open_everything(page: Page) -> None:
    """Unfold what is folded, and one menu of each kind: more are never open at once."""
    page.evaluate(
        """() => {
            const kinds = new Set();
            for (const one of document.querySelectorAll("details")) {
                one.open = !one.matches(".menu") || !kinds.has(one.className);
                kinds.add(one.className);
            }
        }"""
    )
