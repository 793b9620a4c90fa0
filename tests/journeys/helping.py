"""Scanning what a screen shows, and coming in by a link as a helper does."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect


def scanned(picture: Locator) -> str:
    """What a phone's camera reads from this picture on a screen."""
    image = Image.open(io.BytesIO(picture.screenshot()))
    found = zxingcpp.read_barcodes(image)
    assert len(found) == 1, "there is no QR code, or more than one"
    return str(found[0].text)


def make_link(desk: Page, code: str, *, name: str = "Sema", role: str = "moderator") -> str:
    """Make a link on the console's page for it, and scan it from the screen."""
    desk.goto(f"/moderation/{code}/passes")
    desk.locator("#field-name").fill(name)
    desk.locator(f"input[name=role][value={role}]").check()
    desk.locator("main form button.main").click()
    link = scanned(desk.locator("#qr"))
    expect(desk.locator("#field-link")).to_have_value(link)
    return link


def come_in(page: Page, link: str) -> Page:
    page.goto(link)
    page.locator("main form button.main").click()
    page.wait_for_url("**/moderation/**")
    return page
