"""A dot as a phone sends it."""

from litestar.exceptions import ClientException

from app.web.forms import Form
from workshops.dots.rules import HIGHEST


def read_step(form: Form) -> int | None:
    """The vote that the phone showed; None where it did not say."""
    return form.whole("step", low=1, high=10**9 - 1, required=False)


def read_count(form: Form) -> int:
    """How many dots shall lie on the measure: an absolute number.

    Raises:
        ClientException: no number. Our own pages never send that, so it has no place on a page.
    """
    count = form.whole("count", low=0, high=HIGHEST)
    if count is None:
        raise ClientException
    return count
