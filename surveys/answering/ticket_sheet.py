"""Personal links on paper: a sheet of cards, or a table for letters and mails."""

from collections.abc import Iterator

from app.documents import csvfile
from app.documents.cards import Cards
from app.documents.document import Grid
from app.documents.pdf import said
from app.language import catalogues
from app.refused import say
from app.web.door import address_of, shown_address
from surveys.answering.rules import shown_ticket
from surveys.answering.tickets import Sheet

SENTENCE = say("Only for you, for one time. Nobody can see who answered what.")
INTERVIEWER = say("Only for you, for all interviews that you hold. Nobody can see who held which.")
QR_LABEL = say("QR code of the personal link")


def cards(sheet: Sheet, public_url: str) -> Cards:
    """What is printed on the sheet of cards: the sentence in those of its languages we speak."""
    spoken = [tag for tag in sheet.languages if tag in catalogues.offered()]
    sentence = INTERVIEWER if sheet.interviews else SENTENCE
    return Cards(
        sheet.title,
        sheet.languages[0],
        tuple(said(sentence, tag) for tag in spoken or [catalogues.current()]),
        QR_LABEL,
        shown_address(public_url),
        {number: (shown, address_of(public_url, f"/T/{shown}")) for number, shown in _shown(sheet)},
    )


def table(sheet: Sheet, public_url: str) -> bytes:
    """The tickets as CSV, for letters and mails that others send."""
    rows = tuple(
        (number, shown, f"{public_url.rstrip('/')}/t/{shown}") for number, shown in _shown(sheet)
    )
    headings = (say("Number on the card"), say("Personal code"), say("Personal link"))
    return csvfile.write(Grid(sheet.title, tuple(map(catalogues.words, headings)), rows))


def _shown(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Each number and its ticket as people type it."""
    return ((number, shown_ticket(ticket)) for number, ticket in sheet.tickets.items())
