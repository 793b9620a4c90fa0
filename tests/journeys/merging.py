"""A room that merges, for the list of all pages."""

from sqlalchemy.orm import Session

from tests.builders import Cast, ConceptCast, a_guest, a_measure, a_workshop
from workshops.agenda.editing import insert_step
from workshops.agenda.services import go_to
from workshops.merging.services import dismiss, merge
from workshops.participants import cookie

LONG = "Unterstützungsangebotekoordinierungsstellenbeauftragte einstellen"
TEXTS = (
    ("de", "Mehr Bänke im Park"),
    ("tr", "Parkta daha fazla bank"),
    ("ar", "المزيد من المقاعد في الحديقة"),
    ("de", "Sprachcafé am Nachmittag"),
    ("de", "Am Nachmittag ein Sprachcafé"),
    ("de", f"{LONG} am Nachmittag"),
    ("de", f"Am Nachmittag {LONG}"),
    ("en", "A choir"),
)


def merging_room(session: Session, secret: str, token: str, concept: ConceptCast) -> Cast:
    """Our phone has proposed the first two ideas, which are one now; two pairs are suggested."""
    cast = a_workshop(session, "collect", concept=concept, title="Workshop: merge")
    me = a_guest(session, cast, key=cookie.key_of(secret, token, cast.code))
    ideas = [
        a_measure(
            session,
            cast.one_field,
            text,
            language=language,
            workshop_id=cast.id,
            participant_id=me.id if n < 2 else a_guest(session, cast).id,
        )
        for n, (language, text) in enumerate(TEXTS)
    ]
    insert_step(session, cast.id, after=1, kind="merge")
    go_to(session, cast.id, 2)
    merge(session, cast.id, ideas[0], ideas[1:3], "Bänke im Park", "de")
    dismiss(session, cast.id, ideas[0], ideas[7])
    return cast
