"""The package command: tables sealed, results made anew and reviewed as lines."""

import csv
import json
import sys
from fractions import Fraction

import pytest

from cjtrade_data import BookError, open_book
from cjtrade_data.__main__ import main
from cjtrade_data.book.book import Book
from cjtrade_data.book.results import are_current, rows
from cjtrade_data.book.tables import TABLES
from cjtrade_data.derivation.levels import series
from cjtrade_data.model.period import Period
from cjtrade_data.packaging import made

RESULTS = TABLES / "results"


def numbers(name, text):
    """The lines without the chains that prove bounds: which of several is shown may differ by the solver's release."""
    told = {"pinned": ("figures", "derivation")}.get(name, ())
    return [[cell for column, cell in row.items() if column not in told] for row in csv.DictReader(text.splitlines())]


@pytest.mark.slow
def test_the_results_are_what_the_tables_give():
    for name, text in made(Book()):
        assert numbers(name, text) == numbers(name, (RESULTS / f"{name}.csv").read_text("utf-8")), name


def test_the_results_were_made_of_these_very_tables():
    assert are_current(TABLES), "run python -m cjtrade_data package"


def test_results_of_tables_that_were_changed_are_not_read(tables):
    assert are_current(tables) and Book(tables).implied
    with (tables / "people.csv").open("a") as file:
        file.write("\n")
    assert not are_current(tables) and not Book(tables).implied


def test_results_taken_from_another_state_of_the_tables_are_not_read(tables):
    file = tables / "datapackage.json"
    package = json.loads(file.read_text("utf-8"))
    package["results_made_of"] = "sha256:0"
    file.write_text(json.dumps(package), "utf-8")
    assert not are_current(tables)


def test_results_that_are_no_text_are_refused_in_one_line(tables):
    (tables / "results" / "pinned.csv").write_bytes(b"measure\n\x1b[2J\n")
    with pytest.raises(BookError, match=r"results/pinned.csv, row 2: .*python -m cjtrade_data package"):
        list(rows(tables, "pinned"))
    with pytest.raises(BookError, match="differs from its checksum"):
        open_book(tables)


@pytest.mark.parametrize("name", ["checks", "findings", "revisions", "pinned", "derived"])
def test_results_are_sorted_one_line_a_result_and_name_figures_that_are_there(name):
    book = Book()
    found = list(rows(TABLES, name))
    keys = [list(row.values()) for row in found]
    assert keys == sorted(keys) and len((RESULTS / f"{name}.csv").read_text("utf-8").splitlines()) == len(found) + 1
    for row in found:
        ids = " ".join(row.get(column, "") for column in ("figure", "figures", "before", "after", "elsewhere")).split()
        assert ids and all(book.figure(id) for id in ids)
        assert not row.get("low") or not row.get("high") or Fraction(row["low"]) <= Fraction(row["high"])


def test_a_derived_level_is_within_its_bounds_and_is_what_the_engine_gives():
    book = Book()
    for row in list(rows(TABLES, "derived"))[::40]:
        line = series(book, row["reporter"], row["partner"], row["compiler"], row["product"])
        level = line.level(row["measure"], Period.parse(row["period"]))
        assert level.figure is None and abs(level.value - Fraction(row["value"])) <= Fraction(1, 200)
        assert not row["low"] or Fraction(row["low"]) <= level.value
        assert not row["high"] or level.value <= Fraction(row["high"])


@pytest.mark.slow
def test_a_mended_figure_shows_as_the_lines_of_what_follows_from_it(tables, capsys):
    results = {name: tables / "results" / f"{name}.csv" for name in ("pinned", "derived", "checks")}
    before = {name: file.read_text("utf-8") for name, file in results.items()}
    file = tables / "figures" / "pair_press.csv"
    old = next(
        line for line in file.read_text("utf-8").splitlines() if line.startswith("jetro-exports-2013-01-2013-06,")
    )
    value = old.split(",")[8]
    file.write_text(file.read_text("utf-8").replace(old, old.replace(f",{value},", f",{int(value) + 1},")), "utf-8")
    assert main(["package", str(tables)]) == 0
    for name, path in results.items():
        changed = set(path.read_text("utf-8").splitlines()) ^ set(before[name].splitlines())
        assert changed and all("jetro" in line for line in changed)
    assert "tables sealed" in capsys.readouterr().out and are_current(tables)


def test_without_the_solver_nothing_is_packaged_and_a_line_says_what_to_install(tables, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    before = {file: file.read_bytes() for file in tables.rglob("*.*")}
    assert main(["package", str(tables)]) == 2
    said = capsys.readouterr().err
    assert "pip install 'cjtrade-tui[solver]'" in said and said.count("\n") == 1
    assert {file: file.read_bytes() for file in tables.rglob("*.*")} == before


@pytest.mark.parametrize("arguments", [[], ["seal"], ["package", "a", "b"]])
def test_another_command_is_told_the_usage(arguments, capsys):
    assert main(arguments) == 2 and "python -m cjtrade_data package" in capsys.readouterr().err


def test_a_fault_is_one_line_and_leaves_the_package_as_it_was(tables, capsys):
    before = (tables / "datapackage.json").read_bytes()
    people = tables / "people.csv"
    people.write_text(people.read_text("utf-8").replace("role", "rule", 1), "utf-8")
    assert main(["package", str(tables)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("package: people.csv") and said.count("\n") == 1
    assert (tables / "datapackage.json").read_bytes() == before
