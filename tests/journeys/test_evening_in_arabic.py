"""The whole evening in Arabic: office, moderator, two phones and the wall, none of them in English.

From the half-day template: arrive, collect, merge, discuss, groups, vote with a ballot on paper,
results, a tie and its run-off, an undo, and what is carried away in the end.
"""

import io
import re

import docx
import openpyxl
from playwright.sync_api import FilePayload, Locator, Page, StorageState, expect

from app.language.tags import LANGUAGES
from tests.journeys.access import wider_than_the_screen
from tests.journeys.browsing import DESK, PHONE, WALL, OpenPage, ask_page, press
from tests.journeys.helping import come_in, make_link
from tests.journeys.test_evening import XLSX

LANGUAGE = "ar"
CONCEPT = "خطة الاندماج"
SCHOOL, WORK = "المدرسة واللغة", "العمل والتدريب"
COURSES, BOOKS, ADVICE = "دورات لغة مسائية", "كتب بعدة لغات", "استشارة حول الاعتراف بالشهادات"
MORE_BENCHES, BENCHES = "المزيد من المقاعد في الحديقة", "مقاعد أكثر في الحديقة"
CHOIR, GARDEN = "جوقة للجميع", "حديقة مشتركة في الحي"
ALLOWANCE = 3
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

OURS = {"Kim", "Amt", "Miriam", "QR", "Word", "Excel", "CSV", "xlsx", "json", "Esc", "Klebepunkt"}
OURS |= {"LibreOffice", "OpenDocument", "PDF", "JSON", "Markdown", "Pabulib", "EUR", "en"}
OURS |= {language.own_name for language in LANGUAGES.values()}
"""Names, and what is called so in Arabic, too."""

WORDS = """() => {
    const apart = "script, style, noscript, kbd, svg, [translate=no], [lang]:not(:lang(ar))";
    const said = [document.title];
    const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
        const { parentElement, data } = nodes.currentNode;
        if (!parentElement.closest(apart)) said.push(data);
    }
    for (const element of document.querySelectorAll("body *")) {
        if (element.closest(apart)) continue;
        for (const { name, value } of element.attributes) {
            const spoken = /^(aria-label|title|alt|placeholder)$/.test(name);
            if (spoken || (name.startsWith("data-") && value.includes(" "))) said.push(value);
        }
    }
    return said.filter((text) => /[a-z]/i.test(text));
}"""
"""Every text of the page, seen or not yet, with those that its scripts will say."""


def look(page: Page, name: str) -> None:
    """Right to left, in Arabic words only, and not wider than its screen; desks: nor a phone's."""
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    assert foreign_words(page) == [], name
    size = page.viewport_size
    assert size
    for one in (size, PHONE) if size == DESK else (size,):
        page.set_viewport_size(one)
        assert wider_than_the_screen(page) == [], name
    page.set_viewport_size(size)


def foreign_words(page: Page) -> list[str]:
    """Texts in Latin letters that are no name, code or address: no English sentence is left."""
    address = r"\S*(?:[/@]|127\.0\.0\.1)\S*|\b[A-Z3-9]{6}\b"  # or a code
    texts: list[str] = ask_page(page, WORDS)
    return [
        text.strip()
        for text in texts
        if set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", re.sub(address, " ", text))) - OURS
    ]


def test_the_whole_evening(open_page: OpenPage, office: StorageState) -> None:
    desk = open_page("/concepts/new", language=LANGUAGE, size=DESK, storage_state=office)
    import_concept(desk)
    code, wall_link = plan_workshop(desk)
    wall = open_page(wall_link, language=LANGUAGE, size=WALL)
    moderator = come_in(
        open_page(None, language=LANGUAGE, size=DESK), make_link(desk, code, name="سماح")
    )
    look(desk, "office link")
    phones = [join(open_page, code) for _ in range(2)]
    expect(moderator.locator("#people")).to_have_text("2")
    everybody(moderator, wall, phones, "arrive")

    collect(moderator, wall, phones)
    merge(moderator, wall, phones)
    discuss(moderator, wall, phones)
    work_in_groups(moderator, wall, phones)
    vote(moderator, wall, phones)
    results(moderator, wall, phones)
    run_off(moderator, wall, phones)
    undo(moderator, phones)
    end(moderator, wall, phones)
    carry_away(desk, code)


