"""What the phones propose: ideas of their own, and now and then what others say, too."""

from dataclasses import dataclass

OWN = (
    "Probe {n}: Sprachkurse mit Kinderbetreuung am Abend",
    "Deneme {n}: Okullarda veliler için Türkçe bilgi",
    "تجربة {n}: مساعدة في الواجبات المدرسية",
    "Rehearsal {n}: a meeting place in every district",
)
THIRD = 3  # of those who propose, says what many say


@dataclass(frozen=True, slots=True)
class Said:
    """The same in other words; `topic` leads all who say it to the same field."""

    topic: int
    text: str


SAID_BY_MANY = (
    Said(0, "Deutschkurse am Abend mit Kinderbetreuung"),
    Said(0, "Deutschkurse am Abend, mit Kinderbetreuung!"),
    Said(1, "Ein Treffpunkt in jedem Stadtteil"),
    Said(1, "Ein Treffpunkt in jedem Stadtteil."),
)


def own(number: int) -> str:
    """An idea that nobody else has."""
    return OWN[number % len(OWN)].format(n=number)


def said_by_many(number: int) -> Said | None:
    """What this person has in common with others; None: they have an idea of their own."""
    turn, rest = divmod(number, THIRD)
    return None if rest else SAID_BY_MANY[turn % len(SAID_BY_MANY)]
