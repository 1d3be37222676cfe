"""Palettes: each role a text can play on screen, as a Rich style.

`dark` and `light` bring their own background, in colours of the 256 that every terminal but the oldest
shows alike and that cost 9 bytes a change instead of 19; `terminal` keeps to the sixteen colours and the background of
the reader's terminal; `plain` has no colour at all. A role never rests on colour alone: what it says is
also in a sign, a word or a marker.
"""

from __future__ import annotations

from functools import cache

from rich.style import Style
from textual.theme import Theme

_ROLES: dict[str, dict[str, str]] = {
    "dark": {
        "": "color(253) on color(233)",
        "dim": "color(246) on color(233)",
        "title": "bold color(231) on color(24)",
        "bar": "color(252) on color(237)",
        "tab": "bold color(16) on color(214)",
        "key": "bold color(214) on color(237)",
        "head": "bold color(110) on color(235)",
        "label": "color(110) on color(233)",
        "value": "bold color(231) on color(233)",
        "cursor": "bold color(16) on color(214)",
        "marker": "color(214) on color(233)",
        "picked": "bold color(210) on color(233)",
        "missing": "color(242) on color(233)",
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
        "key": "bold color(130) on color(254)",
        "head": "bold color(24) on color(254)",
        "label": "color(24) on color(231)",
        "value": "bold color(16) on color(231)",
        "cursor": "bold color(231) on color(24)",
        "marker": "color(130) on color(231)",
        "picked": "bold color(160) on color(231)",
        "missing": "color(246) on color(231)",
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
_ROLES["plain"] = {
    role: " ".join("default" if word in _COLOURS else word for word in style.split())
    for role, style in _ROLES["terminal"].items()
}

NAMES = tuple(_ROLES)


@cache
def palette(name: str) -> dict[str, Style]:
    """The styles of a palette, by role."""
    return {role: Style.parse(style) for role, style in _ROLES[name].items()}


_ANSI_VARIABLES = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
"""Textual's stylesheet names these where a theme says, as ours must, to leave the sixteen colours alone."""


def _theme(name: str) -> Theme:
    """Textual's own widgets and the screen behind ours follow the palette's base role."""
    base = palette(name)[""]
    accent = palette(name)["cursor"]
    if base.bgcolor is None or base.bgcolor.is_default:
        return Theme(
            name, primary="ansi_blue", foreground="ansi_default", background="ansi_default",
            surface="ansi_default", panel="ansi_default", ansi=True, variables=_ANSI_VARIABLES,
        )  # fmt: skip
    assert base.color and accent.bgcolor
    ink, paper = base.color.get_truecolor().hex, base.bgcolor.get_truecolor().hex
    return Theme(
        name, primary=accent.bgcolor.get_truecolor().hex, foreground=ink, background=paper,
        surface=paper, panel=paper, dark=name == "dark", ansi=True, variables=_ANSI_VARIABLES,
    )  # fmt: skip


THEMES = tuple(_theme(name) for name in NAMES)
