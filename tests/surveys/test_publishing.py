import datetime as dt

import pytest

from app.refused import Refused, say
from surveys.publishing import publish_draft
from surveys.services import change_draft, create_survey, draft, newest_version
from tests.surveys.forms import a_form, a_question

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)


def test_no_later_version_asks_for_something_else_under_an_old_name(session):
    asked, gone = a_question("yes_no", "a"), a_question("scale", "b")
    name = create_survey(session, a_form(asked, gone), now=NOW)
    publish_draft(session, name, stamp=1, now=NOW)
    for stamp, form in ((1, a_form(asked)), (2, a_form(asked, a_question("date", "b")))):
        change_draft(session, name, form, stamp=stamp, what=say("Changed"), by="Olga", now=NOW)
        if stamp == 1:
            publish_draft(session, name, stamp=2, now=NOW)
    with pytest.raises(Refused, match="put right"):
        publish_draft(session, name, stamp=3, now=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        publish_draft(session, name, stamp=2, now=NOW)
    version = newest_version(session, draft(session, name).survey_id)
    assert version is not None
    assert version.number == 2
