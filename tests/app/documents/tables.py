"""Documents to write."""

from app.documents.document import Cell, Column, Document, Group, Table, Text

HEADS = (Column("Lfd. Nr.", 5, "number"), Column("Handlungsfeld", 17), Column("Oberziel", 22))
MEASURE = Column("Maßnahmevorschlag", 46, "bullet")
VOTES = (Column("Punkte", 7, "number"), Column("Abstimmende", 12, "number"))


def a_group(number: int, field: str, *measures: str, continued: bool = False) -> Group:
    """An upper goal with its measures; the first one has the most dots."""
    heads: tuple[Cell, ...] = (number, Text(field, continued=continued), Text(f"Ziel {number}"))
    lines = tuple((Text(text), len(measures) - index, 1) for index, text in enumerate(measures))
    return Group(heads, lines)


def a_table(*groups: Group, language: str = "de", title: str = "Konzept") -> Document:
    """A document that is a table on landscape paper."""
    return Document(
        title=Text(title, language),
        subtitles=("Workshop in Heepen", "5 Punkte je Handlungsfeld"),
        language=language,
        blocks=(Table((*HEADS, MEASURE, *VOTES), groups),),
        landscape=True,
        page_of="Seite %(page)s von %(pages)s",
    )


TWO_GOALS = a_table(
    a_group(1, "Schule", "Patenschaften", "Sprachkurse"),
    a_group(2, "Schule", "Beratung", continued=True),
)
DANGEROUS = ("=1+1", "+49 521 51", "-5 Grad", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', " =1")
