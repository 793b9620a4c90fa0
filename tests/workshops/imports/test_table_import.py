"""From sheets to plans: what is created, and what is said about faulty rows."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from app.documents.table import CellKind, SheetCell, SheetRow
from tests.workshops.concepts.snapshots import BIELEFELD, a_measure, a_node
from workshops.concepts.numbering import letters
from workshops.concepts.snapshot import Node
from workshops.imports.brought import brought
from workshops.imports.cells import bodies, fold
from workshops.imports.plan import Fault, ImportPlan, PlannedReport
from workshops.imports.points import bullets
from workshops.imports.table_import import plan
from workshops.imports.title_numbers import parted
from workshops.schemes.columns import Money
from workshops.schemes.library import load_built_in

HEADINGS = ("Handlungsfeld", "Oberziel", "Teilziel", "Maßnahmevorschlag")


def a_sheet(*rows: tuple[str, ...]) -> list[SheetRow]:
    return [
        SheetRow(number, tuple(SheetCell(text) for text in row))
        for number, row in enumerate(rows, 1)
        if any(row)
    ]


def planned(
    *rows: tuple[str, ...],
    headings: tuple[str, ...] = HEADINGS,
    existing: tuple[Node, ...] = (),
    language: str = "de",
) -> ImportPlan:
    return plan(a_sheet(headings, *rows), BIELEFELD, language, existing)


def tree(found: ImportPlan) -> list[tuple[object, ...]]:
    return [(node.id, node.parent, node.level, node.titles[found.language]) for node in found.nodes]


def measures(found: ImportPlan) -> list[tuple[int, str]]:
    return [(measure.node, measure.texts[found.language]) for measure in found.measures]


def said(faults: tuple[Fault, ...]) -> list[tuple[int, str, str]]:
    return [
        (fault.row, fault.column, fault.message.text % fault.message.params) for fault in faults
    ]


def test_blank_cells_continue_the_row_above() -> None:
    found = planned(
        ("Schule", "A", "", "eins"),
        ("", "", "", "zwei"),
        ("", "B", "", "drei"),
        ("Arbeit", "C", "", "vier"),
    )
    assert tree(found) == [
        (-1, None, 0, "Schule"),
        (-2, -1, 1, "A"),
        (-3, -1, 1, "B"),
        (-4, None, 0, "Arbeit"),
        (-5, -4, 1, "C"),
    ]
    assert measures(found) == [(-2, "eins"), (-2, "zwei"), (-3, "drei"), (-5, "vier")]
    assert (found.ok, found.warnings) == (True, ())
    assert [found.new_at(level) for level in (0, 1, 2)] == [2, 3, 0]


def test_repeated_cells_mean_the_same_entry() -> None:
    found = planned(("Schule", "A", "", "eins"), ("SCHULE ", " a", "", "zwei"))
    assert [node.id for node in found.nodes] == [-1, -2]
    assert measures(found) == [(-2, "eins"), (-2, "zwei")]


def test_the_same_title_in_another_field_is_another_entry() -> None:
    found = planned(("Schule", "Sprache", "", "eins"), ("Arbeit", "Sprache", "", "zwei"))
    assert [node.parent for node in found.nodes if node.level == 1] == [-1, -3]


def test_structure_without_measures_and_measures_without_goals_are_fine() -> None:
    found = planned(("Schule", "", "", "eins"), ("Arbeit", "A", "", ""))
    assert (len(found.nodes), measures(found), found.ok) == (3, [(-1, "eins")], True)


def test_sub_goals_may_be_left_out_and_used() -> None:
    found = planned(("Schule", "A", "", "eins"), ("", "", "a1", "zwei"), ("", "B", "", "drei"))
    assert measures(found) == [(-2, "eins"), (-3, "zwei"), (-4, "drei")]


@pytest.mark.parametrize(
    "headings",
    [
        ("Field of action", "Upper goals", "SUB GOAL", "measure"),
        ("Eylem Alanı", "ÜST HEDEF", "Alt hedef:", "Önlem önerileri"),
        ("EYLEM ALANI", "Üst  hedef", "alt hedef", "önlem"),
        ("مجال العمل", "الهدف الرئيسي", "الهدف الفرعي", "الإجراء المقترح"),
    ],
)
def test_headings_are_known_in_every_language(headings: tuple[str, ...]) -> None:
    found = planned(("Schule", "A", "a1", "eins"), headings=headings)
    assert [node.level for node in found.nodes] == [0, 1, 2]
    assert (measures(found), found.warnings) == ([(-3, "eins")], ())


def test_columns_may_stand_in_any_order_below_a_title() -> None:
    rows = a_sheet(
        ("Integrationskonzept",),
        ("Stand 2010",),
        (),
        ("Maßnahmen", "Lfd. Nr.", "Oberziel", "Handlungsfeld"),
        ("eins", "1", "A", "Schule"),
    )
    found = plan(rows, BIELEFELD, "de")
    assert tree(found) == [(-1, None, 0, "Schule"), (-2, -1, 1, "A")]
    assert found.measures[0].row == 5
    assert said(found.warnings) == [(4, "Lfd. Nr.", "The numbers are made anew.")]


def test_unknown_columns_are_reported_and_not_dropped_in_silence() -> None:
    found = planned(
        ("Schule", "A", "viel", "eins", "x"),
        headings=("Handlungsfeld", "Oberziel", "Gewicht", "Maßnahme", ""),
    )
    assert said(found.warnings) == [
        (1, "Gewicht", "This column is not known and is left out."),
        (1, "E", "This column has no heading and is left out."),
    ]
    assert found.ok


def test_a_column_that_is_there_twice_is_a_fault() -> None:
    found = planned(("a", "b", "c"), headings=("Handlungsfeld", "Feld", "Maßnahme"))
    assert said(found.faults) == [(1, "Feld", "This column is there twice. Delete one of them.")]


def test_a_sheet_without_headings_says_what_it_needs() -> None:
    found = planned(("Schule", "A", "", "eins"), headings=("a", "b", "c", "d"))
    assert not found.ok
    assert "“Handlungsfeld” and “Maßnahmevorschlag”" in said(found.faults)[0][2]
    assert plan([], BIELEFELD, "de").faults[0].row == 1


def test_a_measure_above_every_field_is_a_fault() -> None:
    found = planned(("", "", "", "eins"), ("Schule", "", "", "zwei"))
    assert [(row, column) for row, column, _ in said(found.faults)] == [(2, "Maßnahmevorschlag")]
    assert "“Handlungsfeld” is empty" in said(found.faults)[0][2]


def test_an_upper_goal_without_a_field_is_one_fault_however_much_is_below_it() -> None:
    found = planned(("", "A", "", "eins"), ("", "", "a1", "zwei"), ("", "", "", "drei"))
    assert said(found.faults) == [
        (
            2,
            "Oberziel",
            "The column “Handlungsfeld” is empty, here and in the rows above. Fill it in.",
        )
    ]


def test_a_sub_goal_needs_an_upper_goal() -> None:
    found = planned(("Schule", "", "a1", "eins"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "Teilziel")]


def test_too_long_texts_are_faults_with_their_lengths() -> None:
    found = planned(("S" * 301, "", "", "eins"), ("Schule", "", "", "x" * 2001))
    assert [(f.row, f.column, f.message.params["length"]) for f in found.faults] == [
        (2, "Handlungsfeld", 301),
        (3, "Maßnahmevorschlag", 2001),
    ]


def test_texts_of_exactly_the_limit_are_fine() -> None:
    assert planned(("S" * 300, "", "", "x" * 2000)).ok


@pytest.mark.parametrize("title", ["12", "3.1", "50 %"])
def test_only_a_number_is_taken_for_a_slipped_column(title: str) -> None:
    found = planned(("Schule", title, "", "eins"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "Oberziel")]


@pytest.mark.parametrize(("kind", "word"), [("formula", "formula"), ("error", "#REF!")])
def test_formulas_and_error_values_are_faults(kind: CellKind, word: str) -> None:
    rows = a_sheet(HEADINGS)
    rows.append(SheetRow(2, (SheetCell("Schule"), SheetCell("#REF!", kind))))
    found = plan(rows, BIELEFELD, "de")
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "Oberziel")]
    assert word in said(found.faults)[0][2]


def test_a_formula_that_counts_the_rows_does_no_harm() -> None:
    rows = a_sheet(("Nr.", "Handlungsfeld", "Maßnahme"))
    rows.append(SheetRow(2, (SheetCell("=ROW()", "formula"), SheetCell("Schule"), SheetCell("x"))))
    assert plan(rows, BIELEFELD, "de").ok


def test_text_that_looks_like_a_formula_is_taken_as_text() -> None:
    assert measures(planned(("Schule", "", "", "=1+1 rechnen"))) == [(-1, "=1+1 rechnen")]


def test_a_measure_twice_is_left_out_with_a_warning() -> None:
    found = planned(("Schule", "", "", "Räume schaffen"), ("", "", "", " RÄUME  schaffen"))
    assert (measures(found), found.ok) == ([(-1, "Räume schaffen")], True)
    assert [(warning.row, warning.column) for warning in found.warnings] == [
        (3, "Maßnahmevorschlag")
    ]


def test_the_same_measure_at_another_entry_is_another_measure() -> None:
    found = planned(("Schule", "A", "", "Beratung"), ("", "B", "", "Beratung"))
    assert len(found.measures) == 2


def test_a_cell_with_bullets_is_several_measures() -> None:
    text = "• Teamteaching\n• Qualifizierung der Lehrkräfte\nund Leitungen\n\n• Werbung."
    assert [text for _, text in measures(planned(("Schule", "A", "", text)))] == [
        "Teamteaching",
        "Qualifizierung der Lehrkräfte und Leitungen",
        "Werbung.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- eins\n- zwei", ["eins", "zwei"]),
        ("○ eins ○ noch eins", ["eins ○ noch eins"]),
        ("* eins\n* Migrant*innen", ["eins", "Migrant*innen"]),
        ("•eins\n•zwei", ["eins", "zwei"]),
        ("-5 Grad\nsind kalt", ["-5 Grad sind kalt"]),
        ("*innen\nzuerst", ["*innen zuerst"]),
        ("erster Absatz\nzweiter Absatz", ["erster Absatz zweiter Absatz"]),
        ("•\n•", []),
        ("", []),
    ],
)
def test_bullets(text: str, found: list[str]) -> None:
    assert bullets(text) == found


def test_bodies_are_parted_by_semicolons_and_lines_but_not_by_commas() -> None:
    assert bodies("Amt für Jugend, Familie; REGE mbH\n- Polizei;") == [
        "Amt für Jugend, Familie",
        "REGE mbH",
        "Polizei",
    ]


def test_measure_columns_are_kept_with_every_bullet_of_the_cell() -> None:
    found = planned(
        ("Schule", "• eins\n• zwei", "Stadt; Land", "bis 2012"),
        headings=("Handlungsfeld", "Maßnahme", "Zuständige", "Umsetzbarkeit"),
    )
    kept = {"responsible": ["Stadt", "Land"], "feasible": "bis 2012"}
    assert [measure.columns for measure in found.measures] == [kept, kept]


def test_bodies_without_a_measure_are_warned_of() -> None:
    found = planned(("Schule", "", "Stadt"), headings=("Feld", "Maßnahme", "Zuständige"))
    assert [warning.message.text for warning in found.warnings] == [
        "There is no measure in this row."
    ]


def test_titles_and_measures_bring_their_translations() -> None:
    found = planned(
        ("Schule", "School", "المدرسة", "Räume", "Rooms"),
        headings=("Handlungsfeld", "Handlungsfeld (en)", "Feld [AR]", "Maßnahme", "Measure (en)"),
    )
    assert found.nodes[0].titles == {"de": "Schule", "en": "School", "ar": "المدرسة"}
    assert found.measures[0].texts == {"de": "Räume", "en": "Rooms"}
    assert found.warnings == ()


def test_a_column_in_brackets_that_is_no_language_is_unknown() -> None:
    found = planned(("Schule", "x"), headings=("Handlungsfeld", "Oberziel (alt)"))
    assert [warning.column for warning in found.warnings] == ["Oberziel (alt)"]


def test_a_column_of_the_files_own_language_is_the_text_itself() -> None:
    found = planned(("School", "Schule"), headings=("Field (en)", "Field (de)"), language="en")
    assert [node.titles for node in found.nodes] == [{"en": "School", "de": "Schule"}]


def test_a_translation_of_nothing_is_a_fault() -> None:
    found = planned(("", "School"), headings=("Handlungsfeld", "Handlungsfeld (en)", "Maßnahme"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "Handlungsfeld (en)")]


def test_a_translation_needs_as_many_bullets_as_the_text() -> None:
    found = planned(
        ("Schule", "• eins\n• zwei", "• one"),
        headings=("Handlungsfeld", "Maßnahme", "Maßnahme (en)"),
    )
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "Maßnahme (en)")]


def test_a_field_stated_again_without_its_goal_is_asked_about() -> None:
    found = planned(("Schule", "A", "", "eins"), ("Schule", "", "", "zwei"))
    assert measures(found) == [(-2, "eins"), (-1, "zwei")]
    assert [(warning.row, warning.column) for warning in found.warnings] == [(3, "Handlungsfeld")]


EXISTING = (
    a_node(
        7, 0, a_node(8, 1, a_measure(90, "Räume"), title="Öffnung"), title="Schule", en="School"
    ),
)


def test_existing_entries_are_attached_to_and_not_doubled() -> None:
    found = planned(("schule", "ÖFFNUNG", "", "Geld"), ("", "Neues", "", "Zeit"), existing=EXISTING)
    assert tree(found) == [(-1, 7, 1, "Neues")]
    assert measures(found) == [(8, "Geld"), (-1, "Zeit")]


def test_an_existing_entry_is_found_by_its_title_in_any_language() -> None:
    found = planned(("School", "", "", "Rooms"), existing=EXISTING, language="en")
    assert (found.nodes, measures(found)) == ((), [(7, "Rooms")])


def test_a_measure_that_is_there_already_is_not_created_again() -> None:
    found = planned(("Schule", "Öffnung", "", "räume"), existing=EXISTING)
    assert (found.empty, found.ok, len(found.warnings)) == (True, True, 1)
    assert found.warnings[0].message.num == 1


def test_what_a_row_says_otherwise_of_a_measure_that_is_there_is_told() -> None:
    headings = ("Handlungsfeld", "Oberziel", "Maßnahme", "Measure (tr)", "Zuständige", "Beschluss")
    row = ("Schule", "Öffnung", "Räume", "Odalar", "Schulamt", "beschlossen")
    found = planned(row, headings=headings, existing=EXISTING)
    names = "Maßnahmevorschlag (tr), Zuständige, Beschluss"
    sentence = "is in the concept already. What the file says otherwise is not taken over:"
    assert said(found.warnings) == [(2, "Maßnahme", f"“Räume” {sentence} {names}")]
    assert found.empty


def test_empty_cells_below_a_row_that_says_something_are_pointed_out() -> None:
    found = planned(
        ("Schule", "• eins\n• zwei", "Amt", "ja"),
        ("", "drei", "", "ja"),
        ("", "• vier\n• fünf", "", ""),
        ("", "sechs", "Rat", ""),
        ("Arbeit", "sieben", "", ""),
        ("", "acht", "", ""),
        headings=("Handlungsfeld", "Maßnahme", "Zuständige", "Umsetzbarkeit"),
    )
    told = [(one.row, one.column, one.message.num) for one in found.warnings]
    assert told == [(3, "Zuständige", 3), (4, "Umsetzbarkeit", 3)]
    assert [one.message.params["rows"] for one in found.warnings] == ["3, 4", "4, 5"]


def test_missing_translations_are_added_and_others_stay() -> None:
    found = planned(
        ("Schule", "Skool", "Okul"),
        headings=("Handlungsfeld", "Handlungsfeld (en)", "Handlungsfeld (tr)"),
        existing=EXISTING,
    )
    assert [(added.node, added.titles) for added in found.titles] == [(7, {"tr": "Okul"})]


def test_folding_forgives_case_blanks_and_turkish_dots() -> None:
    assert fold(" İLGİLİ  Kişi") == fold("ilgili KİŞİ")
    assert fold("ISI") == fold("ısı")


def test_columns_without_headings_are_named_as_in_a_spreadsheet() -> None:
    assert [letters(x) for x in (1, 26, 27, 60)] == ["A", "Z", "AA", "BH"]


AFFENBURG = load_built_in("aschaffenburg")
COLUMNS = ("Ziel", "Baustein", "Schritt", "Kosten", "Schlüsselprojekt", "Verantwortlichkeit")


def steps(*rows: tuple[str, ...], headings: tuple[str, ...] = COLUMNS) -> ImportPlan:
    return plan(a_sheet(headings, *rows), AFFENBURG, "de")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5000", Money(500_000)),
        ("6000 €", Money(600_000)),
        ("ca. 5.000 Euro/Jahr", Money(500_000, "year", True)),
        ("6.000 Euro/Jahr, siehe Anlage", Money(600_000, "year", note="siehe Anlage")),
        ("25.000 € je Schritt (alles)", Money(2_500_000, "step", note="alles")),
        ("about 50,50 EUR per year", Money(5_050, "year", True)),
        ("yaklaşık 100 yılda", Money(10_000, "year", True)),
        ("100 einmalig", Money(10_000, "once")),
        ("?", Money(None)),
        ("unbekannt", Money(None)),
        ("offen", Money(None, note="offen")),
    ],
)
def test_costs_are_taken_as_people_write_them(typed: str, kept: Money) -> None:
    found = steps(("A", "eins", "", typed))
    assert (found.faults, found.measures[0].columns) == ((), {"cost": kept.value()})


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("Kosten", "viel", "no amount of money"),
        ("Kosten", "5 Mio.", "no amount of money"),
        ("Kosten", "9" * 20, "too large"),
        ("Schritt", "bald", "Erster Umsetzungsschritt, Zweiter Umsetzungsschritt"),
        ("Schlüsselprojekt", "vielleicht", "neither yes nor no"),
        ("Beschluss", "vielleicht", "vorgeschlagen, beschlossen, abgelehnt"),
        ("Beschlossen am", "gestern", "no day"),
        ("Stand seit", "2027-01-01", "There is no status"),
        ("Verantwortlichkeit", "Amt", "“Umsetzungsschritt” is empty"),
        ("Kosten: Zeitraum", "Jahr", "no amount beside this"),
    ],
)
def test_a_value_that_cannot_be_is_a_fault_beside_its_column(
    column: str, typed: str, sentence: str
) -> None:
    found = steps(("A", "eins", typed), headings=("Ziel", "Baustein", column))
    assert [(row, name) for row, name, _ in said(found.faults)] == [(2, column)]
    assert sentence in said(found.faults)[0][2]


@pytest.mark.parametrize("typed", ["Zweiter Umsetzungsschritt", "SECOND STEP", "second"])
def test_a_choice_is_found_by_its_name_in_any_language_or_its_key(typed: str) -> None:
    assert steps(("A", "eins", typed)).measures[0].columns == {"step": "second"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("x", True), ("✓", True), ("Evet", True), ("nein", False), ("لا", False), ("0", False)],
)
def test_yes_and_no_are_known_in_words_and_signs(typed: str, kept: bool) -> None:
    assert steps(("A", "eins", "", "", typed)).measures[0].columns == {"key_project": kept}


@pytest.mark.parametrize("typed", ["", "–"])
def test_nothing_is_neither_no_nor_an_unknown_cost(typed: str) -> None:
    assert steps(("A", "eins", typed, typed, typed)).measures[0].columns == {}


def test_columns_of_a_level_belong_to_the_entry_and_to_the_step_of_the_row() -> None:
    found = steps(
        ("A", "eins", "first", "", "", "Amt; Rat"),
        ("", "zwei", "first", "", "", "Amt; Rat"),
        ("", "drei", "second", "", "", "offen"),
        ("B", "vier", "second"),
    )
    assert found.faults == ()
    said = {"first": ["Amt", "Rat"], "second": ["offen"]}
    assert [node.columns for node in found.nodes] == [{"responsibility": said}, {}]


def test_a_step_may_stand_in_the_heading_instead() -> None:
    headings = ("Ziel", "Budget: Zweiter Umsetzungsschritt", "Budget: First step")
    found = steps(("A", "viel", "wenig"), headings=headings)
    assert found.nodes[0].columns == {"budget": {"first": "wenig", "second": "viel"}}


def test_two_different_values_for_one_entry_are_a_fault() -> None:
    found = steps(("A", "eins", "first", "", "", "Amt"), ("", "zwei", "first", "", "", "Rat"))
    assert [(row, name) for row, name, _ in said(found.faults)] == [(3, "Verantwortlichkeit")]


def test_what_the_concept_says_of_an_entry_stays_and_what_it_lacks_is_added() -> None:
    there = Node(7, 0, {"de": "A"}, columns={"responsibility": {"first": ["Amt"]}})
    rows = a_sheet(COLUMNS, ("A", "x", "first", "", "", "Rat"), ("", "y", "second", "", "", "Rat"))
    found = plan(rows, AFFENBURG, "de", (there,))
    assert [(one.row, one.column) for one in found.warnings] == [(2, "Verantwortlichkeit")]
    kept = {"first": ["Amt"], "second": ["Rat"]}
    assert [(one.node, one.columns) for one in found.titles] == [(7, {"responsibility": kept})]


def test_numbers_are_computed_and_it_is_said_where_the_file_has_others() -> None:
    rows = [("1", "Schule", "A"), ("2.", "", "B"), ("7", "Arbeit", "C"), ("", "", "D")]
    found = planned(*rows, headings=("Lfd. Nr.", "Handlungsfeld", "Oberziel", "Maßnahme"))
    assert said(found.warnings) == [
        (1, "Lfd. Nr.", "The numbers are made anew."),
        (4, "Lfd. Nr.", "The number here is 7; the concept counts 3."),
    ]


def test_many_other_numbers_are_said_once() -> None:
    rows = [(str(n + 1), "Schule", f"Ziel {n}") for n in range(1, 31)]
    found = planned(*rows, headings=("Lfd. Nr.", "Handlungsfeld", "Oberziel", "Maßnahme"))
    assert len(found.warnings) == 12
    assert said(found.warnings)[-1] == (12, "Lfd. Nr.", "20 more numbers differ, from here on.")


@pytest.mark.parametrize("heading", ["Nr.", "nr", "lfd. Nr", "Lfd.-Nr.", "No.", "#", "Sıra No."])
def test_a_column_of_numbers_is_known_where_several_levels_are_counted(heading: str) -> None:
    scheme = load_built_in("wetzlar")
    names = [one.naming.name("de") for one in scheme.levels]
    headings = (heading, *names, scheme.measure.name("de"))
    rows = [("8.1.1", "Leben", "Wohnen", "Miete", "eins"), ("8.3.1", "", "Arbeit", "Beruf", "zwei")]
    found = plan(a_sheet(headings, *rows), scheme, "de")
    assert said(found.warnings) == [
        (1, heading, "The numbers are made anew."),
        (3, heading, "The number here is 8.3.1; the concept counts 8.2.1."),
    ]
    of_rows = [(str(n), *row[1:]) for n, row in enumerate(rows, start=1)]
    assert len(plan(a_sheet(headings, *of_rows), scheme, "de").warnings) == 1


def test_numbers_before_all_titles_are_left_out_and_checked() -> None:
    found = planned(("Schule", "1. Lernen", "", "x"), ("", "3) Kita", "", "y"), ("", "", "", "z"))
    assert [node.titles["de"] for node in found.nodes] == ["Schule", "Lernen", "Kita"]
    assert said(found.warnings) == [
        (1, "Oberziel", "The numbers before these titles are left out, and made anew."),
        (3, "Oberziel", "The number here is 3; the concept counts 2."),
    ]


def test_a_number_before_a_single_title_stays_and_is_asked_about() -> None:
    found = planned(("Schule", "1. Mai feiern", "", "x"), ("", "Kita", "", "y"))
    assert [node.titles["de"] for node in found.nodes] == ["Schule", "1. Mai feiern", "Kita"]
    assert [(one.row, one.column) for one in found.warnings] == [(2, "Oberziel")]
    assert planned(("Schule", "2030 Ziele", "", "x")).warnings == ()


def test_numbers_before_titles_of_a_level_without_numbers_stay_and_are_told() -> None:
    found = planned(("1. Schule", "", "", "x"), ("2. Arbeit", "", "", "y"))
    assert [node.titles["de"] for node in found.nodes] == ["1. Schule", "2. Arbeit"]
    [(row, column, sentence)] = said(found.warnings)
    assert (row, column) == (2, "Handlungsfeld")
    assert sentence.startswith("The numbers before titles are kept: this level has no numbers")


def test_what_of_a_workbook_is_read_and_what_is_not_is_told() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(("Unser Konzept",))
    for sheet in (book.create_sheet("Eins"), book.create_sheet("Zwei")):
        sheet.append(("Handlungsfeld", "Oberziel", "Maßnahme"))
        sheet.append(("Schule", "Lernen", f"Räume {sheet.title}", *[None] * 250, "weit weg"))
    out = io.BytesIO()
    book.save(out)
    found = brought(out.getvalue()).plan(BIELEFELD, "de")
    assert measures(found) == [(-2, "Räume Eins")]
    assert said(found.warnings) == [
        (0, "", "The sheet “Eins” is read."),
        (0, "", "The sheet “Zwei” is not read. Import it as a file of its own."),
        (2, "", "This row has more than 250 columns. What stands further out is left out."),
    ]


@pytest.mark.parametrize(
    ("text", "prefix", "found"),
    [
        ("8.1 Sprache", "", ("8.1", "Sprache")),
        ("8.1.1. Sprache", "", ("8.1.1", "Sprache")),
        ("IV. Arbeit", "", ("IV", "Arbeit")),
        ("Ziel A: Arbeit", "Ziel ", ("Ziel A", "Arbeit")),
        ("A Stadt", "", ("", "A Stadt")),
        ("3 Säulen", "", ("", "3 Säulen")),
        ("z.B. Arbeit", "", ("", "z.B. Arbeit")),
        ("8.1", "", ("", "8.1")),
    ],
)
def test_what_a_number_before_a_title_is(text: str, prefix: str, found: tuple[str, str]) -> None:
    assert parted(text, prefix) == found


def test_a_table_without_a_column_for_measures_is_faulty() -> None:
    found = planned(("Schule", "A"), headings=("Handlungsfeld", "Oberziel"))
    assert said(found.faults) == [
        (
            1,
            "",
            "No column holds the measures. Name one “Maßnahmevorschlag”, even if it stays empty.",
        )
    ]


def test_decisions_and_reports_come_along() -> None:
    headings = ("Ziel", "Baustein", "Quelle", "Decision", "Beschlossen am", "Stand", "Stand seit")
    row = ("A", "eins", "Forum 2026", "beschlossen", "14.12.2026", "läuft", "2027-01-01")
    (measure,) = steps(row, headings=headings).measures
    assert (measure.source, measure.decision) == ("Forum 2026", "adopted")
    assert measure.decided_on == dt.date(2026, 12, 14)
    assert measure.report == PlannedReport("running", dt.date(2027, 1, 1), {})
