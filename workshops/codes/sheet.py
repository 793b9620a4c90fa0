"""The sheet of cards with personal codes."""

from app.documents.cards import Cards
from app.refused import say
from app.web.door import address_of, shown_address
from workshops.codes.reads import Sheet
from workshops.codes.rules import shown

QR_LABEL = say("QR code of the personal code")


def cards(sheet: Sheet, public_url: str) -> Cards:
    """What is printed on them."""
    return Cards(
        sheet.title,
        sheet.language,
        sheet.sentences,
        QR_LABEL,
        shown_address(public_url),
        {
            number: (shown(code), address_of(public_url, f"/P/{shown(code)}"))
            for number, code in sheet.codes.items()
        },
    )
