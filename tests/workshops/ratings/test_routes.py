"""Rating over HTTP: with and without a script, by the right and the wrong people."""

import csv
import io

import openpyxl
import pytest
from litestar import Litestar

from tests.builders import a_guest, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate
from tests.workshops.ratings.rooms import Steering, a_rating, ratings
from workshops.agenda.room import room
from workshops.agenda.services import close_step
from workshops.ratings.criteria import active_criteria
from workshops.ratings.reads import rating_page


def a_closed_rating(session) -> Steering:
    steering = a_rating(session, title='=HYPERLINK("x")')
    high, low, _ = steering.goals
    one, other = a_guest(session, steering.cast), a_guest(session, steering.cast)
    ratings(session, steering, one, {high: [5, 4, 5, 0], low: [2, 2, 2, 2]})
    ratings(session, steering, other, {high: [3, 4, 5, 0], low: [2, 2, 2, 4]})
    close_step(session, steering.id, steering.step)
    return steering


def to_rate(steering: Steering, goal: int = 0) -> str:
    return f"/w/{steering.code}/goals/{steering.goals[goal]}/ratings"


def console_of(steering: Steering) -> str:
    return f"/moderation/{steering.code}"


def wall_of(steering: Steering) -> str:
    return f"/projector/{steering.cast.projector_token}"


# Phones


async def test_a_goal_is_rated_without_a_script(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await join(visitor, steering.cast)
    first, second, *_ = steering.criteria
    said = {f"criterion-{first}": "4", f"criterion-{second}": "0"}
    await visitor.submit(to_rate(steering), said)
    assert visitor.path == f"/w/{steering.code}"
    assert f'name="criterion-{first}" value="4" checked' in visitor.text
    assert f'name="criterion-{second}" value="0" checked' in visitor.text
    assert "2 of 4 questions answered" in visitor.text


@pytest.mark.parametrize("method", ["PUT", "POST"])
async def test_a_tap_is_answered_with_what_is_stored(
    app: Litestar, visitor: Visitor, method: str
) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await join(visitor, steering.cast)
    sent = {"criterion_id": str(steering.criteria[0]), "value": "5"}
    answer = await visitor.post(to_rate(steering), sent, method=method, htmx=True)
    assert answer.status_code == 200
    name = f"state-{steering.goals[0]}-{steering.criteria[0]}"
    assert f'id="{name}" data-value="5"' in answer.text
    assert "Saved." in answer.text
    assert "1 of 4 questions answered" in answer.text


async def test_a_refused_tap_is_answered_with_what_is_true(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await join(visitor, steering.cast)
    sent = {"criterion_id": str(steering.criteria[0]), "value": "5"}
    await visitor.post(to_rate(steering), sent, method="PUT", htmx=True)
    app.state.ledger.write_now(close_step, steering.id, steering.step)
    for value, method in (("1", "PUT"), ("2", "POST")):
        answer = await visitor.post(
            to_rate(steering), {**sent, "value": value}, method=method, htmx=True
        )
        assert answer.status_code == 409
        assert 'data-value="5" data-announce>The rating is not open' in answer.text
    whole = await visitor.post(to_rate(steering), sent)
    assert whole.status_code == 409
    assert "Result of the rating" in whole.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"criterion_id": "x", "value": "1"},
        {"criterion_id": "1", "value": ""},
        {"criterion_id": "1", "value": "6"},
        {"criterion_id": "1", "value": "-1"},
        {"criterion-1": "much"},
        {"criterion-": "1"},
        {"criterion-99999999999999": "1"},
        {"criterion-٣": "1"},
    ],
)
async def test_nonsense_changes_nothing(
    app: Litestar, visitor: Visitor, sent: dict[str, str]
) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await join(visitor, steering.cast)
    assert (await visitor.post(to_rate(steering), sent)).status_code == 400


