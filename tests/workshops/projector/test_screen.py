"""What the console tells the wall, as values."""

from workshops.projector.screen import Wall, languages_of, wall_of

OFFERED = ("de", "en", "tr", "ar")


def test_what_is_stored_is_read_back_and_the_usual_needs_no_words() -> None:
    wall = Wall(page=3, blank=True, size=2, languages=("de", "ar"))
    assert wall_of(wall.stored()) == wall
    assert Wall().stored() == {}


def test_the_wall_speaks_the_workshops_first_language() -> None:
    assert languages_of(Wall(), "", ("xx", "ar", "de"), OFFERED, "en") == ("ar",)
    assert languages_of(Wall(), "", (), OFFERED, "en") == ("en",)


def test_two_languages_alternate_and_the_same_twice_is_one() -> None:
    both = Wall(languages=("ar", "tr"))
    assert languages_of(both, "", ("de",), OFFERED, "en") == ("ar", "tr")
    assert languages_of(Wall(languages=("ar", "ar")), "", ("de",), OFFERED, "en") == ("ar",)
    assert languages_of(Wall(languages=("xx", "tr")), "", ("de",), OFFERED, "en") == ("tr",)


def test_a_link_that_asks_for_a_language_gets_that_one_alone() -> None:
    both = Wall(languages=("ar", "tr"))
    assert languages_of(both, "de", ("de",), OFFERED, "en") == ("de",)
