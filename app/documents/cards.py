"""A sheet of cards as PDF: ten on a page, each with a QR code and its code, to be cut apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents import pdf, qr
from app.documents.pdf import Words
from app.refused import Message

FEW, SIZE, SMALL = 4, 7.5, 6.0  # with more languages than FEW, smaller letters (points)
HEADING = 44  # characters of the title on a card


@dataclass(frozen=True, slots=True)
class Cards:
    """What is printed. `codes`: number -> the code as it is shown, and what its symbol says.

    `label` names the symbol for screen readers, `address` is where a code can be typed.
    """

    title: str
    language: str
    sentences: Sequence[Words]
    label: Message
    address: str
    codes: Mapping[int, tuple[str, str]]


def write(cards: Cards) -> bytes:
    """Takes up to a second: call it in a thread."""
    return pdf.write("cards.typ", contents(cards), title=cards.title, language=cards.language)


def contents(cards: Cards) -> dict[str, Any]:
    """What the template wants."""
    alt = pdf.said(cards.label, cards.language)["text"]
    title = cards.title
    short = title if len(title) <= HEADING else f"{title[: HEADING - 1].rstrip()}…"
    return {
        "heading": pdf.written({cards.language: short}, cards.language, cards.language),
        "sentences": cards.sentences,
        "size": SIZE if len(cards.sentences) <= FEW else SMALL,
        "address": cards.address,
        "cards": [
            {"number": number, "code": code, "qr": qr.svg(says), "alt": f"{alt}: {code}"}
            for number, (code, says) in cards.codes.items()
        ],
    }