async def test_wrong_people_see_404(app: Litestar, new_visitor: NewVisitor) -> None:
    steering = app.state.ledger.write_now(a_rating)
    other = app.state.ledger.write_now(a_workshop)
    sent = {"criterion_id": str(steering.criteria[0]), "value": "5"}
    guest_elsewhere = await join(new_visitor(), other)
    moderator = await moderate(app, new_visitor(), steering.cast)
    for wrong in (new_visitor(), guest_elsewhere, moderator):
        for method in ("PUT", "POST"):
            answer = await wrong.post(to_rate(steering), sent, method=method)
            assert answer.status_code == 404
    mine = await join(new_visitor(), steering.cast)
    for goal in (999_999, steering.cast.fields[0]):
        path = f"/w/{steering.code}/goals/{goal}/ratings"
        assert (await mine.post(path, sent)).status_code == 404


# The console


async def test_the_moderator_weighs_adds_and_takes_away(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_rating, "waiting")
    await moderate(app, visitor, steering.cast)
    base = f"{console_of(steering)}/steps/{steering.step}"
    assert "3 goals will be rated." in visitor.text
    first = steering.criteria[0]
    await visitor.submit(f"{base}/weights", {f"weight-{first}": "3", "first": "2"})
    await visitor.submit(f"{base}/criteria/{steering.criteria[3]}", {"used": "no"})
    await visitor.get(f"{base}/criteria/new")
    await visitor.submit(f"{base}/criteria", {"title-de": "Kosten", "title-ar": "التكلفة"})
    assert visitor.path == console_of(steering)
    assert "Kosten" in visitor.text

    def now(session):
        page = rating_page(session, room(session, steering.id))
        return [(one.preset, one.weight, dict(one.titles)) for one in page.criteria], page.first

    criteria, chosen = app.state.ledger.read_now(now)
    assert criteria == [
        ("urgency", 3, {}),
        ("influence", 1, {}),
        ("effect", 1, {}),
        (None, 1, {"de": "Kosten", "ar": "التكلفة"}),
    ]
    assert chosen == 2


@pytest.mark.parametrize("typed", ["", "x" * 81])
async def test_a_wrong_criterion_is_kept_with_the_reason(
    app: Litestar, visitor: Visitor, typed: str
) -> None:
    steering = app.state.ledger.write_now(a_rating, "waiting")
    await moderate(app, visitor, steering.cast)
    path = f"{console_of(steering)}/steps/{steering.step}/criteria"
    for htmx in (True, False):
        answer = await visitor.post(path, {"title-de": typed}, htmx=htmx)
        assert answer.status_code == 422
        assert 'class="error"' in answer.text
        assert f'value="{typed}"' in answer.text


async def test_steps_and_criteria_of_others_are_404(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_rating, "waiting")
    other = app.state.ledger.write_now(a_rating, "waiting")
    await moderate(app, visitor, steering.cast)
    base = console_of(steering)
    weights = {f"weight-{steering.criteria[0]}": "2", "first": "3"}
    for method, path, sent in (
        ("POST", f"steps/{other.step}/weights", weights),
        ("POST", f"steps/{steering.cast.vote}/weights", weights),
        ("POST", f"steps/{other.step}/criteria", {"title-de": "Kosten"}),
        ("POST", f"steps/{steering.step}/criteria/{other.criteria[0]}", {"used": "no"}),
        ("GET", f"steps/{other.step}/criteria/new", {}),
        ("GET", f"steps/{other.step}/ratings.csv", {}),
        ("GET", f"steps/{steering.cast.vote}/ratings.xlsx", {}),
    ):
        if method == "GET":
            answer = await visitor.get(f"{base}/{path}")
        else:
            answer = await visitor.post(f"{base}/{path}", sent)
        assert answer.status_code == 404, path
    found = app.state.ledger.read_now(active_criteria, other.step)
    assert [one.id for one in found] == list(other.criteria)


