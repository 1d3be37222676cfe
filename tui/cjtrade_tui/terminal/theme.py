"""Themes: the palettes (`palettes.csv`) as Rich styles and as what Textual calls themes."""

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
    ink = paper = faint = "ansi_default"
    primary = "ansi_blue"
    if base.bgcolor is not None and not base.bgcolor.is_default:
        assert base.color and accent.bgcolor
        dim = palette(name)["dim"].color
        ink, paper, primary, faint = (
            c.get_truecolor().hex for c in (base.color, base.bgcolor, accent.bgcolor, dim) if c
        )
    return Theme(
        name,
        primary=primary,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        dark=name != "light",
        ansi=True,
        variables={**_ANSI_VARIABLES, "faint": faint, "faint-style": "dim" if ink == faint else "none"},
    )


THEMES = tuple(_theme(name) for name in NAMES)
