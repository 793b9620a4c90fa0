"""A dot as a phone sends it."""

from litestar.exceptions import ClientException

from app.web.forms import Form

MOST = 100  # no rule allows more


def read_count(form: Form) -> int:
    """How many dots shall lie on the measure: an absolute number.

    Raises:
        ClientException: no number. Our own pages never send that, so it has no place on a page.
    """
    count = form.whole("count", low=0, high=MOST)
    if count is None:
        raise ClientException
    return count
