"""The package command: tables sealed, results made anew and reviewed as lines."""

from __future__ import annotations

import csv
import shutil

import pytest

from cjtrade_data.book.ledger import TABLES, Ledger
from cjtrade_data.book.package import IMPLIED, implied_table, main


@pytest.fixture
def tables(tmp_path):
    shutil.copytree(TABLES, tmp_path / "tables")
    return tmp_path / "tables"


def bounds(text):
    """The lines without the figures that prove them: which of several chains is shown may differ by the solver's release."""
    return [row[:7] for row in csv.reader(text.splitlines())]


@pytest.mark.slow
def test_the_results_are_what_the_tables_give():
    assert bounds(implied_table(Ledger())) == bounds((TABLES / IMPLIED).read_text("utf-8"))


def test_results_are_sorted_one_line_a_level_and_name_figures_that_are_there():
    ledger = Ledger()
    lines = (TABLES / IMPLIED).read_text("utf-8").splitlines()[1:]
    assert lines == sorted(lines) and len(lines) > 300
    for line in csv.reader(lines):
        assert all(ledger.figure(id) for id in line[7].split())
        assert not line[5] or not line[6] or float(line[5]) <= float(line[6])


@pytest.mark.slow
def test_a_mended_figure_shows_as_the_lines_of_what_follows_from_it(tables, capsys):
    before = (tables / IMPLIED).read_text("utf-8")
    file = tables / "figures" / "pair_press.csv"
    old = next(
        line for line in file.read_text("utf-8").splitlines() if line.startswith("jetro-exports-2013-01-2013-06,")
    )
    value = old.split(",")[8]
    file.write_text(file.read_text("utf-8").replace(old, old.replace(f",{value},", f",{float(value) + 1},")), "utf-8")
    assert main([str(tables)]) == 0
    after = (tables / IMPLIED).read_text("utf-8")
    changed = set(after.splitlines()) ^ set(before.splitlines())
    assert changed and all("JETRO" in line for line in changed)
    assert "tables sealed" in capsys.readouterr().out


def test_a_fault_is_one_line_and_leaves_the_package_as_it_was(tables, capsys):
    before = (tables / "datapackage.json").read_bytes()
    people = tables / "people.csv"
    people.write_text(people.read_text("utf-8").replace("role", "rule", 1), "utf-8")
    assert main([str(tables)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("package: people.csv") and said.count("\n") == 1
    assert (tables / "datapackage.json").read_bytes() == before
