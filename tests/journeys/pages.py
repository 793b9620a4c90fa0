"""Every page there is in the city of city.py, and what is done there first.

A new page needs one line in PLACES; a test holds them against the table of routes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from app.files.file import FORMATS
from tests.journeys.city import City
from tests.journeys.steering import STEERING


@dataclass(frozen=True)
class Place:
    """A page: who sees it where, and what they do there first. `status` is that of its answer."""

    name: str
    who: str  # "anyone", "phone", "respondent", "office", "interpreter" or "sent away"
    path: Callable[[City], str]
    act: Callable[[Page], object] | None = None
    status: int = 200


def propose_nothing(page: Page) -> None:
    page.locator("#propose button").click()
    expect(page.locator("#propose .error")).to_have_count(2)


def unfold_numbers(page: Page) -> None:
    """The tables beside all charts."""
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")


def tag_too_much(page: Page) -> None:
    page.locator(".text-card summary").first.click()
    page.locator("[name=tags]").first.fill("x" * 41)
    page.locator(".text-card .button.main").first.click()
    expect(page.locator(".text-card .error")).to_be_visible()


def weigh_wrongly(page: Page) -> None:
    page.locator("main form input").nth(1).fill("99")
    submit(page)
    expect(page.locator("main .error")).to_be_visible()


def unfold(page: Page) -> None:
    """Everything that is folded away: details, one's own ideas, those of others."""
    for summary in page.locator("#step .fold > summary").all():
        if summary.is_visible():
            summary.click()
    page.locator("#propose [name=field_id]").first.check()
    expect(page.locator("#others-list li").first).to_be_visible()


def ideas_of_others(city: City) -> str:
    room = city.rooms["collect"]
    return f"/w/{room.code}/others?field_id={room.one_field}"


def say_too_much(page: Page) -> None:
    """More than one measure takes: the script says so before anything is sent."""
    plus = page.locator(".plus[aria-disabled=true]").first
    plus.click(force=True)  # it is disabled for the eye and the reader, not for the finger
    expect(page.locator(".stepper .state:not(:empty)")).to_be_visible()


def in_own_language(page: Page) -> None:
    """A response has the language in which it was begun, until its person changes it."""
    tag = page.evaluate("navigator.language.slice(0, 2)")
    if page.locator("html").get_attribute("lang") != tag:
        page.locator("#language-menu").click()
        page.locator(f"#languages [value={tag}]").click()
        expect(page.locator("html")).to_have_attribute("lang", tag)


def answer_nothing(page: Page) -> None:
    in_own_language(page)
    page.locator(".main[name=go]").click()
    expect(page.locator("#wrong")).to_be_visible()
    page.locator("details.more summary").click()


def leave(page: Page) -> None:
    """The room is to pass a vote that is open: the console asks first."""
    page.locator("#go-3").click()
    expect(page.locator("#anyway")).to_be_visible()


def submit(page: Page) -> None:
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def take_over(page: Page) -> None:
    """A text of the survey is about to become a measure."""
    page.locator("details:has(a[id^=take-]) > summary").first.click()
    page.locator("details[open] a[id^=take-]").first.click()
    expect(page.locator("[id^=edit-] textarea").first).to_be_visible()


def sign_in_wrongly(page: Page) -> None:
    page.locator("#field-email").fill("nobody@example.org")
    page.locator("#field-password").fill("not the password")
    submit(page)


def enter_too_much(page: Page) -> None:
    page.locator("#field-lines").fill("1 1 1 1 777")
    page.locator(".ballot-form .main").click()
    expect(page.locator("#field-lines-error")).to_be_visible()


def send_without_title(page: Page) -> None:
    page.locator("main form").last.evaluate("form => { form.noValidate = true; }")
    page.locator("main form button.main").click()
    expect(page.locator(".error").first).to_be_visible()


def edit_in_place(page: Page) -> None:
    """A measure is saved where it stands; the page offers to undo that."""
    row = page.locator(".entry.measure").first.get_attribute("id")
    page.locator(f"#{row} a").first.click()
    when = page.locator(f"form#{row} [name=column-feasible]")
    when.fill(f"{page.locator('html').get_attribute('lang')} {when.input_value()}")
    page.locator(f"form#{row} .button.main").click()
    expect(page.locator("#done .notice")).to_be_visible()


def decide_on_nothing(page: Page) -> None:
    page.locator("main form").last.evaluate(
        "() => document.querySelectorAll('main form').forEach((one) => { one.noValidate = true; })"
    )
    page.locator("#decide").click()
    expect(page.locator(".error").first).to_be_visible()


