"""What becomes of measures: decided, reported, published, and read by anybody, also on paper."""

from playwright.sync_api import StorageState, expect

from tests.builders import a_concept
from tests.journeys.browsing import DESK, OpenPage
from tests.journeys.conftest import Write


def test_from_the_councils_decision_to_a_page_for_everybody(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    concept = write(a_concept, fields=2, measures=70)
    first, second, *_ = concept.measures
    desk = open_page(
        f"/concepts/{concept.name}/follow-up", language="en", size=DESK, storage_state=office
    )
    for measure in (first, second):
        desk.locator(f"#m{measure} input[name=measure]").check()
    expect(desk.locator("#ticks")).to_have_text("2 ticked")
    desk.get_by_role("button", name="Record a decision for the ticked").click()
    expect(desk.locator("#field-chosen")).to_be_focused()  # it is asked first which
    expect(desk.locator("#ticks")).to_be_in_viewport()
    desk.locator("#field-chosen").select_option("adopted")
    desk.get_by_label("Day of the council’s decision").fill("2026-03-26")
    desk.locator("#decide").click()
    expect(desk.locator("#notice")).to_contain_text("Adopted by the council: 2 measures")
    desk.locator(f"#t{first}").click()
    desk.get_by_label("Status").select_option("running")
    desk.get_by_label("Since when").fill("2026-05-01")
    desk.get_by_text("In other languages").click()
    desk.locator("textarea[name=reason-ar]").fill("بدأت المجموعة الأولى")
    desk.get_by_role("button", name="Save the report").click()
    expect(desk.locator("#notice")).to_contain_text("Reported")
    desk.goto(f"/concepts/{concept.name}/follow-up")
    desk.get_by_role("button", name="Publish the page").click()
    expect(desk.locator("#notice")).to_contain_text("Published the public page")

    reader = open_page(f"/c/{concept.name}", language="de")
    expect(reader.locator("html")).to_have_attribute("lang", "de")
    reader.get_by_role("link", name="العربية").click()
    expect(reader.locator("html")).to_have_attribute("dir", "rtl")
    report = reader.locator(f"#m{first}")
    expect(report).to_be_hidden()  # a large concept is folded
    reader.locator("details.field > summary").first.click()
    expect(report).to_contain_text("بدأت المجموعة الأولى")
    expect(report.locator("[lang=de]")).to_have_text("Maßnahme 1")
    reader.goto(reader.url.split("#")[0])

    reader.emulate_media(media="print")
    expect(reader.locator("header.top")).to_be_hidden()
    expect(reader.locator("nav.jumps")).to_be_hidden()
    assert (
        reader.evaluate(
            f"getComputedStyle(document.querySelector('#m{first}').closest('details'),"
            "'::details-content').contentVisibility"
        )
        == "visible"
    )
    for width in (320, 1280, 1920):
        reader.set_viewport_size({"width": width, "height": 640})
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert reader.context.cookies() == []
