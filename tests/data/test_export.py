"""Exported tables: whole, exact, and harmless in a spreadsheet."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile

import polars as pl
import pytest
from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cjtrade_data import open_book
from cjtrade_data.export import About, Meaning, export, harmless
from cjtrade_data.frames.figures import flat

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


@pytest.mark.slow
@every_row("name", sorted(open_book().resources))
def test_every_table_comes_back_from_every_format(name):
    frame = open_book().table(name)
    assert pl.read_parquet(io.BytesIO(export(frame, "parquet"))).equals(frame)
    assert json.loads(export(frame, "json")) == frame.to_dicts()
    assert pl.read_csv(io.BytesIO(export(frame, "csv")), schema=frame.schema).equals(harmless(frame))
    header, *rows = sheets(export(frame, "xlsx"))["figures"]
    assert header == frame.columns
    assert [list(map(as_kept, row)) for row in rows] == [list(map(as_kept, row)) for row in frame.rows()]


def as_kept(cell):
    """A cell as a spreadsheet keeps it: empty for missing, numbers to fifteen digits at most."""
    return "" if cell is None else f"{cell:.13g}" if isinstance(cell, float | int) else cell


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@every_row("text", [*ATTACKS, "http://example.org", "237.22"])
def test_no_cell_of_a_workbook_is_a_formula_a_link_or_another_text(text):
    content = export(pl.DataFrame({"a": [text]}), "xlsx", About(text, notes=(text,)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    assert sheets(content)["figures"][1][0].replace("\r", "\n").strip() == text.replace("\r", "\n").strip()


def test_a_workbook_says_units_sources_licence_and_vintage_on_its_second_sheet():
    source = open_book().sources["wits-2017-11"]
    about = About("Trade", (Meaning("exports", "USD", "Exports"),), ("A remark.",), (source,))
    frame = pl.DataFrame({"exports": [None, float("inf"), 237220000.0]})
    found = sheets(export(frame, "xlsx", about))
    assert found["figures"] == [["exports"], [""], [""], [237220000.0]]
    cells = [cell for row in found["about"] for cell in row if cell != ""]
    for said in ("Trade", "A remark.", "exports", "USD", source.publisher, source.licence, source.vintage, source.url):
        assert said in cells
    assert export(frame, "xlsx", about) == export(frame, "xlsx", about)


def test_a_table_in_markdown_cannot_be_broken_by_a_cell():
    frame = pl.DataFrame({"a": ["x | y", "two\nlines", "*[link](http://a)*"], "b": [1, None, 2]})
    assert export(frame, "md").decode().splitlines() == [
        "| a | b |",
        "| --- | --- |",
        r"| x \| y | 1 |",
        "| two lines |  |",
        r"| \*\[link\](http://a)\* | 2 |",
    ]


def test_everything_is_one_flat_table_in_which_each_figure_has_its_source():
    frame = flat(open_book())
    assert frame["id"].to_list() == open_book().figures["id"].to_list() and frame["id"].is_unique().all()
    row = frame.row(by_predicate=pl.col("id") == "article-r04", named=True)
    assert (row["amount"], row["unit"], row["period"]) == (237220000.0, "USD", "2024-01/2024-02")
    assert row["source_publisher"] == "The Phnom Penh Post" and row["source_retrieved"]
    assert frame["source_publisher"].null_count() == frame["source_licence"].null_count() == 0


def program(*words):
    return subprocess.run([sys.executable, "-m", "cjtrade_tui", "export", *words], capture_output=True, check=False)


@pytest.mark.slow
def test_the_command_writes_a_table_whole_or_says_what_is_wrong(tmp_path):
    file = tmp_path / "sources.csv"
    assert program("sources").stdout == export(open_book().table("sources"), "csv")
    assert program("sources", "-o", str(file)).returncode == 0 and file.read_bytes() == program("sources").stdout
    for words, said in (
        (["nothing"], b"there is no tab or table 'nothing': choose"),
        (["sources", "-o", "/nowhere/x"], b"/nowhere/x: No such file"),
    ):
        done = program(*words)
        assert done.returncode == 2 and said in done.stderr and done.stdout == b"" and done.stderr.count(b"\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["sources.csv"]