def send_no_file(page: Page) -> None:
    page.locator("main form").last.evaluate("form => { form.noValidate = true; }")
    page.locator("main form button").last.click()
    expect(page.locator("main .error")).to_be_visible()


def change_a_scheme(page: Page) -> None:
    """With a rule, a table and a grid, and everything unfolded."""
    page.locator('[id="new.columns.name"]').fill("Gruppe")
    page.locator('[id="new.columns.kind"]').select_option("computed")
    page.locator('[id="add-columns"]').click()
    expect(page.locator('[id="piece-columns.5"]')).to_be_visible()
    blocks = "outlines.0.blocks"
    page.locator('[id="details-outlines.0"] > summary').click()
    page.locator(f'[id="new.{blocks}.kind"]').select_option("table")
    page.locator(f'[id="add-{blocks}"]').click()
    expect(page.locator("#preview table")).to_have_count(2)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")


def spoil_a_scheme(page: Page) -> None:
    page.locator('[id="details-levels.0"] > summary').click()
    page.locator('[id="levels.0.start"]').fill("0")
    page.locator("#editor .main").click()
    expect(page.locator("#faults")).to_be_visible()


def spoil_a_text(page: Page) -> None:
    page.locator("#field-text").fill("titles = 1")
    page.locator("main form .main").click()
    expect(page.locator("#field-text-error")).to_be_visible()


def add_events_wrongly(page: Page) -> None:
    page.locator("#field-text-0").fill("Ohne Art und Zahl")
    page.locator("main form[method=post] .main").click()
    expect(page.locator("#field-kind-0-error")).to_be_visible()


def make_no_group(page: Page) -> None:
    page.locator("main form").last.evaluate("form => { form.noValidate = true; }")
    page.locator("#add-group").click()
    expect(page.locator(".error").first).to_be_visible()


def make_no_run(page: Page) -> None:
    page.locator("#new-run > summary").click()
    page.locator("#new-run form").evaluate("form => { form.noValidate = true; }")
    page.locator("#new-run button").click()
    expect(page.locator("#new-run .error")).to_be_visible()


def ask_nothing(page: Page) -> None:
    page.locator("#question .foot-actions .main").click()
    expect(page.locator("#field-label-error")).to_be_visible()


def make_a_link(page: Page) -> None:
    page.locator("#field-name").fill("Sema")
    page.locator("main form button.main").click()
    expect(page.locator("#qr")).to_be_visible()


def _phone(room: str) -> Callable[[City], str]:
    return lambda city: f"/w/{city.rooms[room].code}"


def _console(room: str, more: str = "") -> Callable[[City], str]:
    return lambda city: f"/moderation/{city.rooms[room].code}{more}"


def _idea(more: str) -> Callable[[City], str]:
    return lambda city: f"/moderation/{city.rooms['collect'].code}/measures/{city.idea}{more}"


def _step(room: str, kind: str, more: str) -> Callable[[City], str]:
    """An address of the step of this kind, on the console of a room."""

    def path(city: City) -> str:
        cast = city.rooms[room]
        return f"/moderation/{cast.code}/steps/{cast.steps[kind]}/{more}"

    return path


def _vote(room: str, more: str) -> Callable[[City], str]:
    def path(city: City) -> str:
        cast = city.rooms[room]
        return f"/moderation/{cast.code}/steps/{cast.vote}{more}"

    return path


def _wall(room: str) -> Callable[[City], str]:
    return lambda city: f"/projector/{city.rooms[room].projector_token}"


def _concept_page(more: str = "") -> Callable[[City], str]:
    return lambda city: f"/concepts/{city.concept}{more.format(city=city)}"


def _plan(more: str = "") -> Callable[[City], str]:
    return lambda city: f"/workshops/{city.rooms['vote closed'].code}{more}"


def _results(more: str = "") -> Callable[[City], str]:
    return lambda city: f"/surveys/{city.answered}/results{more.format(city=city)}"


def _survey(more: str = "") -> Callable[[City], str]:
    return lambda city: f"/surveys/{city.survey.name}{more.format(city=city)}"


def _at(path: str) -> Callable[[City], str]:
    return lambda city: path.format(city=city)


