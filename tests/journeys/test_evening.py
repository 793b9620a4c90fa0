"""One whole evening: from the office's spreadsheet to the order of measures in the council's paper.

Three people who share no language, a moderator, the wall, and the office, each in a browser of
their own; nothing in here goes past the pages that people use.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import docx
import openpyxl
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import func, select

from app.database.ledger import Ledger
from tests import servers
from tests.journeys.browsing import DESK, WALL, OpenPage, opening, press
from tests.servers import Server, klebepunkt
from workshops.models import Dots

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOALS = {
    ("Bildung", "Sprache in der Kita"): (
        "Mehr Sprachfachkräfte in Kitas",
        "Elterncafés in jedem Stadtteil",
        "Vorlesepatenschaften",
        "Sprachkurse am Abend",
        "Mehrsprachige Bücher",
    ),
    ("Arbeit", "Anerkennung"): ("Beratung zur Anerkennung", "Praktika in der Verwaltung"),
}
KITA, CAFES, READING, EVENING, BOOKS = GOALS["Bildung", "Sprache in der Kita"]
IDEA = "دروس تقوية مجانية بعد المدرسة"  # proposed by the Arabic phone, and approved
ALLOWANCE = 6
BALLOTS = {
    "de": {EVENING: 2, CAFES: 2, BOOKS: 1, IDEA: 1},
    "ar": {EVENING: 2, CAFES: 2, BOOKS: 1, IDEA: 1},
    "tr": {EVENING: 2, CAFES: 1, BOOKS: 1, KITA: 1, IDEA: 1},
}
RANKING = [  # rank, measure, dots, voters
    (1, EVENING, 8, 5),  # two of these on paper
    (2, CAFES, 5, 3),
    (3, BOOKS, 3, 3),
    (3, IDEA, 3, 3),
    (5, KITA, 1, 1),
    (None, READING, 0, 0),
]
SHOWN = [(rank, measure, dots) for rank, measure, dots, _ in RANKING]


@dataclass
class House:
    """An installation that nobody has used yet, and browsers to visit it with."""

    server: Server
    open_page: OpenPage
    office_link: str


@pytest.fixture
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("evening")
    with servers.running(data) as server, opening(browser, server.url) as open_page:
        added = klebepunkt(
            *("account", "add", "office@example.org", "--name", "Kim Amt", "--role", "office"),
            data=data,
            PORT=server.env["KLEBEPUNKT_PORT"],
        )
        yield House(server, open_page, added.stdout.strip())


def test_from_the_spreadsheet_to_the_council_paper(house: House) -> None:
    office = signed_in(house, house.office_link)
    import_concept(office)
    moderator = signed_in(house, invite_moderator(office))
    code, wall_link = plan_workshop(office)
    wall = house.open_page(wall_link, size=WALL)
    phones = join_by_qr(house, wall)
    expect(wall.locator("#people")).to_have_text("3")

    moderator.goto(f"/moderation/{code}")
    expect(moderator.locator("#people")).to_have_text("3")
    press(moderator.locator("#forward"), until=moderator.locator("#step h2, #step .empty"))
    for language, text in (("de", "Ein Chor für alle"), ("ar", IDEA), ("tr", "Mahalle bahçesi")):
        propose(phones[language], text)
    approve(moderator, IDEA)
    expect(wall.locator(".wall li > p:last-child")).to_have_text([IDEA])

    open_the_vote(moderator)
    for phone in phones.values():
        expect(phone.locator("form.stepper")).to_have_count(8)
    for language in ("de", "ar"):
        for measure, count in BALLOTS[language].items():
            place(phones[language], measure, count)
    exceed_in_two_tabs(house, phones["tr"], code)
    expect(wall.locator("#turnout strong")).to_have_text(
        ["0", "3", "0"]
    )  # nobody has voted on work

    enter_on_paper(moderator)
    close_the_vote(moderator)
    for language, phone in phones.items():
        expect(phone.locator("section").first.locator(".result .rank")).to_have_count(6)
        assert ranking_on(phone) == SHOWN
        assert own_dots(phone) == set(BALLOTS[language])
    expect(wall.locator(".leaf").first.locator(".result")).to_have_count(6)
    assert ranking_on(wall, ".leaf") == SHOWN
    check_word_file(download(moderator, f"/moderation/{code}/export.docx"))
    check_word_file(download(office, f"/moderation/{code}/results"))


def signed_in(house: House, link: str) -> Page:
    """A desk whose visitor came by this link, which lets nobody in a second time."""
    desk = house.open_page(link, size=DESK)
    desk.locator("main form button").click()
    desk.wait_for_url("**/account/password")
    late = house.open_page(link, size=DESK, forgives="status of 404")
    expect(late.locator("main form")).to_have_count(0)
    return desk


def import_concept(office: Page) -> None:
    """A new concept, from the office's own rows in the template that it has downloaded."""
    office.goto("/concepts/new")
    office.locator("#field-title").fill("Integrationskonzept Kieferstadt")
    office.locator("main form button.main").click()
    office.locator("a[href$='/import']").first.click()
    with office.expect_download() as found:
        office.locator("a[href$='/import/template.xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(found.value.path().read_bytes()))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:4] == ["Handlungsfeld", "Oberziel", "Teilziel", "Maßnahmevorschlag"]
    for (field, goal), measures in GOALS.items():
        for number, text in enumerate(measures):
            sheet.append(["", "", "", text] if number else [field, goal, "", text])
    filled = io.BytesIO()
    book.save(filled)
    file: FilePayload = {"name": "Konzept.xlsx", "mimeType": XLSX, "buffer": filled.getvalue()}
    office.locator("#field-file").set_input_files(file)
    office.locator("main form button.main").click()
    expect(office.locator("main li.node")).to_have_count(4)
    office.locator("main form button.main").click()
    office.wait_for_url("**/concepts/*")
    for text in (*GOALS["Bildung", "Sprache in der Kita"], "Anerkennung"):
        expect(office.get_by_text(text, exact=True)).to_be_visible()


def invite_moderator(office: Page) -> str:
    """The one-time link of a new moderator."""
    office.goto("/accounts")
    office.locator("#field-name").last.fill("Sema Yılmaz")
    office.locator("#field-email").fill("sema@example.org")
    office.locator("form[action='/accounts'] button.main").click()
    return office.locator("#field-link").input_value()


def plan_workshop(office: Page) -> tuple[str, str]:
    """Its code, and the link of its wall."""
    office.goto("/workshops/new")
    office.locator("#field-title").fill("Abend im Bürgerhaus")
    office.locator("#field-place").fill("Bürgerhaus")
    office.locator("#field-date").fill("2026-11-21")
    office.locator("input[name=approve_first]").check()
    office.locator("#field-allowance").fill(str(ALLOWANCE))
    office.locator("input[name=moderators]").check()
    office.locator("main form button.main").click()
    link = office.locator("#projector-link").input_value()
    return office.url.rpartition("/")[2], link


def join_by_qr(house: House, wall: Page) -> dict[str, Page]:
    """Three phones that open what a QR reader finds on a picture of the wall, and join."""
    picture = Image.open(io.BytesIO(wall.screenshot()))
    addresses = {found.text for found in zxingcpp.read_barcodes(picture)}
    assert len(addresses) == 1
    phones = {}
    for language, direction in (("de", "ltr"), ("ar", "rtl"), ("tr", "ltr")):
        phone = house.open_page(*addresses, language=language)
        expect(phone.locator("html")).to_have_attribute("lang", language)
        expect(phone.locator("html")).to_have_attribute("dir", direction)
        phone.locator("button.join").click()
        expect(phone.locator("#step")).to_be_visible()
        phones[language] = phone
    return phones


def propose(phone: Page, text: str) -> None:
    """In the first field. The form appears by itself, when the moderator has gone on."""
    phone.locator("#propose input[type=radio]").first.check()
    phone.locator("#field-text").fill(text)
    phone.locator("#propose button").click()
    expect(phone.locator("#field-text")).to_have_value("")
    expect(phone.get_by_role("paragraph").filter(has_text=text)).to_be_visible()


def approve(moderator: Page, text: str) -> None:
    expect(moderator.locator("#waiting .proposal")).to_have_count(3)
    one = moderator.locator("#waiting .proposal", has_text=text)
    one.locator("button[id^=approve]").click()
    expect(moderator.locator("#waiting .proposal")).to_have_count(2)


def open_the_vote(moderator: Page) -> None:
    step = moderator.locator("#step")
    press(step.locator("#forward"), until=step.locator("#change-rule"))
    press(step.locator("#forward"), until=step.locator("#turnout"))


def close_the_vote(moderator: Page) -> None:
    """And go on to the results."""
    step = moderator.locator("#step")
    press(step.locator("#forward"), until=step.locator("#again"))
    press(step.locator("#forward"), until=step.locator(".results").first)


def place(phone: Page, measure: str, count: int) -> None:
    """Press plus so often; the server has answered each time."""
    stepper = phone.locator("li.measure", has_text=measure).locator("form.stepper")
    for number in range(1, count + 1):
        stepper.locator(".plus").click()
        expect(stepper).to_have_attribute("data-count", str(number))
    expect(stepper.locator(".dot:not(.sending)")).to_have_count(count)


def exceed_in_two_tabs(house: House, first: Page, code: str) -> None:
    """Each tab believes that dots are left which were spent in the other one."""
    second = first.context.new_page()
    second.goto(f"/w/{code}")
    ballot = list(BALLOTS["tr"].items())
    first.bring_to_front()
    for measure, count in ballot[:2]:
        place(first, measure, count)
    second.bring_to_front()
    for measure, count in ballot[2:]:
        place(second, measure, count)
    first.bring_to_front()
    late = first.locator("li.measure", has_text=READING).locator("form.stepper")
    late.locator(".plus").click()
    expect(late.locator(".state.stop")).not_to_be_empty()
    expect(late).to_have_attribute("data-count", "0")
    assert dots_on(house.server) == 3 * ALLOWANCE
    for tab in (first, second):
        tab.reload()
        expect(tab.locator(".stock").first.locator(".dot:not(.free)")).to_have_count(0)
        shown = {
            item.locator("p").first.inner_text(): item.locator(".mine .dot").count()
            for item in tab.locator("li.measure:has(.mine .dot)").all()
        }
        assert shown == BALLOTS["tr"]
    second.close()


def dots_on(server: Server) -> int:
    ledger = Ledger(server.database_url)
    try:
        return ledger.read_now(lambda session: session.scalar(select(func.sum(Dots.count)))) or 0
    finally:
        ledger.close()


def enter_on_paper(moderator: Page) -> None:
    """Two more people: what fewer than five have voted is in no paper for the council."""
    base = moderator.url
    moderator.goto(f"{base}/paper")
    line = moderator.locator(".lines-list li").filter(has_text=EVENING).locator(".number")
    for number in ("4", "5"):
        moderator.locator("#field-number").fill(number)
        moderator.locator("#field-lines").fill(line.text_content() or "")
        moderator.locator("#field-lines").press("Enter")
        expect(moderator.locator("#shown h2")).to_contain_text(number)
    moderator.goto(base)


def ranking_on(page: Page, part: str = "section") -> list[tuple[int | None, str, int | None]]:
    """The rows of the first field, as they are read: rank, measure, dots."""

    def number(text: str) -> int | None:
        """In whatever digits, among whatever words; None where there is none."""
        digits = "".join(c for c in text if c.isdecimal())
        return int(digits) if digits else None

    rows = page.locator(part, has=page.locator(".results")).first.locator(".result").all()
    return [
        (
            number(row.locator(".rank").inner_text()),
            row.locator("p [dir=auto]").inner_text(),
            number(row.locator("strong").inner_text()),
        )
        for row in rows
    ]


def own_dots(phone: Page) -> set[str]:
    rows = phone.locator(".results").first.locator(".result:has(.own)")
    return {row.locator("p [dir=auto]").inner_text() for row in rows.all()}


def download(page: Page, path: str) -> bytes:
    """The Word file behind the link on the console, or on the page of the results."""
    if path.endswith("/results"):
        page.goto(path)
    with page.expect_download() as download:
        page.locator("a[href$='export.docx']").click()
    return download.value.path().read_bytes()


def check_word_file(content: bytes) -> None:
    """The measures of the goal stand in the order of their dots, with dots and voters beside."""
    table = docx.Document(io.BytesIO(content)).tables[0]
    # What is not in German is marked, such as "… [Arabisch]".
    rows = [[cell.text.partition(" \u200e[")[0] for cell in row.cells] for row in table.rows]
    counts = {text: (dots, voters) for _, text, dots, voters in RANKING}
    written = {row[3]: (int(row[4]), int(row[5])) for row in rows if row[3] in counts}
    assert written == counts
    goal = [row[3] for row in rows if row[2] == "Sprache in der Kita"]
    assert goal == [EVENING, CAFES, BOOKS, KITA, READING]
