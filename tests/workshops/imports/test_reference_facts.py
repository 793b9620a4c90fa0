"""The five real concepts: what their documents say, typed in, awkward parts included."""

import tomllib
from collections import Counter

import pytest

from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.imports import samples
from workshops.imports.interchange_read import carried
from workshops.schemes.library import built_in, load_built_in, text_of_built_in


def sample(name: str) -> Snapshot:
    return carried(samples.text(name)).snapshot(load_built_in(name))


def lettered(name: str) -> dict[str, Node]:
    """The entries of a concept by their numbers."""
    found = sample(name)
    counted = numbers(found.nodes, load_built_in(name))
    return {counted[node.id]: node for node in found.walk() if node.id in counted}


def step(goal: Node, key: str) -> list[Measure]:
    return [one for one in goal.measures if one.columns["step"] == key]


def texts(measures: list[Measure]) -> list[str]:
    return [one.texts["de"] for one in measures]


def test_there_is_one_for_each_scheme_and_it_carries_that_scheme() -> None:
    assert samples.names() == built_in()
    for name in samples.names():
        about = carried(samples.text(name)).about
        assert about.scheme.name == name
        assert tomllib.loads(about.scheme_text) == tomllib.loads(text_of_built_in(name))


# Aschaffenburg


def test_aschaffenburg_has_15_goals_and_64_building_blocks_in_three_of_four_steps() -> None:
    found = sample("aschaffenburg")
    assert list(lettered("aschaffenburg")) == list("ABCDEFGHIJKLMNO")
    steps = Counter(one.columns["step"] for one in found.measures())
    assert steps == {"first": 35, "second": 20, "third": 9}


def test_aschaffenburg_says_28_times_who_is_responsible_and_nothing_is_not_open() -> None:
    goals = lettered("aschaffenburg")
    cells = {
        (letter, key): said
        for letter, goal in goals.items()
        for key, said in goal.columns.get("responsibility", {}).items()
    }
    assert len(cells) == 28
    assert cells["E", "second"] == cells["E", "third"] == ["offen"]
    assert cells["K", "second"][0].endswith("Integrationsmanagement (Projektgruppe?)")
    assert cells["A", "first"][0].startswith("1.+ 2. Büro des Oberbürgermeisters, Amt für")
    assert cells["N", "third"] == [
        "Stadtrat, Büro des Oberbürgermeisters",
        "Integrationsmanagement",
    ]
    for letter in "ACFM":
        assert step(goals[letter], "second")
        assert (letter, "second") not in cells


def test_aschaffenburgs_parties_belong_to_the_blocks_that_their_numbers_name() -> None:
    first = step(lettered("aschaffenburg")["K"], "first")
    assert [one.columns["responsible"] for one in first] == [
        ["Amt für zentrale Dienste"],
        ["Integrationsmanagement", "Amt für zentrale Dienste"],
        ["Amt für zentrale Dienste"],
    ]


def test_aschaffenburgs_budgets_are_never_one_sum() -> None:
    goals = lettered("aschaffenburg")
    costs = [
        (letter, one.columns["step"], one.columns["cost"])
        for letter, goal in goals.items()
        for one in goal.measures
        if "cost" in one.columns
    ]
    told = [(letter, key, cost["cents"], cost["per"], cost["about"]) for letter, key, cost in costs]
    assert told == [
        ("F", "first", 600_000, "year", False),
        ("I", "first", 300_000, "", False),
        ("J", "second", 500_000, "", True),
        ("O", "first", 2_500_000, "step", False),
        ("O", "second", 2_500_000, "step", False),
        ("O", "third", 2_500_000, "step", False),
        ("O", "third", None, "", False),
    ]
    assert costs[-1][2]["note"] == 'Neu: Budget für "Beteiligungsgremium"'
    assert "daraus können auch die o.g." in costs[3][2]["note"]
    budgets = {
        letter: goal.columns["budget"] for letter, goal in goals.items() if "budget" in goal.columns
    }
    assert budgets == {
        "B": {"first": "Startbudget ca. 5.000 Euro (siehe Anlage)"},
        "F": {"first": "Kosten 6.000 Euro/Jahr, siehe Anlage"},
    }


def test_aschaffenburgs_odd_blocks_stay_as_they_are() -> None:
    goals = lettered("aschaffenburg")
    unnumbered = [one for one in sample("aschaffenburg").measures() if "unnumbered" in one.columns]
    assert (
        texts(unnumbered)
        == texts(step(goals["H"], "second"))
        == [
            "Entwicklung eines Konzeptes",
            "Kooperationsmodelle entwickeln",
            "Klärung des Personal- und Raumbedarfs",
        ]
    )
    assert texts(step(goals["G"], "second"))[1] == "Vereinsangebote (siehe oben)"
    assert (
        'Zuwanderungsgeschichte."Migrantenunternehmen" werden'
        in texts(step(goals["J"], "second"))[1]
    )
    assert len(sample("aschaffenburg").parts["preamble"]["de"].splitlines()) == 3


# Bielefeld


def test_bielefeld_has_9_fields_16_upper_goals_and_58_measures() -> None:
    goals = lettered("bielefeld")
    assert list(goals) == [str(number) for number in range(1, 17)]
    assert [len(goal.measures) for goal in goals.values()] == [*[4] * 8, 1, *[4] * 5, 1, 4]
    assert [len(field.children) for field in sample("bielefeld").nodes] == [
        3,
        1,
        1,
        1,
        1,
        1,
        1,
        2,
        5,
    ]


