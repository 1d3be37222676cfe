"""Palettes: each role a text can play on screen, as a style in Rich's words and as the codes that a terminal obeys.

`dark`, `light` and `contrast` bring their own background, in colours of the 256 that every terminal but the oldest
shows alike and that cost 9 bytes a change instead of 19; of those that share a chart no two look alike to any colour-blind
eye, and a country has one colour everywhere. `terminal` keeps to the sixteen colours and the background of
the reader's terminal; `plain` has no colour at all. A role never rests on colour alone: what it says is
also in a sign, a word or a marker.
"""

import re
from functools import cache
from pathlib import Path

from cjtrade_data.book.code_lists import rows

Look = tuple[str, str, str]
"""SGR codes of a cell: attributes, ink, paper."""

_WITH_COLOURS = ("dark", "light", "contrast", "terminal")
ROLES: dict[str, dict[str, str]] = {name: {} for name in _WITH_COLOURS}
"""The style of each role in each palette, in Rich's words: palettes.csv, where a number is a colour of the 256."""
for _role, *_styles in rows(Path(__file__).parent, "palettes.csv", ("role", *_WITH_COLOURS)):
    for _name, _style in zip(_WITH_COLOURS, _styles, strict=True):
        ROLES[_name][_role] = re.sub("[0-9]+", r"color(\g<0>)", _style)
_ATTRIBUTES = {"bold": "1", "dim": "2", "underline": "4", "reverse": "7"}
ROLES["plain"] = {
    role: " ".join(word if word in ("on", *_ATTRIBUTES) else "default" for word in style.split())
    for role, style in ROLES["terminal"].items()
}

NAMES = tuple(ROLES)

_BRIGHT = "bright_"
_EIGHT = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


@cache
def looks(name: str) -> dict[str, Look]:
    """The codes of a palette, by role, for a terminal that has its colours."""
    return {role: _look(style) for role, style in ROLES[name].items()}


def _look(style: str) -> Look:
    ink, _, paper = style.partition(" on ")
    words = (*ink.split(), *paper.split())
    attributes = sorted((_ATTRIBUTES[word] for word in words if word in _ATTRIBUTES), key=int)
    return ";".join(attributes), _colour(ink, 30), _colour(paper, 40)


def _colour(words: str, first: int) -> str:
    """The code of the colour among some words; `first` is the code of black."""
    for word in words.split():
        if word.startswith("color("):
            return f"{first + 8};5;{word[6:-1]}"
        if (name := word.removeprefix(_BRIGHT)) in _EIGHT:
            return str(first + _EIGHT.index(name) + 60 * (name != word))
    return ""
