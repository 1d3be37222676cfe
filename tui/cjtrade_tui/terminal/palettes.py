"""Palettes: each role a text can play on screen, as a style in Rich's words and as the codes that a terminal obeys.

`dark`, `light` and `contrast` bring their own background, in colours of the 256 that every terminal but the oldest
shows alike and that cost 9 bytes a change instead of 19; of those that share a chart no two look alike to any colour-blind
eye, and a country has one colour everywhere. `terminal` keeps to the sixteen colours and the background of
the reader's terminal; `plain` has no colour at all. A role never rests on colour alone: what it says is
also in a sign, a word or a marker.
"""

from __future__ import annotations

from functools import cache

Look = tuple[str, str, str]
"""SGR codes of a cell: attributes, ink, paper."""

_INKS = {
    "": (253, 235, 231),
    "dim": (246, 241, 252),
    "title": (231, 231, 16),
    "bar": (252, 235, 231),
    "tab": (16, 231, 16),
    "key": (214, 94, 226),
    "head": (110, 24, 16),
    "label": (110, 24, 159),
    "value": (231, 16, 231),
    "cursor": (16, 231, 16),
    "marker": (214, 130, 226),
    "picked": (210, 160, 217),
    "missing": (242, 244, 250),
    "rule": (246, 241, 252),
    "up": (79, 29, 156),
    "down": (209, 130, 216),
    "exports": (75, 25, 117),
    "imports": (214, 130, 220),
    "total": (253, 235, 231),
    "balance": (121, 29, 156),
    "negative": (210, 160, 210),
    "cambodia": (75, 25, 117),
    "japan": (210, 160, 217),
    "mirror": (135, 92, 207),
    "mirror_imports": (135, 92, 207),
    "before": (244, 245, 250),
    "now": (75, 25, 117),
    "other": (109, 66, 151),
}
"""The colour of each role in the palettes that bring their background: dark, light, contrast."""
_PAPERS = {
    "": (233, 231, 16),
    "title": (24, 24, 231),
    "bar": (237, 254, 19),
    "tab": (214, 130, 226),
    "key": (237, 254, 19),
    "head": (235, 254, 250),
    "cursor": (214, 24, 226),
}
"""The background of each role that has one of its own, and of all others."""
_BOLD = ("title", "tab", "head", "value", "cursor", "marker", "picked")

ROLES: dict[str, dict[str, str]] = {
    name: {
        role: f"{'bold ' * (role in _BOLD)}color({inks[at]}) on color({_PAPERS.get(role, _PAPERS[''])[at]})"
        for role, inks in _INKS.items()
    }
    for at, name in enumerate(("dark", "light", "contrast"))
} | {
    "terminal": {
        "": "default on default",
        "dim": "default on default dim",
        "title": "default on default reverse bold",
        "bar": "default on default reverse",
        "tab": "default on default bold",
        "key": "default on default reverse bold",
        "head": "default on default bold underline",
        "label": "default on default",
        "value": "default on default bold",
        "cursor": "default on default reverse bold",
        "marker": "default on default bold",
        "picked": "red on default bold",
        "missing": "default on default dim",
        "rule": "default on default",
        "up": "green on default",
        "down": "red on default",
        "exports": "blue on default",
        "imports": "yellow on default",
        "total": "default on default",
        "balance": "green on default",
        "negative": "red on default",
        "cambodia": "blue on default",
        "japan": "red on default",
        "mirror": "magenta on default",
        "mirror_imports": "magenta on default",
        "before": "default on default dim",
        "now": "blue on default",
        "other": "cyan on default",
    }
}
_COLOURS = ("red", "blue", "yellow", "green", "magenta", "cyan")
ROLES["plain"] = {
    role: " ".join("default" if word in _COLOURS else word for word in style.split())
    for role, style in ROLES["terminal"].items()
}

NAMES = tuple(ROLES)

_ATTRIBUTES = {"bold": "1", "dim": "2", "underline": "4", "reverse": "7"}
_SIXTEEN = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


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
        if word in _SIXTEEN:
            return str(first + _SIXTEEN.index(word))
    return ""
