"""Things by what they have in common."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """The second of each pair by the first, keys and values in the order in which they come.

    >>> grouped((len(word), word) for word in ("HS", "SITC", "BEC", "WITS"))
    {2: ['HS'], 4: ['SITC', 'WITS'], 3: ['BEC']}
    """
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
