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


def violations(page: Page, *rules: str, colours: bool = True) -> list[str]:
    """What the page does against WCAG 2.2 AA, or these rules of it: rule, element, and why.

    `colours`: their contrast as well, which takes as long as all the rest.

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
    found = _found(page, rules, colours)
    page.set_viewport_size(size)
    return found


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