@pytest.mark.parametrize(
    "sent", [{"first": "0"}, {"first": "x"}, {}, {"first": "3", "weight-x": "1"}]
)
async def test_weights_that_our_page_never_sends_are_not_understood(
    app: Litestar, visitor: Visitor, sent: dict[str, str]
) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await moderate(app, visitor, steering.cast)
    path = f"{console_of(steering)}/steps/{steering.step}/weights"
    assert (await visitor.post(path, sent)).status_code == 400
    too_much = {"first": "3", f"weight-{steering.criteria[0]}": "11"}
    assert (await visitor.post(path, too_much)).status_code == 400


async def test_all_of_nothing_is_refused_in_words(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await moderate(app, visitor, steering.cast)
    path = f"{console_of(steering)}/steps/{steering.step}/weights"
    sent = {"first": "3", **{f"weight-{one}": "0" for one in steering.criteria}}
    answer = await visitor.post(path, sent, method="PUT", htmx=True)
    assert answer.status_code == 422
    assert "weight above 0" in answer.text


# The result


async def test_the_table_is_on_the_console_the_wall_and_the_phone(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    steering = app.state.ledger.write_now(a_closed_rating)
    console = (await moderate(app, new_visitor(), steering.cast)).text
    for figure in ("4.33", "2.25", "spread 1.00", "no opinion: 2", "2 ratings"):
        assert figure in console
    wall = (await new_visitor().get(f"{wall_of(steering)}?language=en")).text
    assert wall.index("4.33") < wall.index("2.25")
    assert "spread" not in wall
    phone = (await join(new_visitor(), steering.cast)).text
    assert phone.index("4.33") < phone.index("2.25")
    assert "spread" not in phone


async def test_the_effect_of_a_weight_is_seen_at_once(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    steering = app.state.ledger.write_now(a_closed_rating)
    me = await moderate(app, new_visitor(), steering.cast)
    wall = new_visitor()
    live = f"{wall_of(steering)}/live?poll&language=en"
    assert "4.33" in (await wall.get(live, htmx=True)).text
    sent = {"first": "1", f"weight-{steering.criteria[0]}": "10"}
    path = f"{console_of(steering)}/steps/{steering.step}/weights"
    answer = await me.post(path, sent, method="PUT", htmx=True)
    assert answer.status_code == 200
    assert "4.08" in answer.text
    assert "4.08" in (await wall.get(live, htmx=True)).text


async def test_the_table_is_exported_as_text(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_closed_rating)
    await moderate(app, visitor, steering.cast)
    base = f"{console_of(steering)}/steps/{steering.step}/ratings"
    for format in ("csv", "xlsx"):
        assert f'href="{base}.{format}"' in visitor.text
    answer = await visitor.get(f"{base}.csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:6] == ["Rank", "Field", "Goal", "Total", "Chosen", "Urgency (weight 1): mean"]
    assert len(rows[0]) == 5 + 4 * 4
    assert rows[1][:1] + rows[1][3:9] == ["1", "4.33", "yes", "4.00", "1.00", "2", "0"]
    assert rows[3][0] == rows[3][3] == ""
    book = openpyxl.load_workbook(io.BytesIO((await visitor.get(f"{base}.xlsx")).content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "4.33" in [cell.value for cell in cells]


async def test_an_export_follows_the_language(app: Litestar, new_visitor: NewVisitor) -> None:
    steering = app.state.ledger.write_now(a_closed_rating)
    visitor = await moderate(app, new_visitor(language="de"), steering.cast)
    answer = await visitor.get(f"{console_of(steering)}/steps/{steering.step}/ratings.csv")
    assert "4,33" in answer.content.decode("utf-8-sig")


async def test_an_open_rating_exports_nothing(app: Litestar, visitor: Visitor) -> None:
    steering = app.state.ledger.write_now(a_rating)
    await moderate(app, visitor, steering.cast)
    base = f"{console_of(steering)}/steps/{steering.step}/ratings"
    for format in ("csv", "xlsx"):
        answer = await visitor.get(f"{base}.{format}")
        assert answer.status_code == 409
        assert "Close the rating first" in answer.text
