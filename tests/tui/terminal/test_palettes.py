"""Palettes that can be read: contrast with the background, and colours that no colour-blind eye takes for each other."""

import math

import pytest
from rich.style import Style

from cjtrade_tui.charts.chart import ROLES as CHART_ROLES
from cjtrade_tui.terminal.environment import fitting_palette
from cjtrade_tui.terminal.palettes import ROLES
from cjtrade_tui.terminal.theme import palette

OWN = ("dark", "light", "contrast")
QUIET = ("missing", "before", "other")
TOGETHER = [
    ("exports", "imports"),
    ("exports", "mirror"),
    ("mirror", "mirror_imports"),
    ("exports", "mirror_imports"),
    ("imports", "mirror_imports"),
    ("imports", "mirror"),
    ("exports", "balance"),
    ("imports", "balance"),
    ("balance", "negative"),
    ("cambodia", "japan"),
    ("total", "japan"),
    ("total", "exports"),
    ("total", "imports"),
    ("before", "now"),
    ("up", "down"),
]
"""Roles that share a chart or a line."""
EYES = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What each eye makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1)."""
LEAST = 15
"""Distance in CIELAB from which two colours are told apart at a glance."""


def linear(colour):
    parts = (part / 255 for part in colour.get_truecolor())
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour):
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(style):
    dark, light = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    axes = ((0.4124, 0.3576, 0.1805, 0.9505), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.089))
    xyz = [sum(w * part for w, part in zip(axis, rgb, strict=False)) / axis[3] for axis in axes]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (max(t, 0) for t in xyz))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, eye):
    def seen(colour):
        return lab([min(1, max(0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in EYES[eye]])

    return math.dist(seen(one), seen(other))


@pytest.mark.parametrize("name", OWN)
def test_every_text_stands_out_from_its_background(name):
    least = {"contrast": (7.0, 7.0)}.get(name, (4.5, 3.0))
    for role, style in palette(name).items():
        assert contrast(style) >= least[role in QUIET], (role, contrast(style))


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("eye", EYES)
def test_colours_that_share_a_chart_differ_to_every_eye(name, eye):
    styles = palette(name)
    for one, other in TOGETHER:
        assert apart(styles[one].color, styles[other].color, eye) >= LEAST, (one, other)


def test_every_role_of_a_chart_has_a_colour_in_every_palette():
    assert all(set(CHART_ROLES) <= set(roles) for roles in ROLES.values())
    assert len({frozenset(roles) for roles in ROLES.values()}) == 1


@pytest.mark.parametrize(
    ("said", "fits"), [("", "dark"), ("15;0", "dark"), ("0;15", "light"), ("0;default;15", "light"), ("12;8", "dark")]
)
def test_a_background_that_the_environment_names_is_followed(monkeypatch, said, fits):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in (("TERM", "xterm-256color"), ("COLORTERM", ""), ("COLORFGBG", said)):
        monkeypatch.setenv(name, value)
    assert fitting_palette() == fits


SIXTEEN = {
    "red": "#cd0000",
    "green": "#00cd00",
    "yellow": "#cdcd00",
    "blue": "#0000ee",
    "magenta": "#cd00cd",
    "cyan": "#00cdcd",
    "bright_blue": "#5c5cff",
}
"""What xterm shows for the names of colours that a palette has."""


@pytest.mark.parametrize("paper", ["#000000", "#ffffff"])
def test_the_terminals_own_colours_are_those_that_are_read_on_black_and_on_white(paper):
    for role, style in palette("terminal").items():
        assert style.bgcolor.is_default, role
        if not style.color.is_default:
            shown = Style(color=SIXTEEN[style.color.name], bgcolor=paper)
            assert contrast(shown) >= 3.0, (role, style.color.name, paper)
