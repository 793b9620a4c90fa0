"""The public page, its feed and its data: for everybody, for caches, and without a secret."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import httpx
import pytest
from litestar import Litestar
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from tests.builders import NOW, Cast, ConceptCast, a_concept, a_guest, a_measure, a_workshop, dots
from tests.conftest import NewVisitor
from tests.workshops.followup.city import BY, COUNCIL, REASON, Followed, followed, report
from workshops.agenda.services import close_step, open_step
from workshops.concepts.deletion import delete_measure
from workshops.concepts.history import act
from workshops.followup import services
from workshops.merging.services import merge
from workshops.models import Measure, Workshop

PARTS = ("", "/feed.atom", "/data.csv", "/data.json")
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def ledger(app: Litestar) -> Ledger:
    found: Ledger = app.state.ledger
    return found


@pytest.fixture
def city(ledger: Ledger) -> Followed:
    return ledger.write_now(lambda session: followed(session, published=True))


async def every_part(new_visitor: NewVisitor, name: str) -> dict[str, str]:
    """All that anybody can read of a concept."""
    reader = new_visitor("de")
    return {part: (await reader.get(f"/c/{name}{part}")).text for part in PARTS}


def publish(session: Session, name: str) -> None:
    act(session, BY, services.publish, name, now=NOW)


async def test_what_is_not_published_is_not_there(new_visitor, ledger: Ledger) -> None:
    city = ledger.write_now(followed)
    reader = new_visitor()
    for part in PARTS:
        assert (await reader.get(f"/c/{city.name}{part}")).status_code == 404
        assert (await reader.get(f"/c/no-such-concept{part}")).status_code == 404
    ledger.write_now(publish, city.name)
    for part in PARTS:
        assert (await reader.get(f"/c/{city.name}{part}")).status_code == 200
    ledger.write_now(lambda session: act(session, BY, services.unpublish, city.name))
    for part in PARTS:
        assert (await reader.get(f"/c/{city.name}{part}")).status_code == 404


async def test_the_page_shows_what_was_proposed_decided_and_done(new_visitor, city) -> None:
    reader = new_visitor("en")
    await reader.get(f"/c/{city.name}")
    for words in (
        "Handlungsfeld 1",
        "Maßnahme 1",
        "Adopted by the council",
        "26 March 2026",
        "Rejected by the council",
        "Proposed to the council",
        "No decision yet",
        "Under way",
        REASON,
        "Amt für Schule",
        "As of",
    ):
        assert words in reader.text, words
    assert "<h1>" in reader.text
    assert '<meta name="description"' in reader.text


async def test_the_language_is_that_of_the_address_else_of_the_reader(new_visitor, city) -> None:
    reader = new_visitor("tr")
    for query, language in (("", "tr"), ("?language=ar", "ar"), ("?language=xx", "tr")):
        await reader.get(f"/c/{city.name}{query}")
        assert f'<html lang="{language}"' in reader.text
    stranger = new_visitor("fi")  # reads none of ours: the concept's own language
    await stranger.get(f"/c/{city.name}")
    assert '<html lang="de"' in stranger.text
    reader.cookies.set("language", "en")
    await reader.get(f"/c/{city.name}")
    assert '<html lang="en"' in reader.text


async def test_what_is_not_translated_says_which_language_it_is_in(
    new_visitor, ledger: Ledger, city: Followed
) -> None:
    def translate(session: Session) -> None:
        measure = session.get_one(Measure, city.untouched)
        measure.texts = {**measure.texts, "en": "Guides for parents"}

    ledger.write_now(translate)
    reader = new_visitor("en")
    await reader.get(f"/c/{city.name}")
    assert '<span dir="auto">Guides for parents</span>' in reader.text
    assert '<span dir="auto" lang="de">Maßnahme 1</span> <span class="tongue">(German)' in (
        reader.text
    )


def voted(session: Session, *, voters: int, close: bool = True) -> tuple[ConceptCast, Cast]:
    """A published concept with an event in which so many people gave two dots each."""
    concept = a_concept(session, measures=6)
    cast = a_workshop(session, "vote", concept=concept)
    for _ in range(voters):
        dots(session, cast, a_guest(session, cast), {concept.measures[0]: 2})
    if close:
        close_step(session, cast.id, cast.vote)
    publish(session, concept.name)
    return concept, cast


async def test_dots_of_closed_votes_are_summed_and_small_votes_left_out(
    new_visitor, ledger: Ledger
) -> None:
    concept, _ = ledger.write_now(lambda session: voted(session, voters=7))

    def two_more(session: Session) -> None:
        for voters in (6, 4):  # four are too few to be told
            more = a_workshop(session, "vote", concept=concept)
            for _ in range(voters):
                dots(session, more, a_guest(session, more), {concept.measures[0]: 1})
            close_step(session, more.id, more.vote)

    ledger.write_now(two_more)
    found = json.loads((await every_part(new_visitor, concept.name))["/data.json"])
    first, *others = found["measures"]
    assert (first["dots"], first["voters"], first["events"]) == (20, 13, 2)
    assert {one["dots"] for one in others} == {0}
    assert found["participation"] == {"events": 2, "people": 13}


async def test_nothing_of_an_open_vote_is_told_and_nothing_stays_after_reopening(
    new_visitor, ledger: Ledger
) -> None:
    concept, cast = ledger.write_now(lambda session: voted(session, voters=7, close=False))

    async def told() -> list[int | None]:
        parts = await every_part(new_visitor, concept.name)
        found = [one["dots"] for one in json.loads(parts["/data.json"])["measures"]]
        assert ('figures">14 ' in parts[""]) == (found[0] == 14)
        assert (";14;7;" in parts["/data.csv"]) == (found[0] == 14)
        return found

    assert await told() == [None] * 6
    ledger.write_now(close_step, cast.id, cast.vote)
    assert (await told())[0] == 14
    ledger.write_now(open_step, cast.id, cast.vote)
    assert await told() == [None] * 6


async def test_fewer_than_five_people_are_not_counted(new_visitor, ledger: Ledger) -> None:
    concept, _ = ledger.write_now(lambda session: voted(session, voters=4))
    parts = await every_part(new_visitor, concept.name)
    found = json.loads(parts["/data.json"])
    assert found["participation"] == {"events": 0, "people": None}
    page = (await new_visitor("en").get(f"/c/{concept.name}")).text
    assert "Events with fewer than five people are not counted." in page
    assert {one["dots"] for one in found["measures"]} == {None}


SECRETS = {
    "proposed": "Eine Idee, die noch wartet",
    "hidden": "Eine Idee, die verborgen wurde",
    "withdrawn": "Eine Idee, die zurückgezogen wurde",
}


async def test_no_part_tells_what_is_not_for_everybody(
    new_visitor, ledger: Ledger, city: Followed
) -> None:
    def secrets(session: Session) -> None:
        concept = city.concept
        cast = a_workshop(session, "collect", concept=concept)
        guest = a_guest(session, cast, key="der-schluessel-eines-telefons")
        for state, text in SECRETS.items():
            a_measure(session, cast.one_field, text, state=state, workshop_id=cast.id)
        own = a_measure(
            session,
            cast.one_field,
            "Eine gebilligte Idee",
            workshop_id=cast.id,
            participant_id=guest.id,
        )
        session.get_one(Measure, own).details = {"who": "Wer-Geheim", "why": "Warum-Geheim"}
        gone = a_measure(session, cast.one_field, "Eine gelöschte Maßnahme")
        act(session, BY, delete_measure, city.name, gone, now=NOW)
        same = a_measure(session, cast.one_field, "Dasselbe noch einmal", workshop_id=cast.id)
        merge(session, cast.id, own, [same])
        rehearsal = a_workshop(session, "collect", concept=concept)
        session.get_one(Workshop, rehearsal.id).gathered = False
        a_measure(session, cast.one_field, "Nur eine Probe", workshop_id=rehearsal.id)
        wrong = report(session, city.name, city.adopted, reason={"de": "Ein Irrtum"})
        act(session, BY, services.withdraw_report, city.name, wrong, now=NOW)

    ledger.write_now(secrets)
    forbidden = [
        *SECRETS.values(),
        "Wer-Geheim",
        "Warum-Geheim",
        "Eine gelöschte Maßnahme",
        "Dasselbe noch einmal",
        "Nur eine Probe",
        "Ein Irrtum",
        "Amtsfrau",
        "schluessel",
        "office@",
    ]
    for part, text in (await every_part(new_visitor, city.name)).items():
        assert [words for words in forbidden if words in text] == [], part
        if part != "/feed.atom":
            assert "Eine gebilligte Idee" in text, part


async def test_answers_may_be_kept_and_are_not_sent_twice(new_visitor, city: Followed) -> None:
    reader = new_visitor("de")
    for part in PARTS:
        for query in ("", "?language=ar"):
            answer = await reader.get(f"/c/{city.name}{part}{query}")
            assert answer.headers["cache-control"] == "public, max-age=300"
            assert "set-cookie" not in answer.headers
            etag = answer.headers["etag"]
            for sent in (etag, f'"x", {etag}', "*", etag.removeprefix("W/")):
                again = await reader.get(
                    f"/c/{city.name}{part}{query}", headers={"If-None-Match": sent}
                )
                assert (again.status_code, again.content) == (304, b"")
                assert again.headers["etag"] == etag
                assert again.headers["cache-control"] == answer.headers["cache-control"]
                assert again.headers["vary"] == varies(answer)
                assert "set-cookie" not in again.headers
            other = await reader.get(f"/c/{city.name}{part}", headers={"If-None-Match": '"x"'})
            assert other.status_code == 200
    assert len(reader.cookies) == 0


def varies(answer: httpx.Response) -> str:
    """Without what the compression says once more."""
    return ", ".join(dict.fromkeys(re.split(r",\s*", answer.headers["vary"])))


async def test_an_answer_varies_with_what_decides_its_language(new_visitor, city) -> None:
    reader = new_visitor("de")

    async def vary(path: str) -> str:
        return varies(await reader.get(f"/c/{city.name}{path}"))

    for part in ("", "/feed.atom"):
        assert await vary(part) == "Accept-Language, Cookie, Accept-Encoding"
        assert await vary(f"{part}?language=ar") == "Accept-Encoding"
    for part in ("/data.csv", "/data.json"):
        assert await vary(part) == "Accept-Encoding"
    german, arabic = [
        (await reader.get(f"/c/{city.name}?language={tag}")).headers["etag"] for tag in ("de", "ar")
    ]
    assert german != arabic


async def test_the_page_is_the_same_for_staff_and_for_strangers(
    app: Litestar, new_visitor, city: Followed
) -> None:
    from tests.workshops.concepts.office import at_the_desk

    office = await at_the_desk(app, new_visitor("de"))
    stranger = new_visitor("de")
    one, other = [await who.get(f"/c/{city.name}") for who in (office, stranger)]
    assert one.content == other.content


async def test_what_the_office_does_is_seen_at_once(
    new_visitor, ledger: Ledger, city: Followed
) -> None:
    reader = new_visitor("de")
    before = await reader.get(f"/c/{city.name}")
    ledger.write_now(lambda session: report(session, city.name, city.adopted, reason={"de": "Neu"}))
    after = await reader.get(f"/c/{city.name}", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert ">Neu<" in after.text


async def test_the_feed_is_atom(new_visitor, city: Followed) -> None:
    reader = new_visitor("de")
    answer = await reader.get(f"/c/{city.name}/feed.atom?language=en")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    assert (feed.tag, feed.get(XML_LANG)) == (f"{ATOM}feed", "en")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver/c/{city.name}/feed.atom?language=en"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3  # two decisions of the council, one report
    for node in (feed, *entries):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", said(node, "id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said(node, "updated"))
        assert said(node, "title")
    assert len({said(entry, "id") for entry in entries}) == 3
    times = [said(entry, "updated") for entry in entries]
    assert times == sorted(times, reverse=True)
    assert said(feed, "updated") == times[0]
    newest = entries[0]
    assert said(newest, "title") == "Under way: \u2068Maßnahme 1\u2069"
    assert f'<p lang="de" dir="auto">{REASON}</p>' in said(newest, "content")
    links = {link.get("rel"): link.get("href") for link in newest.findall(f"{ATOM}link")}
    assert links["alternate"] == f"http://testserver/c/{city.name}?language=en#m{city.adopted}"


def said(node: ET.Element, name: str) -> str:
    """The text of this element in a feed or an entry."""
    return node.findtext(f"{ATOM}{name}") or ""


async def test_ids_of_the_feed_stay_in_every_language_and_after_changes(
    new_visitor, ledger: Ledger, city: Followed
) -> None:
    reader = new_visitor()

    async def ids(language: str) -> list[str]:
        answer = await reader.get(f"/c/{city.name}/feed.atom?language={language}")
        return [str(node.text) for node in ET.fromstring(answer.content).iter(f"{ATOM}id")]

    before = await ids("de")
    assert await ids("ar") == before
    ledger.write_now(lambda session: report(session, city.name, city.adopted))
    after = await ids("de")
    assert set(before) < set(after)
    assert len(after) == len(before) + 1


async def test_another_concept_has_other_ids(new_visitor, ledger: Ledger, city: Followed) -> None:
    other = ledger.write_now(lambda session: followed(session, published=True))
    feeds = [await new_visitor().get(f"/c/{name}/feed.atom") for name in (city.name, other.name)]
    one, two = [{n.text for n in ET.fromstring(f.content).iter(f"{ATOM}id")} for f in feeds]
    assert not one & two


async def test_the_json_says_everything(new_visitor, city: Followed) -> None:
    found = json.loads((await every_part(new_visitor, city.name))["/data.json"])
    assert found["schema"] == "klebepunkt-follow-up/1"
    assert found["licence"]["name"] == "CC BY 4.0"
    assert found["concept"]["address"] == f"http://testserver/c/{city.name}"
    first = found["measures"][0]
    assert first["number"] == city.adopted
    assert first["structure"] == [
        {"level": "field", "number": None, "titles": {"de": "Handlungsfeld 1"}}
    ]
    assert (first["decision"], first["decided_on"]) == ("adopted", COUNCIL.isoformat())
    assert (first["status"], first["status_since"]) == ("running", "2026-05-01")
    assert first["reports"][0]["reasons"] == {"de": REASON}
    assert [one["decision"] for one in found["measures"][1:4]] == ["rejected", "proposed", None]


async def test_the_csv_holds_the_same_as_the_json(new_visitor, city: Followed) -> None:
    parts = await every_part(new_visitor, city.name)
    rows = list(csv.DictReader(io.StringIO(parts["/data.csv"].lstrip("\ufeff")), delimiter=";"))
    measures = json.loads(parts["/data.json"])["measures"]
    assert [int(row["number"]) for row in rows] == [one["number"] for one in measures]
    for row, one in zip(rows, measures, strict=True):
        assert row["text_de"] == one["texts"]["de"]
        assert row["field_de"] == one["structure"][0]["titles"]["de"]
        for key in ("decision", "decided_on", "status", "status_since", "responsible"):
            assert row[key] == (one[key] or ""), key
    assert rows[0]["status_reason"] == REASON


async def test_the_data_names_its_licence_and_may_be_read_by_other_sites(new_visitor, city) -> None:
    for part in PARTS[1:]:
        answer = await new_visitor().get(f"/c/{city.name}{part}")
        assert 'rel="license"' in answer.headers["link"]
        assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_formula_stays_a_text(new_visitor, ledger: Ledger) -> None:
    def hostile(session: Session) -> str:
        concept = a_concept(session, measures=1)
        a_measure(session, concept.fields[0], "=HYPERLINK(1)<script>x</script>\x0b")
        publish(session, concept.name)
        return concept.name

    parts = await every_part(new_visitor, ledger.write_now(hostile))
    assert "'=HYPERLINK" in parts["/data.csv"]
    assert "<script>x" not in parts[""]


async def test_a_large_concept_is_folded_and_light(new_visitor, ledger: Ledger) -> None:
    def large(session: Session) -> str:
        concept = a_concept(session, fields=8, measures=500)
        for id in concept.measures:
            measure = session.get_one(Measure, id)
            measure.texts = {"de": f"{measure.texts['de']}: eine Anlaufstelle mit Beratung {id}"}
        publish(session, concept.name)
        return concept.name

    name = ledger.write_now(large)
    reader = new_visitor("de")
    answer = await reader.get(f"/c/{name}", headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) < 150_000
    assert answer.text.count('<details class="field') == 8
    assert '<details class="field field-1" id=' in answer.text
    unfolded = await reader.get(f"/c/{name}?open=all")
    assert len(re.findall(r'<details class="field[^>]* open>', unfolded.text)) == 8
    assert len(re.findall(r'<details class="field[^>]* open>', answer.text)) == 0


async def test_the_last_page_of_a_workshop_leads_to_it_once_it_is_published(
    new_visitor, ledger: Ledger
) -> None:
    from tests.workshops.people import join

    cast = ledger.write_now(lambda session: a_workshop(session, "results"))
    phone = await join(new_visitor("de"), cast)
    address = f"/c/{cast.concept_name}?language=de"
    await phone.get(f"/w/{cast.code}")
    assert address not in phone.text
    ledger.write_now(publish, cast.concept_name)
    await phone.get(f"/w/{cast.code}")
    assert f'href="{address}"' in phone.text
    assert (await phone.get(address)).status_code == 200
