"""A concept as JSON: nothing is lost, and nothing wrong comes in."""

from hypothesis import given

from tests.workshops.concepts.whole_concepts import ALL_KINDS, EVERYTHING, SCHEMES, whole_concepts
from workshops.concepts.snapshot import Snapshot
from workshops.exports.interchange import as_json
from workshops.exports.telling import Choice
from workshops.imports.interchange_read import carried
from workshops.schemes.library import text_of_built_in
from workshops.schemes.scheme import Scheme


def text_of(scheme: Scheme) -> str:
    return ALL_KINDS if scheme is EVERYTHING else text_of_built_in(scheme.name)


@given(whole_concepts(together=True))
def test_what_is_exported_and_read_again_is_the_same(found: tuple[Snapshot, str]) -> None:
    concept, scheme = found[0], SCHEMES[found[1]]
    file = as_json(concept, scheme, text_of(scheme), Choice())
    read = carried(file)
    again = read.snapshot(read.about.scheme)
    assert as_json(again, read.about.scheme, read.about.scheme_text, Choice()) == file
    assert (again.title, again.language) == (concept.title, concept.language)
    assert read.about.scheme == scheme