def test_bielefelds_texts_keep_their_signs() -> None:
    goals = lettered("bielefeld")
    assert " → Weiterführende individuelle Förderung" in goals["1"].measures[0].texts["de"]
    assert goals["7"].measures[0].texts["de"].startswith("S. hierzu u. a. auch Handlungsfelder")
    assert goals["11"].measures[2].texts["de"] == "Installierung von Wohnerräten ."
    assert texts(list(goals["12"].measures))[:2] == ["Werbung.", "Auswahl."]
    assert goals["13"].titles["de"].splitlines()[1:3] == [
        "- Stadt - Freie Träger, Migrant*innenorganisationen",
        "- Migrant*innenorganisationen untereinander und mit Dritten",
    ]
    assert "`Alpha-Projektes´" in goals["15"].measures[0].texts["de"]
    lengths = [len(one.texts["de"]) for one in sample("bielefeld").measures()]
    assert (min(lengths), max(lengths)) == (8, 495)


def test_bielefeld_leaves_the_sub_goals_out() -> None:
    assert {node.level for node in sample("bielefeld").walk()} == {0, 1}


# Waiblingen


def test_waiblingen_has_4_fields_of_which_2_are_subdivided() -> None:
    assert [len(node.children) for node in sample("waiblingen").nodes] == [0, 2, 2, 0]
    names = [node.columns["also_called"] for node in sample("waiblingen").walk() if node.columns]
    assert names == [
        "Zugang zu Bildung und Sprache",
        "Zugang zu Kultur und Vereinen im Bereich Sport",
        "Bürgerschaftliches Engagement mit dem Schwerpunkt Flucht und Asyl",
    ]


def test_waiblingens_17_sentences_hold_11_key_projects() -> None:
    found = list(sample("waiblingen").measures())
    key = [one for one in found if one.columns.get("key_project")]
    sentences = {one.columns.get("wording", one.texts["de"]) for one in found}
    assert (len(key), len(found), len(sentences)) == (11, 18, 17)
    for one in key:
        wording = one.columns.get("wording", one.texts["de"])
        assert one.texts["de"].rstrip(".") in wording
    named = [one.columns["responsible"] for one in found if "responsible" in one.columns]
    assert named == [
        ["Familienbildungsstätte"],
        ["Fachbereich Bildung und Erziehung"],
        ["Kommunale Integrationsförderung", "Koordinationsstelle Netzwerk Asyl"],
    ]


def test_waiblingens_paper_has_all_its_parts() -> None:
    parts = sample("waiblingen").parts
    assert [(row["body"], row["date"]) for row in parts["path"]] == [
        ("Ausschuss für Bildung, Soziales und Verwaltung", "2017-12-06"),
        ("Gemeinderat", "2017-12-14"),
    ]
    assert parts["proposal"]["de"].startswith("Dem vorgeschlagenen weiteren Ablauf")
    assert parts["reasons"]["de"].startswith("Rückblick:")
    assert "in Höhe von 15.000 € gestellt und bewilligt" in parts["reasons"]["de"]
    assert parts["reasons"]["de"].endswith("Schlüsselprojekte für die jeweiligen Handlungsfelder:")
    assert parts["next_steps"]["de"].startswith("6. Über die weiteren Schritte")
    assert "Runden Tisch der Vielfalt" in parts["next_steps"]["de"]
    assert parts["costs"]["de"].endswith("für das kommende Haushaltsjahr 5.000 € eingestellt.")


# Wetzlar


def test_wetzlar_counts_from_8_and_has_85_recommendations() -> None:
    nodes = lettered("wetzlar")
    leaves = {number for number in nodes if number.count(".") == 2}
    assert ({number for number in nodes if "." not in number}, len(leaves)) == ({"8", "9"}, 14)
    horizons = Counter(one.columns["horizon"] for one in sample("wetzlar").measures())
    assert horizons == {"short": 52, "long": 33}
    assert {one.columns["horizon"] for one in nodes["9.2.3"].measures} == {"short"}


def test_wetzlars_titles_that_differ_keep_both_and_a_number_in_a_text_is_text() -> None:
    nodes = lettered("wetzlar")
    assert {number for number, node in nodes.items() if node.columns} == {
        "8.1.3",
        "8.2.4",
        "9.1.1",
        "9.2.1",
    }
    assert nodes["8.2.4"].titles["de"] == "Kulturelle Integration – interkulturelle Lebensorte"
    assert nodes["8.2.4"].columns["also_called"] == "Kulturelle Integration"
    assert nodes["8.1.3"].measures[2].texts["de"].startswith("2. Treffen der Akteure")
    assert len([one for one in nodes["8.2.4"].measures if one.columns["horizon"] == "short"]) == 2


# Leitfaden


def test_the_leitfaden_has_7_fields_7_goals_10_actors_and_5_problems() -> None:
    found = sample("leitfaden")
    assert [len(node.children) for node in found.nodes] == [4, 3, 0, 0, 0, 0, 0]
    assert list(found.measures()) == []
    assert found.nodes[1].columns == {"also_called": "Arbeit und Beruf"}
    assert len(found.parts["actors"]["de"].splitlines()) == 10
    assert len(found.parts["problems"]["de"].splitlines()) == 5


@pytest.mark.parametrize("name", samples.names())
def test_nothing_in_them_is_too_long_or_empty(name: str) -> None:
    for node in sample(name).walk():
        assert all(0 < len(title) <= 300 for title in node.titles.values())
    for measure in sample(name).measures():
        assert all(0 < len(text) <= 2000 for text in measure.texts.values())
