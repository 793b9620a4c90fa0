"""The sheet of cards as PDF: ten on a page, to be cut apart."""

from typing import Any

from app.documents import pdf, qr
from app.refused import say
from workshops.codes.reads import Sheet
from workshops.codes.rules import shown
from workshops.door import address_of, shown_address

QR_LABEL = say("QR code of the personal code")
FEW, SIZE, SMALL = 4, 7.5, 6.0  # with more languages than FEW, smaller letters (points)


def write(sheet: Sheet, public_url: str) -> bytes:
    """Takes up to a second: call it in a thread."""
    data = contents(sheet, public_url)
    return pdf.write("cards.typ", data, title=sheet.title, language=sheet.language)


def contents(sheet: Sheet, public_url: str) -> dict[str, Any]:
    """What the template wants."""
    alt = pdf.said(QR_LABEL, sheet.language)["text"]
    cards = [
        {
            "number": number,
            "code": shown(code),
            "qr": qr.svg(address_of(public_url, f"/P/{shown(code)}")),
            "alt": f"{alt}: {shown(code)}",
        }
        for number, code in sheet.codes.items()
    ]
    return {
        "heading": sheet.heading,
        "sentences": sheet.sentences,
        "size": SIZE if len(sheet.sentences) <= FEW else SMALL,
        "address": shown_address(public_url),
        "cards": cards,
    }
