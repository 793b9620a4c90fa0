import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from app.language.check import ROOT, extracted, problems, renew
from app.language.tags import LANGUAGES

RULES = 'say("All dots are placed, %(name)s.", name=x)\nsay_n("%(num)d dot", "%(num)d dots", n)\n'
PAGE = "{% do x.y() %}<h1>{{ _('Vote') }}</h1>{% trans %}Good\n morning{% endtrans %}\n"
OTHERS = [tag for tag in LANGUAGES if tag != "en"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose catalogues are complete."""
    (tmp_path / "app").mkdir()
    (tmp_path / "templates").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)  # with our own mapping of files to readers
    (tmp_path / "app" / "rules.py").write_text(RULES)
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    renew(extracted(tmp_path), tmp_path / "locales")
    for tag in OTHERS:
        edit(tmp_path, tag, 'msgstr ""', 'msgstr "%(name)s"', after="All dots")
        edit(tmp_path, tag, 'msgstr ""', 'msgstr "x"', after='"Vote"')
        edit(tmp_path, tag, 'msgstr ""', 'msgstr "x"', after='"Good morning"')
        for form in range(6):
            edit(tmp_path, tag, f'msgstr[{form}] ""', f'msgstr[{form}] "%(num)d x"')
    return tmp_path


def edit(project: Path, tag: str, old: str, new: str, *, after: str = "") -> None:
    """Replace `old` behind `after` in a catalogue, where it is found."""
    path = project / "locales" / tag / "LC_MESSAGES" / "messages.po"
    head, found, tail = path.read_text().partition(after) if after else ("", "", path.read_text())
    path.write_text(head + found + tail.replace(old, new, 1))


def found(project: Path) -> list[str]:
    return list(problems(extracted(project), project / "locales"))


def test_complete_catalogues_are_accepted(project: Path) -> None:
    assert found(project) == []


def test_code_and_templates_are_read(project: Path) -> None:
    ids = {message.id for message in extracted(project) if message.id}
    assert ids == {
        "All dots are placed, %(name)s.",
        ("%(num)d dot", "%(num)d dots"),
        "Vote",
        "Good morning",
    }


def test_a_new_sentence_makes_the_template_stale_and_every_language_incomplete(
    project: Path,
) -> None:
    (project / "app" / "more.py").write_text('say("Something new.")\n')
    assert found(project) == [
        "locales/messages.pot is stale; run: make messages",
        *(f"{tag}: not translated: 'Something new.'" for tag in OTHERS),
    ]


def test_a_sentence_that_is_gone_is_reported(project: Path) -> None:
    (project / "app" / "rules.py").write_text("")
    assert "de: no longer used: '%(num)d dot'" in found(project)


def test_a_lost_placeholder_is_refused(project: Path) -> None:
    edit(project, "de", 'msgstr "%(name)s"', 'msgstr "%(nmae)s"')
    edit(project, "tr", 'msgstr "%(name)s"', 'msgstr "x"')
    assert [line[:22] for line in found(project)] == [
        "de: other placeholders",
        "tr: other placeholders",
    ]


def test_a_plural_form_may_leave_out_its_number_but_not_be_missing(project: Path) -> None:
    edit(project, "ar", 'msgstr[0] "%(num)d x"', 'msgstr[0] "none"')
    assert found(project) == []
    edit(project, "ar", 'msgstr[5] "%(num)d x"', 'msgstr[5] ""')
    assert found(project) == ["ar: not translated: '%(num)d dot'"]


def test_a_guess_is_refused(project: Path) -> None:
    path = project / "locales" / "de" / "LC_MESSAGES" / "messages.po"
    path.write_text(path.read_text().replace('msgid "Vote"', '#, fuzzy\nmsgid "Vote"'))
    assert found(project) == ["de: fuzzy: 'Vote'"]


def test_renewing_keeps_translations_and_changes_nothing_twice(project: Path) -> None:
    before = contents(project)
    renew(extracted(project), project / "locales")
    assert contents(project) == before
    with (project / "locales" / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue: Catalog = read_po(file)
    assert catalogue.num_plurals == 6


def contents(project: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in (project / "locales").rglob("*.po*")}
