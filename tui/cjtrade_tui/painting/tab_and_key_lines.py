"""Bars: the lines at the top with title and tabs, and the line of keys at the foot."""

import re
from collections.abc import Sequence

from cjtrade_tui.cells import cell_len
from cjtrade_tui.painting.runs import Rows, fit

FILL = "bar"
"""The role of what is left of a bar."""

_ABBREVIATED = {"Partners": "Partn.", "Products": "Prod.", "Investment": "Inv."}
"""Names of tabs where 60 columns have no room for all of them."""

_NEEDED = 3
"""Parts of a title, period, reporter and unit, for which what is said aside makes room."""

_LAST_PART = re.compile(r", (?:[^,()]|\([^()]*\))*$")
"""The last part of a title, what stands in its brackets and all."""

Key = tuple[str, str, str, int]
"""A key, its word, its action and its rank: 0 is wanted on the narrowest terminal."""


def top_lines(pair: str, title: str, tabs: Sequence[tuple[str, str]], active: str, width: int, aside: str = "") -> Rows:
    """What the reader is looking at, the pair unless its title names who trades with whom, as many of its parts as fit, without what it says `aside` where they do not, and the tabs
    (name, label) with their numbers."""
    name = " " if " → " in title.partition(",")[0] else f" {pair}: "
    labels = [(text, "tab" if tab == active else FILL) for tab, text in numbered(tabs, width)]
    while cell_len(title) > width - len(name) and (last := _LAST_PART.search(title)):
        gives_way = aside and aside in title and title.count(", ") < _NEEDED
        title = title.replace(aside, "") if gives_way else title[: last.start()]
    return [[(name, "title"), (fit(title, width - len(name)), "title")], labels]


def numbered(tabs: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The tabs by name, each with what is written of it in a line of `width` cells: abbreviated where all have no room."""
    roomy = sum(cell_len(label) + 4 for _, label in tabs) <= width
    short = sum(cell_len(label) + 3 for _, label in tabs) > width
    return [
        (tab, f" {number} {_ABBREVIATED.get(label, label) if short else label}{' ' if roomy else ''}")
        for number, (tab, label) in enumerate(tabs, 1)
    ]


def key_bar(keys: Sequence[Key], width: int, message: str = "") -> Rows:
    """The keys that work here, or a message in their place."""
    if message:
        return [[(fit(f" {message}", width), "key")]]
    return [[run for key, word, _, _ in fitting(keys, width) for run in ((f" {key}", "key"), (f" {word} ", FILL))]]


def fitting(keys: Sequence[Key], width: int) -> list[Key]:
    """The keys that fit in `width` cells: the highest rank gives way first, then the last, but for help and quit."""
    kept = list(keys)
    while len(kept) > 2 and sum(map(key_cells, kept)) > width:
        kept.remove(max(reversed(kept[:-2]), key=lambda entry: entry[3]))
    return kept


def key_at(keys: Sequence[Key], width: int, x: int) -> Key | None:
    """The key of those that fit that stands at a cell."""
    for entry in fitting(keys, width) if x >= 0 else ():
        if (x := x - key_cells(entry)) < 0:
            return entry
    return None


def key_cells(entry: Key) -> int:
    """The cells that a key with its word takes."""
    return len(entry[0]) + len(entry[1]) + 3
