"""A dot as a phone sends it."""

from litestar.exceptions import ClientException

from app.web.forms import Form
from workshops.dots.rules import HIGHEST


def read_count(form: Form) -> int:
    """How many dots shall lie on the measure: an absolute number.

    Raises:
        ClientException: no number. Our own pages never send that, so it has no place on a page.
    """
    count = form.whole("count", low=0, high=HIGHEST)
    if count is None:
        raise ClientException
    return count
