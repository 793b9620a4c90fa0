"""A phone in a poor network: what is unsaved is marked, kept, sent by itself, and counted once."""

from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.journeys.browsing import OpenPage
from tests.journeys.conftest import Write
from tests.journeys.test_phone import Moderator, phone, plus, saved
from tests.servers import wait_until
from workshops.agenda.services import close_step, go_to
from workshops.models import Dots, Measure, Participant

OFFLINE = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|ERR_NETWORK"


def placed(session: Session, cast: Cast) -> dict[int, int]:
    """Measure -> dots of all people, as the database has them."""
    rows = session.execute(
        select(Dots.measure_id, func.sum(Dots.count))
        .where(Dots.step_id == cast.vote)
        .group_by(Dots.measure_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def placed_by_the_newest(session: Session, cast: Cast) -> dict[int, int]:
    """Measure -> dots of the person who has joined last."""
    newest = select(func.max(Participant.id)).where(Participant.workshop_id == cast.id)
    query = select(Dots).where(Dots.participant_id == newest.scalar_subquery())
    return {row.measure_id: row.count for row in session.scalars(query)}


def proposed(session: Session, cast: Cast) -> list[str]:
    query = select(Measure.texts).where(Measure.workshop_id == cast.id).order_by(Measure.id)
    return [next(iter(texts.values())) for texts in session.scalars(query)]


def kept(page: Page) -> int:
    """How many things this phone keeps because the server does not have them yet."""
    return int(page.evaluate("() => Object.keys(localStorage).length"))


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#connection")).to_have_attribute("data-state", "lost", timeout=2000)


def leave(page: Page) -> None:
    """Close the page while the network is gone. A request that it starts in that very moment gets
    past the browser's pretended outage, as no request gets past a real one; so it starts none."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }")
    page.goto("about:blank")


# Dots


def test_a_phone_that_goes_offline_while_placing_dots_sends_them_when_it_is_back(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    one, two, _ = cast.measures
    page = phone(open_page, cast, forgives=OFFLINE)
    plus(page, one).click()
    expect(saved(page, one)).to_have_count(1)
    go_offline(page)
    plus(page, one).click()
    plus(page, two).dblclick()
    expect(page.locator(f"#stepper-{one} .dot.unsaved")).to_have_count(1)
    expect(page.locator(f"#stepper-{two} .dot.unsaved")).to_have_count(2)
    expect(page.locator(f"#state-{two}")).to_contain_text("Not saved yet")
    expect(page.locator(".stock .left")).to_have_text("1 of 5 dots left")
    assert write(placed, cast) == {one: 1}

    page.context.set_offline(False)
    expect(page.locator("#connection")).to_have_attribute("data-state", "back")
    expect(saved(page, one)).to_have_count(2)
    expect(saved(page, two)).to_have_count(2)
    expect(page.locator(f"#state-{two}")).to_be_empty()
    assert write(placed, cast) == {one: 2, two: 2}
    assert kept(page) == 0


def test_unsaved_dots_survive_the_end_of_the_page_and_are_sent_when_it_is_opened_again(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    one = cast.measures[0]
    page = phone(open_page, cast, forgives=OFFLINE)
    go_offline(page)
    plus(page, one).dblclick()
    expect(page.locator(f"#stepper-{one} .dot.unsaved")).to_have_count(2)
    leave(page)
    page.context.set_offline(False)
    page.goto(f"/w/{cast.code}")
    expect(saved(page, one)).to_have_count(2)
    expect(page.locator(".stock .left")).to_have_text("3 of 5 dots left")
    assert write(placed, cast) == {one: 2}
    page.reload()
    expect(saved(page, one)).to_have_count(2)
    assert write(placed, cast) == {one: 2}
    assert kept(page) == 0


def test_a_dot_that_was_saved_although_its_answer_got_lost_is_no_late_one(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    one = cast.measures[0]
    page = phone(open_page, cast, forgives=OFFLINE)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/dots", lose)
    plus(page, one).click()
    expect(page.locator(f"#stepper-{one} .dot.unsaved")).to_have_count(1)
    leave(page)
    page.unroute("**/dots")
    write(close_step, cast.id, cast.vote)
    page.goto(f"/w/{cast.code}")
    expect(page.locator("#step h1")).to_have_text("The vote is closed")
    wait_until(lambda: kept(page) == 0)
    expect(page.locator("#late")).to_be_hidden()
    assert write(placed, cast) == {one: 1}


def test_a_dot_that_comes_after_the_vote_has_closed_says_so_and_the_page_shows_the_truth(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    one, two, _ = cast.measures
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast, forgives=OFFLINE)
    plus(page, one).click()
    expect(saved(page, one)).to_have_count(1)
    go_offline(page)
    plus(page, two).click()
    expect(page.locator(f"#stepper-{two} .dot.unsaved")).to_have_count(1)
    moderator.vote_is("closed")
    page.context.set_offline(False)
    expect(page.locator("#late")).to_contain_text("came too late and are not counted")
    expect(page.locator("#step h1")).to_have_text("The vote is closed")
    expect(page.locator("#step .card .dot")).to_have_count(1)
    assert write(placed, cast) == {one: 1}
    assert kept(page) == 0


def test_late_dots_are_told_of_after_a_reload_too(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    page = phone(open_page, cast, forgives=OFFLINE)
    go_offline(page)
    plus(page, cast.measures[0]).click()
    expect(page.locator(".dot.unsaved")).to_have_count(1)
    leave(page)
    write(close_step, cast.id, cast.vote)
    write(go_to, cast.id, 3)
    page.context.set_offline(False)
    page.goto(f"/w/{cast.code}")
    expect(page.locator("#late")).to_be_visible()
    assert write(placed, cast) == {}
    assert kept(page) == 0


def test_somebody_else_on_the_same_tablet_does_not_send_what_was_kept(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    page = phone(open_page, cast, forgives=OFFLINE)
    go_offline(page)
    plus(page, cast.measures[0]).click()
    expect(page.locator(".dot.unsaved")).to_have_count(1)
    leave(page)
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.goto(f"/w/{cast.code}")
    page.locator("button.join").click()
    plus(page, cast.measures[1]).click()
    expect(saved(page, cast.measures[1])).to_have_count(1)
    assert write(placed_by_the_newest, cast) == {cast.measures[1]: 1}


def test_where_the_browser_keeps_nothing_dots_and_ideas_still_arrive(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=5)
    moderator = Moderator(open_page, write, cast)
    page = open_page(None, language="en", forgives=OFFLINE)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private'); }})"
    )
    page.goto(f"/w/{cast.code}")
    page.locator("button.join").click()
    go_offline(page)
    plus(page, cast.measures[0]).click()
    expect(page.locator(".dot.unsaved")).to_have_count(1)
    page.context.set_offline(False)
    expect(saved(page, cast.measures[0])).to_have_count(1)
    moderator.vote_is("closed")
    moderator.go_to(1)
    expect(page.locator("#propose")).to_be_visible()
    page.reload()
    page.locator("#field-text").fill("Ein Garten")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#thanks")).to_be_visible()
    assert write(proposed, cast) == ["Ein Garten"]


# Ideas


def test_an_idea_that_could_not_be_sent_says_so_and_is_sent_by_itself_once(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast, forgives=OFFLINE)
    page.locator("#field-text").fill("Ein Garten für alle")
    go_offline(page)
    page.get_by_role("button", name="Send this idea").click()
    state = page.locator("#propose .draft-state")
    expect(state).to_have_text("Not sent yet. It is sent as soon as the connection is back.")
    expect(page.locator("#field-text")).to_have_value("Ein Garten für alle")
    page.context.set_offline(False)
    expect(page.locator("#thanks")).to_be_visible()
    expect(page.locator("#field-text")).to_have_value("")
    assert write(proposed, cast) == ["Ein Garten für alle"]
    wait_until(lambda: kept(page) == 0)


def test_an_idea_that_was_not_sent_when_the_page_ended_is_sent_when_it_is_opened_again(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast, forgives=OFFLINE)
    page.locator("#field-text").fill("Ein Garten für alle")
    go_offline(page)
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#propose .draft-state")).to_be_visible()
    leave(page)
    page.context.set_offline(False)
    page.goto(f"/w/{cast.code}")
    expect(page.locator("#thanks")).to_be_visible()
    assert write(proposed, cast) == ["Ein Garten für alle"]


def test_an_idea_whose_answer_got_lost_and_that_is_reworded_meanwhile_is_one_idea(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast, forgives=OFFLINE)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/measures", lose, times=1)
    page.locator("#field-text").fill("Ein Garten")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#propose .draft-state")).to_be_visible()
    page.locator("#field-text").fill("Ein Garten für alle")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#thanks")).to_be_visible()
    assert write(proposed, cast) == ["Ein Garten für alle"]


def test_a_draft_written_offline_is_there_after_the_page_was_opened_again(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast, forgives=OFFLINE)
    go_offline(page)
    page.locator("#propose input[type=radio]").nth(1).check()
    page.locator("#field-text").fill("Im Tunnel geschrieben")
    state = page.locator("#propose .draft-state")
    expect(state).to_have_text("Not saved yet. It is kept on this phone.")
    leave(page)
    page.context.set_offline(False)
    page.goto(f"/w/{cast.code}")
    expect(page.locator("#field-text")).to_have_value("Im Tunnel geschrieben")
    expect(page.locator("#propose input[type=radio]").nth(1)).to_be_checked()
    wait_until(lambda: kept(page) == 0)
    page.reload()
    expect(page.locator("#field-text")).to_have_value("Im Tunnel geschrieben")
    assert write(proposed, cast) == []


def test_an_idea_written_offline_waits_where_the_room_has_moved_on(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast, forgives=OFFLINE)
    go_offline(page)
    page.locator("#field-text").fill("Im Tunnel geschrieben")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#propose .draft-state")).to_be_visible()
    leave(page)
    moderator.go_to(2)
    page.context.set_offline(False)
    page.goto(f"/w/{cast.code}")
    expect(page.locator("#step h1")).to_have_text("The vote opens soon")
    page.locator("#kept-draft summary").click()
    expect(page.locator("#kept-draft")).to_contain_text("Im Tunnel geschrieben")
    assert kept(page) == 0
    moderator.go_to(1)
    expect(page.locator("#field-text")).to_have_value("Im Tunnel geschrieben")
    assert write(proposed, cast) == []
