"""Failure 15: what is put in order by dragging cannot be put in order on many a phone.

On a touch screen, with taps alone: steps of an agenda, entries of a concept, ideas that become one.
And no page or script of ours knows anything that only a dragging finger does.
"""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import StorageState, expect

from tests.builders import a_concept, a_workshop
from tests.journeys.conftest import OpenPage, Write

ROOT = Path(__file__).parents[2]
DRAGGING = re.compile(
    r"draggable\s*=|ondrag|ondrop|type=.range|[\"'](drag\w*|drop|(pointer|touch|mouse)move)[\"']"
)


def touching(open_page: OpenPage, office: StorageState, path: str) -> Any:
    """A phone of the office, as Android shows it."""
    return open_page(path, language="en", storage_state=office, has_touch=True, is_mobile=True)


def test_the_steps_of_an_agenda_are_put_in_order_by_taps(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop)
    page = touching(open_page, office, f"/moderation/{cast.code}/agenda")
    titles = page.locator("#lines ol .agenda-line strong")
    expect(titles).to_have_text(["Arrive", "Collect ideas", "Vote", "Results"])
    page.locator(f"#up-{cast.steps['vote']}").tap()
    expect(titles).to_have_text(["Arrive", "Vote", "Collect ideas", "Results"])
    page.locator(f"#down-{cast.steps['vote']}").tap()
    expect(titles).to_have_text(["Arrive", "Collect ideas", "Vote", "Results"])


def test_the_entries_of_a_concept_are_put_in_order_by_taps(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_concept, fields=3, measures=0)
    page = touching(open_page, office, f"/concepts/{cast.name}")
    first, second, third = cast.fields
    entries = page.locator("#tree-all > li")
    page.locator(f"#down-n{first}").tap()
    expect(entries.first).to_have_id(f"n{second}")
    page.locator(f"#down-n{first}").tap()
    expect(entries.nth(1)).to_have_id(f"n{third}")
    page.locator(f"#up-n{third}").tap()
    expect(entries.first).to_have_id(f"n{third}")


def test_ideas_are_put_together_by_taps(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop, "collect", fields=1, measures=3)
    page = touching(open_page, office, f"/moderation/{cast.code}/merging")
    one, other = cast.measures[:2]
    for measure in (one, other):
        page.locator(f"#pick-{measure}").tap()
    page.locator("#merge-chosen").tap()
    expect(page.locator(f"#merged-{one}")).to_be_visible()
    page.locator(f"#unmerge-{other}").tap()
    expect(page.locator(f"#merged-{one}")).to_have_count(0)


def test_no_page_or_script_knows_of_dragging() -> None:
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "app/static/js").rglob("*.js")]
    guilty = {p.name: found.group() for p in sources if (found := DRAGGING.search(p.read_text()))}
    assert sources
    assert guilty == {}
