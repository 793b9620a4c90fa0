"""A whole survey of LimeSurvey as a questionnaire. Pure."""

import re

from app.language.tags import LANGUAGES
from app.refused import Refused, say
from surveys.imports.read import Reading
from surveys.limesurvey.beside import kept, restored_questionnaire, restored_section
from surveys.limesurvey.plan import Planned, planned
from surveys.limesurvey.several import all_of, name_all
from surveys.limesurvey.source import OWN, Group, Source
from surveys.limesurvey.work import Work
from surveys.questionnaire import Questionnaire, Section

MOST_QUESTIONS = 2000
NO_SURVEY = say("There is no survey of LimeSurvey in this file.")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
FRAME = {
    "title": ("surveyls_title",),
    "welcome": ("surveyls_description", "surveyls_welcometext"),
    "privacy": ("surveyls_policy_notice",),
    "thanks": ("surveyls_endtext",),
}


def reading(source: Source) -> Reading:
    """The questionnaire, and what of the file it does not hold.

    Raises:
        Refused: there is nothing in it that could be asked, or far too much.
    """
    source.languages = [tag for tag in dict.fromkeys(source.languages) if _TAG.fullmatch(tag)]
    titled = any(one.get("surveyls_title") for one in source.texts.values())
    if not source.languages or not (titled or any(source.questions())):
        raise Refused(NO_SURVEY, 422)
    if OWN not in source.settings:
        source.call_languages(_called(source.languages))
    work = Work(source)
    plans = [[planned(work, one) for one in group.questions] for group in source.groups]
    for plan in (one for group in plans for one in group if one and not one.kind):
        name_all(work, plan)
    if len(work.taken) > MOST_QUESTIONS:
        raise Refused(say("This file has too many questions."), 422)
    sections: list[Section] = []
    for group, found in zip(source.groups, plans, strict=True):
        section = _section(work, group, [plan for plan in found if plan], sections)
        sections.append(section)
    for left, row in source.left.items():
        work.report(row, say("“%(kind)s” has no counterpart here and was left out.", kind=left))
    if OWN not in source.settings and not any(one.questions for one in sections):
        raise Refused(say("There is nothing in this form that could be asked here."), 422)
    name = kept(source.settings.get(OWN, "")).get("name", "")
    whole = _frame(work, tuple(sections))
    return Reading(
        whole,
        name if isinstance(name, str) else "",
        tuple(sorted(work.unmapped, key=lambda one: one.row)),
    )


def _called(languages: list[str]) -> dict[str, str]:
    """LimeSurvey parts languages by how people are addressed ("de-informal", "de-easy"). The first
    one of each that we speak is that language here."""
    found: dict[str, str] = {}
    for tag in languages:
        plain = tag.partition("-")[0]
        if plain in LANGUAGES and plain not in (*languages, *found.values()):
            found[tag] = plain
    return found


def _frame(work: Work, sections: tuple[Section, ...]) -> Questionnaire:
    source = work.source
    texts = {}
    for part, settings in FRAME.items():
        each = [
            work.texts({t: source.texts.get(t, {}).get(one, "") for t in source.languages}, 0, one)
            for one in settings
        ]
        texts[part] = {
            tag: "\n\n".join(one[tag] for one in each if tag in one)
            for tag in source.languages
            if any(tag in one for one in each)
        }
    if any(one.get("surveyls_url") for one in source.texts.values()):
        work.setting(0, "surveyls_url", "surveyls_url")
    whole = Questionnaire(
        texts["title"],
        tuple(source.languages),
        sections,
        texts["welcome"],
        texts["privacy"],
        texts["thanks"],
    )
    return restored_questionnaire(whole, kept(source.settings.get(OWN, "")).get("fields", {}))


def _section(work: Work, group: Group, plans: list[Planned], before: list[Section]) -> Section:
    title = work.texts(group.titles, group.row, _title(group))
    if group.random_group:
        work.setting(group.row, _title(group), "random_group")
    section = Section(
        tuple(question for plan in plans for question in all_of(work, plan)),
        title=title,
        text=work.texts(group.texts, group.row, _title(group)),
        show_if=work.condition(group.relevance, group.row, _title(group)),
        together=work.source.settings.get("format", "G") != "S",
    )
    own = kept(group.own)
    if "name" not in own:
        own["name"] = _section_name(work, section, before)
    return restored_section(section, own, {"show_if": group.relevance.strip()})


def _section_name(work: Work, section: Section, before: list[Section]) -> str:
    """None for a section without a title, which must not follow another one without."""
    bare = not (section.title or section.text or section.show_if)
    if bare and (not before or before[-1].name):
        return ""
    taken = {*work.taken, *(one.name for one in before)}
    number = len(before) + 1
    return next(n for n in (f"group{number + k}" for k in range(len(taken) + 1)) if n not in taken)


def _title(group: Group) -> str:
    return next((text for text in group.titles.values() if text), "G")[:80]
