"""What is wrong with letterheads, remembered by their content: checking one takes a moment."""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from sqlalchemy.orm import Session

from workshops.letterheads import services
from workshops.letterheads.faults import Fault
from workshops.letterheads.filling import faults
from workshops.letterheads.placeholders import Known

_MOST = 200
_found: OrderedDict[tuple[bytes, Known], tuple[Fault, ...]] = OrderedDict()
_lock = Lock()


def faults_in(content: bytes, known: Known) -> tuple[Fault, ...]:
    """As `filling.faults`.

    Raises:
        Refused: it is no Word file that may be kept.
    """
    key = (sha256(content).digest(), known)
    with _lock:
        if key in _found:
            _found.move_to_end(key)
            return _found[key]
    found = faults(content, known)
    with _lock:
        _found[key] = found
        while len(_found) > _MOST:
            _found.popitem(last=False)
    return found


def faulty(session: Session) -> frozenset[int]:
    """The ids of the letterheads that have mistakes."""
    known = services.known(session)
    lines = services.letterheads(session)
    return frozenset(one.id for one in lines if faults_in(services.content(session, one.id), known))
