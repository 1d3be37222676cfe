"""Themes: the palettes as Rich styles and as what Textual calls themes."""

from __future__ import annotations

from functools import cache

from rich.style import Style
from textual.theme import Theme

from cjtrade_tui.terminal.palettes import NAMES, ROLES


@cache
def palette(name: str) -> dict[str, Style]:
    """The styles of a palette, by role."""
    return {role: Style.parse(style) for role, style in ROLES[name].items()}


_ANSI_VARIABLES = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
"""Textual's stylesheet names these where a theme says, as ours must, to leave the sixteen colours alone."""


def _theme(name: str) -> Theme:
    """Textual's own widgets and the screen behind ours follow the palette's base role."""
    base = palette(name)[""]
    accent = palette(name)["cursor"]
    if base.bgcolor is None or base.bgcolor.is_default:
        return Theme(
            name,
            primary="ansi_blue",
            foreground="ansi_default",
            background="ansi_default",
            surface="ansi_default",
            panel="ansi_default",
            ansi=True,
            variables=_ANSI_VARIABLES,
        )
    assert base.color and accent.bgcolor
    ink, paper = base.color.get_truecolor().hex, base.bgcolor.get_truecolor().hex
    return Theme(
        name,
        primary=accent.bgcolor.get_truecolor().hex,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        dark=name != "light",
        ansi=True,
        variables=_ANSI_VARIABLES,
    )


THEMES = tuple(_theme(name) for name in NAMES)
