"""How much work something is, counted and not timed: the same on every machine, however busy."""

import cProfile
import pstats
from collections.abc import Callable


def calls(do: Callable[[str], object], text: str) -> int:
    """Function calls made by `do(text)`."""
    profile = cProfile.Profile()
    with profile:
        do(text)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined,no-any-return]