PLACES = [
    Place("start", "anyone", _at("/")),
    Place("unknown code", "anyone", _at("/join?code=XXXXXX"), status=422),
    Place("no such page", "anyone", _at("/nowhere"), status=404),
    Place("welcome", "anyone", _phone("arrive")),
    Place("sign in", "anyone", _at("/sign-in")),
    Place("sign in wrongly", "anyone", _at("/sign-in"), sign_in_wrongly),
    Place("invitation", "anyone", _at("/invitations/{city.invitation}")),
    Place("dead invitation", "anyone", _at("/invitations/none"), status=404),
    Place("phone arrive", "phone", _phone("arrive")),
    Place("phone collect", "phone", _phone("collect")),
    Place("phone collect wrongly", "phone", _phone("collect"), propose_nothing),
    Place("phone unfolded", "phone", _phone("collect"), unfold),
    Place("phone ideas of others", "phone", ideas_of_others),
    Place("phone vote waiting", "phone", _phone("vote waiting")),
    Place("phone vote open", "phone", _phone("vote open")),
    Place("phone vote refused", "phone", _phone("vote open"), say_too_much),
    Place("phone vote closed", "phone", _phone("vote closed")),
    Place("phone results", "phone", _phone("results")),
    Place("phone no results", "phone", _phone("no results")),
    Place("survey for tickets", "anyone", _at("/s/{city.surveys.tickets}")),
    Place("survey by ticket", "anyone", _at("/t/{city.surveys.ticket}")),
    Place("survey wrongly", "respondent", _at("/s/{city.surveys.asked}/1"), answer_nothing),
    Place("survey who sees what", "respondent", _at("/s/{city.surveys.asked}/privacy")),
    Place("survey end", "respondent", _at("/s/{city.surveys.ended}/end"), in_own_language),
    Place("survey receipt", "respondent", _at("/s/{city.surveys.finished}")),
    Place("interviews", "office", _at("/s/{city.surveys.interviews}")),
    Place("interviews of others", "anyone", _at("/s/{city.surveys.interviews}")),
    Place("interview", "respondent", _at("/s/{city.surveys.interviews}/1"), answer_nothing),
    Place("interview receipt", "respondent", _at("/s/{city.surveys.interviewed}")),
    Place("wall arrive", "anyone", _wall("arrive")),
    Place("wall collect", "anyone", _wall("collect")),
    Place("wall vote waiting", "anyone", _wall("vote waiting")),
    Place("wall vote open", "anyone", _wall("vote open")),
    Place("wall vote closed", "anyone", _wall("vote closed")),
    Place("wall results", "anyone", _wall("results")),
    Place("wall no results", "anyone", _wall("no results")),
    Place("my workshops", "office", _at("/moderation")),
    Place("console arrive", "office", _console("arrive")),
    Place("console collect", "office", _console("collect")),
    Place("console vote waiting", "office", _console("vote waiting")),
    Place("console vote open", "office", _console("vote open")),
    Place("console vote closed", "office", _console("vote closed")),
    Place("console results", "office", _console("results")),
    Place("console survey closed", "office", _console("survey closed")),
    Place("console survey taken over", "office", _console("survey closed"), take_over),
    Place("console no results", "office", _console("no results")),
    Place(
        "console dot rule",
        "office",
        lambda city: (
            f"/moderation/{city.rooms['vote waiting'].code}"
            f"/steps/{city.rooms['vote waiting'].vote}/rule"
        ),
    ),
    Place(
        "console wording",
        "office",
        _idea("/text"),
    ),
    Place("console moving", "office", _idea("/field")),
    Place("console keys", "office", _console("collect"), lambda page: page.keyboard.press("?")),
    Place("results", "office", _console("results", "/results")),
    Place("journal", "office", _console("collect", "/journal")),
    Place("links", "office", _console("collect", "/passes")),
    Place("links wrongly", "office", _console("collect", "/passes"), send_without_title),
    Place("new link to help", "office", _console("collect", "/passes"), make_a_link),
    Place("offered to help", "anyone", _at("/passes/{city.secret}")),
    Place("dead link to help", "anyone", _at("/passes/none"), status=404),
    Place("texts", "office", _console("collect", "/texts?into=ar")),
    Place("texts to translate", "interpreter", _console("collect", "/texts?into=tr&missing=1")),
    Place("access ended", "sent away", _console("collect"), status=403),
    Place("agenda", "office", _console("vote open", "/agenda")),
    Place("console asks", "office", _console("vote open"), leave),
    Place("phone merge", "phone", _phone("merge")),
    Place("wall merge", "anyone", _wall("merge")),
    Place("console merge", "office", _console("merge")),
    Place("merging", "office", _console("merge", "/merging")),
    Place("merging in a vote", "office", _console("vote open", "/merging?q=e")),
    *(Place(f"phone {room}", "phone", _phone(room)) for room in STEERING),
    *(Place(f"wall {room}", "anyone", _wall(room)) for room in STEERING),
    *(Place(f"console {room}", "office", _console(room)) for room in STEERING),
    Place("console criterion", "office", _step("rate waiting", "rate", "criteria/new")),
    Place("console question", "office", _step("discuss", "discuss", "question")),
    Place("console notes", "office", _step("discuss", "discuss", "notes")),
    Place("concepts", "office", _at("/concepts")),
    Place("new concept", "office", _at("/concepts/new")),
    Place("new concept wrongly", "office", _at("/concepts/new"), send_without_title),
    Place("empty concept", "office", _at("/concepts/{city.empty_concept}")),
    Place("new concept from a file", "office", _at("/concepts/import")),
    Place("file of a new concept", "office", _at("/concepts/import/{city.new_upload}")),
    Place("concept", "office", _concept_page()),
    Place("concept title", "office", _concept_page("/title")),
    Place("new entry", "office", _concept_page("/nodes/new?level=0")),
    Place("entry", "office", _concept_page("/nodes/{city.node}/edit")),
    Place("new measure", "office", _concept_page("/measures/new?node={city.node}")),
    Place("measure", "office", _concept_page("/measures/{city.measure}/edit")),
    Place("concept searched", "office", _concept_page("?q=e&from=office&without-money=1")),
    Place("concept changed", "office", _concept_page(), edit_in_place),
    Place("move entry", "office", _concept_page("/nodes/{city.node}/place")),
    Place("move measure", "office", _concept_page("/measures/{city.measure}/place")),
    Place("change many", "office", _concept_page("/bulk?q=e")),
    Place("change none", "office", _concept_page("/bulk")),
    Place("delete measure", "office", _concept_page("/measures/{city.measure}/deletion")),
    Place("delete entry", "office", _concept_page("/nodes/{city.node}/deletion")),
    Place("delete concept", "office", _concept_page("/deletion")),
    Place("delete workshop", "office", _plan("/deletion")),
    Place("council paper", "office", _at("/concepts/{city.paper}/parts")),
    Place("no council paper", "office", _concept_page("/parts")),
    Place("concept history", "office", _concept_page("/history")),
    Place("import", "office", _concept_page("/import")),
    Place("import preview", "office", _concept_page("/import/{city.upload}")),
    Place(
        "import faults",
        "office",
        _at("/concepts/{city.empty_concept}/import/{city.faulty_upload}"),
    ),
    Place("export", "office", _concept_page("/export")),
    Place("export being written", "office", _concept_page("/exports/{city.exports[0]}")),
    Place("export ready", "office", _concept_page("/exports/{city.exports[1]}")),
    Place("export cancelled", "office", _concept_page("/exports/{city.exports[2]}")),
    Place("priorities", "office", _concept_page("/priorities")),
    Place("no priorities", "office", _at("/concepts/{city.empty_concept}/priorities")),
    Place("duplicates", "office", _concept_page("/priorities/duplicates")),
    Place("proposal", "office", _concept_page("/priorities/proposal")),
    Place("equal shares", "office", _concept_page("/priorities/equal-shares?budget=300000")),
    Place("follow-up", "office", _concept_page("/follow-up")),
    Place("follow-up wrongly", "office", _concept_page("/follow-up"), decide_on_nothing),
    Place("empty follow-up", "office", _at("/concepts/{city.empty_concept}/follow-up")),
    Place("reports", "office", _concept_page("/follow-up/measures/{city.measure}")),
    Place("yearly report", "office", _concept_page("/follow-up/report?year=2026")),
    Place("process report", "office", _concept_page("/process")),
    Place("process report wrongly", "office", _concept_page("/process"), add_events_wrongly),
    Place("empty process report", "office", _at("/concepts/{city.empty_concept}/process")),
    Place("public page in preview", "office", _concept_page("/follow-up/preview")),
    Place("public page", "anyone", _at("/c/{city.concept}")),
    Place("workshops", "office", _at("/workshops")),
    Place("new workshop", "office", _at("/workshops/new?concept={city.concept}")),
    Place(
        "new workshop wrongly",
        "office",
        _at("/workshops/new?concept={city.concept}"),
        send_without_title,
    ),
    Place("choose a concept", "office", _at("/workshops/new")),
    Place("workshop", "office", _plan()),
    Place("change workshop", "office", _plan("/edit")),
    Place("poster", "office", _plan("/poster")),
    Place("welcome with a card", "anyone", _phone("cards")),
    Place("card", "anyone", _at("/p/{city.card}")),
    Place("unknown card", "anyone", _at("/p/CCCCC-CCCCC"), status=404),
    Place("cards", "office", _console("cards", "/codes")),
    Place("no cards", "office", _console("collect", "/codes")),
    Place("paper", "office", _vote("vote open", "/paper")),
    Place("paper looked up", "office", _vote("vote open", "/paper?number=1")),
    Place("paper wrongly", "office", _vote("vote open", "/paper"), enter_too_much),
    Place("paper waiting", "office", _vote("vote waiting", "/paper")),
    Place("print ballots", "office", _vote("vote waiting", "/ballots")),
    Place("schemes", "office", _at("/schemes")),
    Place("schemes wrongly", "office", _at("/schemes"), send_no_file),
    Place("scheme of ours", "office", _at("/schemes/waiblingen")),
    Place("own scheme", "office", _at("/schemes/{city.scheme}")),
    Place("change scheme", "office", _at("/schemes/{city.scheme}/edit"), change_a_scheme),
    Place("change scheme wrongly", "office", _at("/schemes/{city.scheme}/edit"), spoil_a_scheme),
    Place("scheme as text", "office", _at("/schemes/{city.scheme}/text")),
    Place("scheme as text wrongly", "office", _at("/schemes/{city.scheme}/text"), spoil_a_text),
    Place("delete scheme", "office", _at("/schemes/{city.scheme}/deletion")),
    Place("agendas", "office", _at("/agendas")),
    Place("agenda of ours", "office", _at("/agendas/steering")),
    Place("agenda of the office", "office", _at("/agendas/{city.agenda}")),
    Place("delete agenda", "office", _at("/agendas/{city.agenda}/deletion")),
    Place("letterheads", "office", _at("/letterheads")),
    Place("letterheads wrongly", "office", _at("/letterheads"), send_without_title),
    Place("placeholders", "office", _at("/letterheads/help")),
    Place("letterhead", "office", _at("/letterheads/{city.letterheads[0]}")),
    Place("faulty letterhead", "office", _at("/letterheads/{city.letterheads[1]}")),
    Place("delete letterhead", "office", _at("/letterheads/{city.letterheads[0]}/deletion")),
    Place("welcome group", "anyone", _phone("group choice")),
    Place("phone groups", "phone", _phone("groups choice")),
    Place("phone door of a group", "phone", _phone("group choice")),
    Place("phone in a group", "phone", _phone("group at work")),
    Place("phone another group", "phone", lambda c: f"/w/{c.rooms['groups at work'].code}/group"),
    Place("phone results of groups", "phone", _phone("groups back")),
    Place("wall groups", "anyone", _wall("groups choice")),
    Place("wall results of groups", "anyone", _wall("groups back")),
    Place("console groups", "office", _console("groups choice")),
    Place("console group", "office", _console("group at work")),
    Place("console results of groups", "office", _console("groups back")),
    Place("groups", "office", _console("groups choice", "/groups")),
    Place("groups wrongly", "office", _console("groups choice", "/groups"), make_no_group),
    Place(
        "change group",
        "office",
        lambda city: (
            f"/moderation/{city.rooms['groups choice'].code}/groups/{city.rooms['group choice'].id}"
        ),
    ),
    Place("surveys", "office", _at("/surveys")),
    Place("new survey", "office", _at("/surveys/new"), send_without_title),
    Place("survey overview", "office", _survey()),
    Place("survey overview wrongly", "office", _survey(), make_no_run),
    Place("questions", "office", _survey("/questions")),
    Place("kinds of questions", "office", _survey("/new-question")),
    Place("new question", "office", _survey("/new-question?kind=single"), ask_nothing),
    Place("question", "office", _survey("/questions/wish")),
    Place("question with expression", "office", _survey("/questions/offices")),
    Place("section", "office", _survey("/sections/0")),
    Place("new section", "office", _survey("/new-section")),
    Place("library of questions", "office", _survey("/blocks")),
    Place("title and notices", "office", _survey("/words")),
    Place("original language", "office", _survey("/original")),
    Place("translations", "office", _survey("/texts/ar")),
    Place("publish survey", "office", _survey("/publication")),
    Place("delete survey", "office", _survey("/deletion")),
    Place("preview of a survey", "office", _survey("/preview")),
    Place("preview wrongly", "office", _survey("/preview?at=kids"), submit),
    Place("run of a survey", "office", _survey("/runs/{city.survey.run}")),
    Place("poster of a survey", "office", _survey("/runs/{city.survey.run}/poster")),
    Place("results of a survey", "office", _results("?weighted=1"), unfold_numbers),
    Place("too few for the filter", "office", _results("?q-age=old&q-new=no&language=ar")),
    Place("no results of a survey", "office", _survey("/results")),
    Place("tables of groups", "office", _results("/cross")),
    Place("texts of a survey", "office", _results("/texts?question=swot")),
    Place("text wrongly", "office", _results("/texts?question=wish"), tag_too_much),
    Place("two runs", "office", _results("/comparison")),
    Place("files of results", "office", _results("/export")),
    Place("file of results is ready", "office", _results("/exports/{city.answers_file}")),
    Place("import survey", "office", _at("/surveys/import"), send_no_file),
    Place("look at survey's file", "office", _at("/surveys/import/{city.survey_upload}")),
    Place("export survey", "office", _survey("/export")),
    Place("proposals", "office", _at("/surveys/{city.answered}/proposals?concept={city.concept}")),
    Place("weights", "office", _results("/weights")),
    Place("weights wrongly", "office", _results("/weights"), weigh_wrongly),
    Place("account", "office", _at("/account")),
    Place("password", "office", _at("/account/password")),
    Place("password wrongly", "office", _at("/account/password"), send_without_title),
    Place("accounts", "office", _at("/accounts")),
    Place("new link", "office", _at("/accounts/{city.colleague}/invitation")),
    Place("remove account", "office", _at("/accounts/{city.colleague}/removal")),
]