def everybody(moderator: Page, wall: Page, phones: list[Page], name: str) -> None:
    look(moderator, f"{name} desk")
    look(wall, f"{name} wall")
    look(phones[0], f"{name} phone")


def import_concept(desk: Page) -> None:
    look(desk, "concept new")
    desk.locator("#field-title").fill(CONCEPT)
    desk.locator("#field-language").select_option(LANGUAGE)
    desk.locator("main form button.main").click()
    desk.locator("a[href$='/import']").first.click()
    look(desk, "concept import")
    with desk.expect_download() as found:
        desk.locator("a[href$='/import/template.xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(found.value.path().read_bytes()))
    sheet = book.worksheets[0]
    for row in (
        [SCHOOL, "اللغة للجميع", "", COURSES],
        ["", "", "", BOOKS],
        [WORK, "الاعتراف بالشهادات", "", ADVICE],
    ):
        sheet.append(row)
    filled = io.BytesIO()
    book.save(filled)
    file: FilePayload = {"name": "خطة.xlsx", "mimeType": XLSX, "buffer": filled.getvalue()}
    desk.locator("#field-file").set_input_files(file)
    desk.locator("main form button.main").click()
    expect(desk.locator("main li.node")).to_have_count(4)
    look(desk, "concept preview")
    desk.locator("main form button.main").click()
    desk.wait_for_url("**/concepts/*")
    look(desk, "concept")


def plan_workshop(desk: Page) -> tuple[str, str]:
    """Its code, and the link of its wall."""
    desk.goto("/workshops/new")
    if desk.locator(".choice", has_text=CONCEPT).count():
        desk.locator(".choice", has_text=CONCEPT).first.click()
    desk.locator("#field-title").fill("أمسية في دار البلدية")
    desk.locator("#field-place").fill("القاعة الكبيرة")
    desk.locator("#field-date").fill("2026-11-21")
    desk.locator("#field-language").select_option(LANGUAGE)
    desk.locator("input[name=approve_first]").check()
    desk.locator("input[name=agenda][value=half-day]").check()
    desk.locator("#field-allowance").fill(str(ALLOWANCE))
    look(desk, "plan")
    desk.locator("main form button.main").click()
    link = desk.locator("#projector-link").input_value()
    look(desk, "planned")
    return desk.url.rpartition("/")[2], link


def join(open_page: OpenPage, code: str) -> Page:
    phone = open_page(f"/w/{code}", language=LANGUAGE)
    look(phone, "welcome phone")
    phone.locator("button.join").click()
    expect(phone.locator("#step h1")).to_be_visible()
    return phone


def collect(moderator: Page, wall: Page, phones: list[Page]) -> None:
    """Three ideas; the third is of the same words as the first one. All are approved."""
    forward(moderator, "#switch-approval")
    look(moderator, "collect empty desk")
    for phone, text in ((phones[0], MORE_BENCHES), (phones[1], CHOIR), (phones[1], BENCHES)):
        phone.locator("#propose input[type=radio]").first.check()
        phone.locator("#field-text").fill(text)
        phone.locator("#propose button.main").click()
        expect(phone.locator("#step p", has_text=text).first).to_be_visible()
    look(phones[1], "collect sent phone")
    approve = moderator.locator("#waiting button[id^=approve]")
    expect(approve).to_have_count(3)
    look(moderator, "collect waiting desk")
    for button in [one.get_attribute("id") for one in approve.all()]:
        gone = moderator.locator(f"body:not(:has(#{button}))")
        press(moderator.locator(f"#{button}"), until=gone)
    expect(wall.locator(".wall li")).to_have_count(3)
    expect(phones[1].locator("#own [data-undecided]")).to_have_count(0)  # its author sees it, too
    expect(phones[1].locator("#own .tag.ok")).to_have_count(2)
    everybody(moderator, wall, phones, "collect")


def merge(moderator: Page, wall: Page, phones: list[Page]) -> None:
    forward(moderator, "#merging")
    expect(moderator.locator("#suggestions .pair")).to_have_count(1)
    look(moderator, "merge suggested desk")
    moderator.locator("#open-select").click()
    expect(moderator.locator("#found li").first).to_be_visible()
    look(moderator, "merge search desk")
    moderator.locator("#select [data-cancel]").click()
    moderator.locator("#suggestions [id^=accept]").click()
    expect(moderator.locator("#merged > li")).to_have_count(1)
    everybody(moderator, wall, phones, "merge")


def discuss(moderator: Page, wall: Page, phones: list[Page]) -> None:
    forward(moderator, "#change-question")
    look(moderator, "discuss empty desk")
    moderator.locator("#change-question").click()
    question = "ما الذي ينقص حتى يشعر الجميع هنا بأنهم في بيتهم؟"
    moderator.locator("#edit-question textarea[name='text-ar']").fill(question)
    moderator.locator("#edit-question select").select_option(index=2)
    look(moderator, "discuss question desk")
    moderator.locator("#edit-question .actions button").click()
    for page in (wall, *phones):
        expect(page.locator("h1")).to_have_text(question)
    everybody(moderator, wall, phones, "discuss")


def work_in_groups(moderator: Page, wall: Page, phones: list[Page]) -> None:
    """Both phones choose the first group, which votes; the other group stays empty."""
    base = moderator.url.partition("#")[0]
    moderator.goto(f"{base}/groups")
    look(moderator, "groups none desk")
    moderator.locator("#by-field").click()
    expect(moderator.locator(".group-tile")).to_have_count(2)
    look(moderator, "groups made desk")
    moderator.goto(base)
    forward(moderator, "#group-board")
    for phone in phones:
        expect(phone.locator(".group-card")).to_have_count(2)
    look(phones[0], "groups choose phone")
    for phone in phones:
        phone.locator(".group-card").first.click()
        expect(phone.locator("#propose")).to_be_visible()
    look(phones[0], "groups inside phone")
    expect(wall.locator(".groups .count strong").first).to_have_text("2")
    look(wall, "groups wall")
    look(moderator, "groups desk")

    moderator.locator("#group-board a[id^=console]").first.click()
    expect(moderator.locator("#switch-approval")).to_be_visible()
    look(moderator, "group collect desk")
    press(moderator.locator("#agenda .go").nth(1), until=moderator.locator("#change-rule"))
    look(moderator, "group vote waiting desk")
    moderator.locator("#change-rule").click()
    moderator.locator("#edit-rule form").wait_for()
    look(moderator, "rule desk")
    moderator.locator("#edit-rule [data-cancel]").click()
    forward(moderator, "#turnout")
    for phone in phones:
        place(phone, COURSES, 1)
    place(phones[0], CHOIR, 2)
    look(phones[0], "group vote phone")
    forward(moderator, "#again")
    forward(moderator, ".results")
    look(moderator, "group results desk")
    look(phones[0], "group results phone")
    moderator.goto(base)


def vote(moderator: Page, wall: Page, phones: list[Page]) -> None:
    """Each phone has one favourite, so that two measures tie; the paper adds to both of them."""
    forward(moderator, "#change-rule")
    everybody(moderator, wall, phones, "vote soon")
    forward(moderator, "#turnout")
    for phone, favourite in zip(phones, (COURSES, MORE_BENCHES), strict=True):
        place(phone, favourite, 2)
        place(phone, ADVICE, 1)
    everybody(moderator, wall, phones, "vote")
    enter_on_paper(moderator, [COURSES, MORE_BENCHES, ADVICE])
    forward(moderator, "#again")
    everybody(moderator, wall, phones, "vote closed")


def enter_on_paper(moderator: Page, measures: list[str]) -> None:
    """Three people with one dot for each of these, in the digits of an Arabic keyboard."""
    base = moderator.url
    moderator.goto(f"{base}/paper")
    lines = moderator.locator(".lines-list li")
    numbers = [lines.filter(has_text=text).locator(".number").text_content() for text in measures]
    for number in (5, 6, 7):
        moderator.locator("#field-number").fill(str(number).translate(ARABIC_DIGITS))
        moderator.locator("#field-lines").fill(" ".join(map(str, numbers)).translate(ARABIC_DIGITS))
        moderator.locator("#field-lines").press("Enter")
        expect(moderator.locator("#shown h2")).to_contain_text(str(number))
    expect(moderator.locator("#shown li")).to_have_count(len(measures))
    for text in measures:
        expect(moderator.locator("#shown")).to_contain_text(text)
    look(moderator, "paper desk")
    moderator.goto(base)
    expect(moderator.locator("#paper")).to_be_visible()


def results(moderator: Page, wall: Page, phones: list[Page]) -> None:
    forward(moderator, ".results")
    everybody(moderator, wall, phones, "results")
    moderator.locator("#first").fill("1")
    moderator.locator("form.first button").click()
    expect(moderator.locator(".tie").first).to_be_visible()
    everybody(moderator, wall, phones, "tie")


def run_off(moderator: Page, wall: Page, phones: list[Page]) -> None:
    moderator.locator("[id^=run-off]").first.click()
    expect(moderator.locator("#change-rule")).to_be_visible()
    everybody(moderator, wall, phones, "run-off soon")
    forward(moderator, "#turnout")
    for phone in phones:
        expect(phone.locator(".stepper")).to_have_count(2)
        place(phone, MORE_BENCHES, 1)
    everybody(moderator, wall, phones, "run-off")
    forward(moderator, "#again")
    forward(moderator, ".won")
    everybody(moderator, wall, phones, "won")


def undo(moderator: Page, phones: list[Page]) -> None:
    """The last action, and it is done again; all that was done stands in the list."""
    press(moderator.locator("[id^=undo-]"), until=moderator.locator("#step #again"))
    expect(phones[0].locator(".won")).to_have_count(0)
    forward(moderator, ".won")
    expect(phones[0].locator(".won")).to_have_count(1)
    base = moderator.url
    moderator.goto(f"{base}/journal")
    expect(moderator.locator("#journal .undone")).not_to_have_count(0)
    look(moderator, "journal desk")
    moderator.goto(base)


def end(moderator: Page, wall: Page, phones: list[Page]) -> None:
    """What happens next, and the survey that is not there yet."""
    forward(moderator, "#change-question")
    everybody(moderator, wall, phones, "next")
    forward(moderator, ".empty")
    everybody(moderator, wall, phones, "survey")


def carry_away(desk: Page, code: str) -> None:
    """The files speak Arabic, and say of the vote with the paper what it was."""
    desk.goto(f"/moderation/{code}/results")
    look(desk, "results page")
    word = docx.Document(io.BytesIO(download(desk, "docx")))
    excel = openpyxl.load_workbook(io.BytesIO(download(desk, "xlsx"))).worksheets[0]
    tables = [
        [[cell.text for cell in row.cells] for row in word.tables[0].rows],
        [["" if cell is None else str(cell) for cell in row] for row in excel.values],
    ]
    for rows in tables:
        assert ["الإجراء المقترح", "النقاط", "المصوّتون"] in [row[-3:] for row in rows]
        counts = {text: (dots, voters) for *_, text, dots, voters in rows}
        # Two on their phones with one or two dots, and the papers with one on each.
        assert counts[COURSES] == counts[MORE_BENCHES] == ("5", "4")
        assert counts[ADVICE] == ("5", "5")


def download(desk: Page, kind: str) -> bytes:
    with desk.expect_download() as found:
        desk.locator(f"a[href$='export.{kind}']").first.click()
    return found.value.path().read_bytes()


def forward(moderator: Page, sign: str) -> None:
    """The filled button, until the room has come where this can be seen."""
    press(moderator.locator("#forward"), until=moderator.locator("#step").locator(sign))


def stepper(phone: Page, measure: str) -> Locator:
    return phone.locator("li.measure", has_text=measure).locator("form.stepper")


def place(phone: Page, measure: str, count: int) -> None:
    one = stepper(phone, measure)
    for number in range(1, count + 1):
        one.locator(".plus").click()
        expect(one).to_have_attribute("data-count", str(number))
    expect(one.locator(".dot:not(.sending)")).to_have_count(count)
