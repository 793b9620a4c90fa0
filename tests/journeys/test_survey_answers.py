"""A survey on three phones: one reads Arabic, one runs no script, one loses its network."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.models import Response, Run
from tests.journeys.browsing import OpenPage
from tests.journeys.conftest import Write
from tests.journeys.test_offline import OFFLINE
from tests.surveys.answering.cast import a_run


def answered(session: Session, run: str) -> list[tuple[str, dict[str, Any], bool]]:
    """Language, answers, and whether they have come to the end: of all, by language and answers."""
    query = select(Response).join(Run, Run.id == Response.run_id).where(Run.code == run)
    rows = [(one.language, one.answers, one.finished) for one in session.scalars(query)]
    return sorted(rows, key=str)


def on(page: Page, place: int) -> None:
    """Press the button that goes on, and get there."""
    page.locator(".main[name=go]").click()
    expect(page).to_have_url(f"{page.url.rpartition('/')[0]}/{place}")


def test_three_phones_answer_one_survey(open_page: OpenPage, write: Write) -> None:
    run = write(a_run)

    arabic = open_page(f"/s/{run}", language="ar")
    expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
    late: list[Route] = []
    arabic.route("**/phone/survey.*.js", lambda route: late.append(route), times=1)
    arabic.locator("#begin").click(no_wait_after=True)
    arabic.locator("[name=q-kids][value=yes]").check()  # before the script has come
    late[0].continue_()
    count = arabic.locator("[name=q-count]")  # which only this answer has brought
    count.fill("99")
    saved = arabic.locator("#saved")
    expect(saved).to_have_text(saved.get_attribute("data-partly") or "")  # too many; the page stays
    count.fill("٣")
    on(arabic, 2)
    arabic.locator("[name=q-wish]").fill("مكان للعب")
    expect(arabic.locator("#saved")).not_to_be_empty()
    arabic.locator("[name=q-wish]").press("Enter")  # as good as the button that goes on
    expect(arabic).to_have_url(re.compile("/3$"))
    arabic.locator("[data-choice=play] .in").click()
    arabic.locator(".main[name=go]").click()
    expect(arabic.locator("#another")).to_be_visible()

    plain = open_page(f"/s/{run}", java_script_enabled=False)
    plain.locator("#begin").click()
    plain.locator(".main[name=go]").click()
    expect(plain.locator("#q-kids-error")).to_be_visible()
    plain.locator("[name=q-kids][value=no]").check()
    plain.locator("#languages summary").click()
    plain.locator("#languages [value=ar]").click()
    expect(plain.locator("[name=q-kids][value=no]")).to_be_checked()
    on(plain, 3)
    plain.locator("[data-choice=school] .in").click()
    plain.locator(".main[name=go]").click()
    expect(plain.locator("#another")).to_be_visible()

    poor = open_page(f"/s/{run}", forgives=OFFLINE)
    poor.locator("#begin").click()
    poor.locator("[name=q-kids][value=yes]").check()
    on_first, count = poor.url, poor.locator("[name=q-count]")
    expect(count).to_be_visible()
    poor.context.set_offline(True)
    count.fill("2")
    expect(poor.locator("#saved.stop")).to_be_visible()
    poor.locator(".main[name=go]").click()
    poor.goto("about:blank")
    poor.context.set_offline(False)
    poor.goto(on_first)
    expect(count).to_have_value("2")
    expect(poor.locator("#saved")).to_have_text("Gespeichert.")
    on(poor, 2)
    poor.context.set_offline(True)
    poor.locator("[name=q-wish]").fill("Ein Hort")
    poor.locator(".main[name=go]").click()
    expect(poor.locator("#saved.stop")).to_be_visible()
    poor.context.set_offline(False)
    expect(poor).to_have_url(f"{on_first[:-1]}3")  # by itself

    assert write(answered, run) == [
        ("ar", {"kids": "no", "first": ["school"]}, True),
        ("ar", {"kids": "yes", "count": 3, "wish": "مكان للعب", "first": ["play"]}, True),
        ("de", {"kids": "yes", "count": 2, "wish": "Ein Hort"}, False),
    ]
