"""PDF: text that knows its language, fonts of our own, and data that is never source."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from app.documents import pdf
from app.documents.pdf import Words, said, without_pictures, words, written
from app.refused import say


def cards(heading: str, *sentences: Words) -> bytes:
    data: dict[str, Any] = {
        "heading": words(heading, "de"),
        "sentences": sentences,
        "size": 7.5,
        "address": "dots.example.org",
        "cards": [{"number": 1, "code": "ABC", "qr": "<svg xmlns='http://www.w3.org/2000/svg'/>"}],
    }
    data["cards"][0]["alt"] = "QR"
    return pdf.write("cards.typ", data, title="Cards", language="de")


def text_of(content: bytes) -> str:
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_a_text_carries_the_language_it_is_in() -> None:
    assert words("Hallo", "de") == {"text": "Hallo", "lang": "de", "rtl": False}
    assert words("مرحبا", "ar") == {"text": "مرحبا", "lang": "ar", "rtl": True}
    assert said(say("Results"), "ar")["rtl"]


def test_what_people_wrote_keeps_its_own_language_where_there_is_no_translation() -> None:
    texts = {"de": "Ein Fest", "ar": "مهرجان"}
    assert written(texts, "ar", "de") == {"text": "مهرجان", "lang": "ar", "rtl": True}
    assert written(texts, "tr", "de") == {"text": "Ein Fest", "lang": "de", "rtl": False}


def test_a_document_is_tagged_and_holds_only_fonts_of_ours() -> None:
    content = cards("Fest → Markt ✓", words("لك وحدك", "ar"), words("Şehir ğüş", "tr"))
    document = PdfReader(io.BytesIO(content))
    assert document.metadata
    assert document.metadata.title == "Cards"
    assert str(document.root_object["/Lang"]) == "de"
    assert b"pdfuaid" in content
    fonts: Any = document.pages[0]["/Resources"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts["/Font"].values()}
    assert names
    assert all("NotoSans" in name for name in names), names
    assert "Fest → Markt ✓" in text_of(content)
    assert "Şehir ğüş" in text_of(content)


@pytest.mark.parametrize(
    "typed", ['#panic("x")', '#read("/etc/passwd")', "*bold* _x_ $a$", '"]}', "\\u{41}"]
)
def test_what_people_wrote_is_text_and_no_source(typed: str) -> None:
    assert typed in text_of(cards(typed))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Fest 🎉 im Park", "Fest im Park"),
        ("👩‍👧‍👦 Familien", "Familien"),
        ("Hilfe ❤️ für alle", "Hilfe ❤ für alle"),
        ("می‌خواهم", "می‌خواهم"),
        ("🎉", "🎉"),
    ],
)
def test_pictures_among_letters_are_left_out(typed: str, kept: str) -> None:
    assert without_pictures(typed) == kept


def test_a_letter_that_no_font_has_stops_no_document() -> None:
    assert "Fest" in text_of(cards("Fest 🎉 𐎀"))
