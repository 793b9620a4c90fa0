"""What stands in the log of an error: where it happened, and nothing that people wrote."""

import traceback


def trace(error: BaseException) -> str:
    """Where it happened, and before it what led to it; without the errors' texts, which may quote
    what was sent."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    own = f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}"
    return f"{trace(before)}\n\nthen\n\n{own}" if before else own
