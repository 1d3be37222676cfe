"""Palettes: each role a text can play on screen, as a Rich style.

`dark` and `light` bring their own background; `terminal` keeps to the sixteen colours and the background of
the reader's terminal; `plain` has no colour at all. A role never rests on colour alone: what it says is
also in a sign, a word or a marker.
"""

from __future__ import annotations

import os
from functools import cache

from rich.style import Style
from textual.theme import Theme

_ROLES: dict[str, dict[str, str]] = {
    "dark": {
        "": "#d8dee9 on #10151c",
        "dim": "#8b97a8 on #10151c",
        "title": "#ffffff on #1d2a3a bold",
        "bar": "#c3cddb on #1d2a3a",
        "tab": "#10151c on #f2b84b bold",
        "key": "#f2b84b on #1d2a3a bold",
        "head": "#9fb3c8 on #17202b bold",
        "label": "#9fb3c8 on #10151c",
        "value": "#ffffff on #10151c bold",
        "cursor": "#10151c on #f2b84b bold",
        "picked": "#ff8f7a on #10151c bold",
        "missing": "#5f6b7a on #10151c",
        "exports": "#5ab4f0 on #10151c",
        "imports": "#f2b84b on #10151c",
        "total": "#d8dee9 on #10151c",
        "balance": "#7fd18b on #10151c",
        "negative": "#ff8f7a on #10151c",
        "japan": "#ff8f7a on #10151c",
        "mirror": "#c89bf0 on #10151c",
        "before": "#6f7d8f on #10151c",
        "now": "#5ab4f0 on #10151c",
        "other": "#7f9db9 on #10151c",
    },
    "light": {
        "": "#1c2733 on #fbfaf7",
        "dim": "#5c6875 on #fbfaf7",
        "title": "#ffffff on #27496d bold",
        "bar": "#1c2733 on #e4e9ee",
        "tab": "#ffffff on #b3400e bold",
        "key": "#9a360a on #e4e9ee bold",
        "head": "#27496d on #e9edf1 bold",
        "label": "#4a5a6a on #fbfaf7",
        "value": "#000000 on #fbfaf7 bold",
        "cursor": "#ffffff on #27496d bold",
        "picked": "#b3261e on #fbfaf7 bold",
        "missing": "#8a949e on #fbfaf7",
        "exports": "#1464a5 on #fbfaf7",
        "imports": "#a85800 on #fbfaf7",
        "total": "#1c2733 on #fbfaf7",
        "balance": "#1f7a3a on #fbfaf7",
        "negative": "#b3261e on #fbfaf7",
        "japan": "#b3261e on #fbfaf7",
        "mirror": "#7a3fa8 on #fbfaf7",
        "before": "#8a949e on #fbfaf7",
        "now": "#1464a5 on #fbfaf7",
        "other": "#56718c on #fbfaf7",
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
        "picked": "red on default bold",
        "missing": "default on default dim",
        "exports": "blue on default",
        "imports": "yellow on default",
        "total": "default on default",
        "balance": "green on default",
        "negative": "red on default",
        "japan": "red on default",
        "mirror": "magenta on default",
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


def fitting_palette(environment: dict[str, str] | os._Environ[str] = os.environ) -> str:
    """The palette this terminal can show: no colour where NO_COLOR asks for none, sixteen where it has no more."""
    if environment.get("NO_COLOR"):
        return "plain"
    if environment.get("COLORTERM") in ("truecolor", "24bit") or "256" in environment.get("TERM", ""):
        return "dark"
    return "terminal"


def _theme(name: str) -> Theme:
    """Textual's own widgets and the screen behind ours follow the palette's base role."""
    base = palette(name)[""]
    if base.bgcolor is None or base.bgcolor.is_default:
        return Theme(
            name, primary="ansi_blue", foreground="ansi_default", background="ansi_default",
            surface="ansi_default", panel="ansi_default", ansi=True,
        )  # fmt: skip
    accent = palette(name)["cursor"]
    assert base.color and accent.bgcolor
    return Theme(
        name, primary=accent.bgcolor.name, foreground=base.color.name, background=base.bgcolor.name,
        surface=base.bgcolor.name, panel=base.bgcolor.name, dark=name == "dark",
    )  # fmt: skip


THEMES = tuple(_theme(name) for name in NAMES)
