"""Palettes: each role a text can play on screen, as a style in Rich's words and as the codes that a terminal obeys.

`dark` and `light` bring their own background, in colours of the 256 that every terminal but the oldest
shows alike and that cost 9 bytes a change instead of 19; `terminal` keeps to the sixteen colours and the background of
the reader's terminal; `plain` has no colour at all. A role never rests on colour alone: what it says is
also in a sign, a word or a marker.
"""

from __future__ import annotations

from functools import cache

Look = tuple[str, str, str]
"""SGR codes of a cell: attributes, ink, paper."""

ROLES: dict[str, dict[str, str]] = {
    "dark": {
        "": "color(253) on color(233)",
        "dim": "color(246) on color(233)",
        "title": "bold color(231) on color(24)",
        "bar": "color(252) on color(237)",
        "tab": "bold color(16) on color(214)",
        "key": "color(214) on color(237)",
        "head": "bold color(110) on color(235)",
        "label": "color(110) on color(233)",
        "value": "bold color(231) on color(233)",
        "cursor": "bold color(16) on color(214)",
        "marker": "color(214) on color(233)",
        "picked": "bold color(210) on color(233)",
        "missing": "color(242) on color(233)",
        "rule": "color(246) on color(233)",
        "up": "color(79) on color(233)",
        "down": "color(209) on color(233)",
        "exports": "color(75) on color(233)",
        "imports": "color(214) on color(233)",
        "total": "color(253) on color(233)",
        "balance": "color(114) on color(233)",
        "negative": "color(210) on color(233)",
        "japan": "color(210) on color(233)",
        "mirror": "color(177) on color(233)",
        "mirror_imports": "color(177) on color(233)",
        "before": "color(244) on color(233)",
        "now": "color(75) on color(233)",
        "other": "color(109) on color(233)",
    },
    "light": {
        "": "color(235) on color(231)",
        "dim": "color(241) on color(231)",
        "title": "bold color(231) on color(24)",
        "bar": "color(235) on color(254)",
        "tab": "bold color(231) on color(130)",
        "key": "color(130) on color(254)",
        "head": "bold color(24) on color(254)",
        "label": "color(24) on color(231)",
        "value": "bold color(16) on color(231)",
        "cursor": "bold color(231) on color(24)",
        "marker": "color(130) on color(231)",
        "picked": "bold color(160) on color(231)",
        "missing": "color(246) on color(231)",
        "rule": "color(241) on color(231)",
        "up": "color(29) on color(231)",
        "down": "color(130) on color(231)",
        "exports": "color(25) on color(231)",
        "imports": "color(130) on color(231)",
        "total": "color(235) on color(231)",
        "balance": "color(28) on color(231)",
        "negative": "color(160) on color(231)",
        "japan": "color(160) on color(231)",
        "mirror": "color(91) on color(231)",
        "mirror_imports": "color(91) on color(231)",
        "before": "color(245) on color(231)",
        "now": "color(25) on color(231)",
        "other": "color(66) on color(231)",
    },
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
        "japan": "red on default",
        "mirror": "magenta on default",
        "mirror_imports": "magenta on default",
        "before": "default on default dim",
        "now": "blue on default",
        "other": "cyan on default",
    },
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
