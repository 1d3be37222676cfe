"""The pictures in screenshots/ show what the program shows today: every cell's text and role."""

import re

import picture
import pytest

STALE = "screenshots/{}.svg is out of date: run python tests/picture.py and look at it"


QUICK = ("flows", "flows-light", "flows-80x24", "partners")


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in picture.PICTURES]
)
async def test_a_picture_is_what_the_screen_shows(name):
    kept = picture.rows_in((picture.FOLDER / f"{name}.svg").read_text("utf-8"))
    shown = await picture.rows_of(picture.PICTURES[name])
    assert ["".join(t for t, _ in row) for row in kept] == ["".join(t for t, _ in row) for row in shown], STALE.format(
        name
    )
    assert kept == shown, STALE.format(name)


def test_there_is_no_picture_of_something_else():
    assert {path.stem for path in picture.FOLDER.iterdir()} == set(picture.PICTURES)


ROWS = [
    [("a  b <&> ", "text"), ("日本 é", "value"), ("   ", "bar")],
    [("  ██", "now"), (" █ █ ", "dim"), ("\u2800\u28ff ▁▂", "exports")],
]


def test_a_picture_is_read_back_into_the_cells_it_was_made_of():
    assert picture.rows_in(picture.svg_of(ROWS, "dark")) == ROWS
    assert picture.rows_in(picture.svg_of(ROWS, "light")) == ROWS


def test_no_browser_can_run_blanks_together():
    assert not re.search(r">[^<]*[^ <>\n] +[^ <>\n][^<]*</text>", picture.svg_of(ROWS, "dark"))
