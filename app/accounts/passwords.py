"""Hashing and comparing passwords: slow on purpose, so never on the event loop or in a write."""

import asyncio
import base64
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()

# Two at once: a wave of wrong passwords must not take all cores and 64 MiB a try from the room.
_THREADS = ThreadPoolExecutor(2, "password")


async def hashed(password: str) -> str:
    """The password as it is stored."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, hash_now, password)


async def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password. Takes just as long where none is stored, and is then False."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, matches_now, stored, password)


def hash_now(password: str) -> str:
    """The same for synchronous callers."""
    return _HASHER.hash(_typed(password))


def matches_now(stored: str | None, password: str) -> bool:
    """The same for synchronous callers."""
    try:
        return _HASHER.verify(stored or decoy(), _typed(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def _typed(password: str) -> str:
    """One form of an umlaut, whichever keyboard it came from."""
    return unicodedata.normalize("NFKC", password)


def decoy() -> str:
    """A hash of nothing, at the price of a real one."""
    salt, value = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (_HASHER.salt_len, _HASHER.hash_len)
    )
    cost = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${value}"
