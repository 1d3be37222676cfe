"""Numbers, years and codes are written in 0 to 9: what Python and Polars take for digits besides is not read as any."""

import ast
import re
from pathlib import Path

import pytest
from every_row import every_row

from cjtrade_data import Period
from cjtrade_data.formats import areas, sdmx_codes
from cjtrade_data.model import digits

WINGS = Path(digits.__file__).parents[1], Path(digits.__file__).parents[2] / "tui"
ALL_SCRIPTS = {"isdigit", "isdecimal", "isnumeric"}
LETTER = r"[^\W\d_]"
OTHERS = ("២០២៤", "２０２４", "٢٠٢٤", "२०२४", "202४")


def sources():
    for wing in WINGS:
        for path in wing.rglob("*.py"):
            if path != Path(digits.__file__):
                yield path, ast.parse(path.read_text("utf-8"))


@pytest.mark.slow
def test_no_pattern_and_no_test_of_either_wing_takes_digits_of_every_script():
    found = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ALL_SCRIPTS:
                found.append(f"{path.name}:{node.lineno} .{node.attr}")
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
                if re.search(r"\\[dD]", text.replace(LETTER, "")):
                    found.append(f"{path.name}:{node.lineno} {text[:60]!r}")
    assert len(list(sources())) > 150 and found == []


@every_row("year", OTHERS)
def test_a_year_in_other_digits_is_no_year(year):
    assert not digits.is_digits(year)
    for text in (year, f"{year}-01", f"2024-{year[:2]}", f"{year}-01/{year}-02"):
        with pytest.raises(ValueError, match="not a"):
            Period.parse(text)
        assert sdmx_codes.period(text) is None


def test_a_code_in_other_digits_is_no_area():
    assert areas.by_code("116") == "KHM" and areas.by_code("១១៦") is None and areas.by_code("１１６") is None
