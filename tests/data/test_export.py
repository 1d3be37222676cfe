"""Exported tables: whole, exact, and harmless in a spreadsheet."""

import csv
import io
import json
import re
import subprocess
import sys

import polars as pl
import pytest
from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data import open_book
from cjtrade_data.export import export, harmless

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
ATTACKS = [
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@x",
    "\t=1",
    "\r=1",
    " =cmd|' /C calc'!A0",
    "＝1+1",
    "=HYPERLINK(1)",
    "-",
    "\n=1",
]


def cells(content):
    return [row[0] for row in csv.reader(io.StringIO(content.decode(), newline=""))][1:]


@every_row("text", ATTACKS)
def test_no_cell_of_an_exported_csv_is_a_formula(text):
    assert cells(export(pl.DataFrame({"a": [text]}), "csv")) == ["'" + text]


@every_row("text", ["-4.3", "+15.3", "-1e6", "237.22", "Cambodia", "a=b", "Jan-Feb", "ໜ", "O'Neil"])
def test_numbers_and_plain_text_are_exported_as_they_are(text):
    assert cells(export(pl.DataFrame({"a": [text]}), "csv")) == [text]


@given(st.lists(st.text(min_size=1), min_size=1))
def test_whatever_a_column_holds_no_cell_begins_like_a_formula(texts):
    for cell in cells(export(pl.DataFrame({"a": texts}), "csv")):
        assert NUMBER.fullmatch(cell) or not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


@every_row("name", sorted(open_book().resources))
def test_every_table_comes_back_from_every_format(name):
    frame = open_book().table(name)
    assert pl.read_parquet(io.BytesIO(export(frame, "parquet"))).equals(frame)
    assert json.loads(export(frame, "json")) == frame.to_dicts()
    assert pl.read_csv(io.BytesIO(export(frame, "csv")), schema=frame.schema).equals(harmless(frame))


def program(*words):
    return subprocess.run([sys.executable, "-m", "cjtrade_tui", "export", *words], capture_output=True, check=False)


@pytest.mark.slow
def test_the_command_writes_a_table_whole_or_says_what_is_wrong(tmp_path):
    file = tmp_path / "sources.csv"
    assert program("sources").stdout == export(open_book().table("sources"), "csv")
    assert program("sources", "-o", str(file)).returncode == 0 and file.read_bytes() == program("sources").stdout
    for words, said in (
        (["nothing"], b"there is no table 'nothing': choose"),
        (["sources", "-o", "/nowhere/x"], b"/nowhere/x: No such file"),
    ):
        done = program(*words)
        assert done.returncode == 2 and said in done.stderr and done.stdout == b"" and done.stderr.count(b"\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["sources.csv"]
