"""A questionnaire as LimeSurvey would structure it. Pure.

First everything that LimeSurvey has a place for; that is read back, and only what then differs is
put beside it (`beside.py`).
"""

from surveys.limesurvey.beside import as_text, differences, kept
from surveys.limesurvey.fill import scripts
from surveys.limesurvey.names import question_code
from surveys.limesurvey.question_out import code_parts, written
from surveys.limesurvey.reading import FRAME, reading
from surveys.limesurvey.scripts_out import Scripts
from surveys.limesurvey.source import OWN, Group, Source
from surveys.questionnaire import Questionnaire, Section

_SETTINGS = {
    "anonymized": "Y",
    "ipaddr": "N",
    "refurl": "N",
    "datestamp": "N",
    "savetimings": "N",
    "allowprev": "Y",
    "shownoanswer": "Y",
    "showwelcome": "Y",
}


def source_of(questionnaire: Questionnaire, name: str = "") -> Source:
    """The survey as rows and attributes; `reading` makes the same questionnaire of it."""
    source = _written(questionnaire)
    found = reading(source).questionnaire
    assert found is not None  # a reading without one is for files that are refused
    for group, read, wanted in zip(
        source.groups, found.sections, questionnaire.sections, strict=True
    ):
        own = differences(read, wanted, {"show_if": group.relevance})
        group.own = as_text({"name": wanted.name, **own})
        for lime, one, other in zip(group.questions, read.questions, wanted.questions, strict=True):
            if fields := differences(one, other, scripts(lime)):
                base = kept(lime.attribute(OWN))
                lime.attributes[OWN] = {"": as_text({**base, "fields": fields})}
    whole = {"name": name, "fields": differences(found, questionnaire, {})}
    source.settings[OWN] = as_text({key: value for key, value in whole.items() if value})
    return source


def _written(questionnaire: Questionnaire) -> Source:
    texts = _all_codes(questionnaire)
    groups = [_group(section, texts) for section in questionnaire.sections]
    first, *others = questionnaire.languages
    together = any(section.together for section in questionnaire.sections)
    frame = {settings[-1]: getattr(questionnaire, part) for part, settings in FRAME.items()}
    settings = {
        "language": first,
        "additional_languages": " ".join(others),
        "format": "G" if together or not questionnaire.sections else "S",
        "showsurveypolicynotice": "1" if questionnaire.privacy else "0",
        **_SETTINGS,
    }
    in_languages = {
        tag: {name: texts.html(found.get(tag, "")) for name, found in frame.items()}
        for tag in questionnaire.languages
    }
    return Source(list(questionnaire.languages), settings, in_languages, groups)


def _all_codes(questionnaire: Questionnaire) -> Scripts:
    """Every question gets its code before any text or condition is written."""
    codes: list[str] = []
    found = Scripts(questionnaire.languages)
    for question in questionnaire.questions():
        code = question_code(question.name, codes)
        codes.append(code)
        found.add(question.name, code_parts(question, code))
    return found


def _group(section: Section, texts: Scripts) -> Group:
    return Group(
        0,
        texts.all_html(section.title),
        texts.all_html(section.text),
        texts.condition(section.show_if),
        questions=[written(question, texts) for question in section.questions],
    )
