"""The pictures in screenshots/ are what the program shows today."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("picture", ROOT / "tests" / "picture.py")
picture = importlib.util.module_from_spec(spec)
spec.loader.exec_module(picture)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.slow) if n.endswith("-light") else n for n in sorted(picture.PICTURES)]
)
async def test_a_picture_is_what_the_screen_shows(name):
    made = await picture.picture(*picture.PICTURES[name])
    kept = (ROOT / "screenshots" / f"{name}.svg").read_text("utf-8")
    assert made == kept, f"screenshots/{name}.svg is out of date: run python tests/picture.py and look at it"


def test_there_is_no_picture_of_something_else():
    assert {p.stem for p in (ROOT / "screenshots").iterdir()} == set(picture.PICTURES)