NOT_PAGES = (  # of the routes that are read: what answers with no page of its own
    "/health",
    "/static/{path}",
    "/W/{code}",
    *("/P/{card}", "/moderation/{code}/paper"),
    *("/S/{run}", "/T/{ticket}", "/s/{run}/images/{name}"),
    *("/moderation/{code}/codes.pdf", "/moderation/{code}/steps/{step_id}/ballots.pdf"),
    *("/w/{code}/step", "/w/{code}/similar", "/w/{code}/groups/live"),
    *("/concepts/{name}/nodes/{node_id}", "/concepts/{name}/measures/{measure_id}"),  # the concept
    "/concepts/{name}/nodes/{node_id}/below",  # a part of it
    *("/moderation/{code}/journal/live", "/moderation/{code}/texts/live"),
    "/moderation/{code}/agenda/live",
    *("/w/{code}/live", "/moderation/{code}/live", "/projector/{token}/live"),
    *(f"/moderation/{{code}}/steps/{{step_id}}/ratings.{format}" for format in ("xlsx", "csv")),
    "/concepts/{name}/import/template.xlsx",
    *(
        f"/concepts/{{name}}/{report}.{format}"
        for report in ("process", "follow-up/report")
        for format in ("docx", "odt", "pdf", "xlsx", "csv", "md")
    ),
    "/letterheads/sample.docx",
    *("/letterheads/{letterhead_id}/file.docx", "/letterheads/{letterhead_id}/trial.docx"),
    *(f"/concepts/{{name}}/export.{format}" for format in FORMATS),
    *(f"/moderation/{{code}}/export.{format}" for format in FORMATS if format != "pb"),
    "/concepts/{name}/exports/{export_id}/file",
    *("/concepts/{name}/priorities/export.xlsx", "/concepts/{name}/priorities/export.csv"),
    "/concepts/{name}/priorities/equal-shares/election.pb",
    *("/surveys/{name}/texts", "/surveys/{name}/images/{image}"),  # the language; a picture
    *("/surveys/{name}/export/{format}", "/surveys/{name}/results/exports/{export_id}/file"),
    "/moderation/{code}/surveys/{name}/preview",  # the office's, with another way back
    "/moderation/{code}/surveys/{name}/preview/images/{image}",
    "/s/{run}/live",
    "/moderation/{code}/steps/{step_id}/survey/measure",  # the console, with a form on it
    *("/surveys/{name}/runs/{run}/cards.pdf", "/surveys/{name}/runs/{run}/cards.csv"),
    *("/surveys/{name}/results/cross.xlsx", "/surveys/{name}/results/cross.csv"),
    *("/c/{name}/feed.atom", "/c/{name}/data.csv", "/c/{name}/data.json"),
)
