"""A number drawn on a page is the one a notebook gets, on every page that has it, and whatever prints the page."""

import json
import os
import subprocess
import sys

import pytest

from . import compare, faces, pages
from .numbers import faults, table

LONG_PAGES = (
    "flows",
    "flows --frequency year --unit JPY",
    "flows --reporter JPN --frequency year --mirror",
    "partners --period 2016",
    "checks --view mirror",
)
EVERY_NTH_OR_ALL = pytest.mark.parametrize("every", [14, pytest.param(1, marks=pytest.mark.slow)])


@pytest.mark.slow
@pytest.mark.parametrize("tab", pages.TABS)
def test_the_text_of_a_cell_stands_for_the_number_a_notebook_gets(tab):
    assert len(pages.cells(tab)) > (20 if tab == "people" else 200)
    found = faults(compare.texts(pages.cells(tab)))
    assert not found, table(found)


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["flows", "partners", "products"])
def test_pages_that_show_the_same_thing_show_the_same_number(tab):
    found = faults(compare.one_number_each(pages.cells(tab)))
    assert not found, table(found)


@EVERY_NTH_OR_ALL
@pytest.mark.parametrize("tab", ["flows", "partners", "products", "investment"])
def test_a_headline_says_what_the_row_it_is_of_says(tab, every):
    assert len(list(pages.headlines(tab, every))) > 3
    found = faults(compare.headlines(tab, every))
    assert not found, table(found)


@EVERY_NTH_OR_ALL
@pytest.mark.parametrize("tab", ["flows", "partners", "products"])
def test_every_number_can_be_opened(tab, every):
    for selection in pages.selections(tab, every):
        page = pages.page(selection)
        for row in page.rows:
            for column, cell in zip(page.columns, row.cells, strict=True):
                assert cell.figure or not pages.digits_in(column, cell.text), (selection.options(), row.key, column.key)


@pytest.mark.slow
@pytest.mark.parametrize("tab", pages.TABS)
def test_show_prints_every_cell_of_every_page_as_the_app_draws_it(tab):
    found = faults(compare.printed(tab))
    assert not found, table(found)


@pytest.mark.parametrize("tab", ["flows", *(pytest.param(t, marks=pytest.mark.slow) for t in pages.TABS[1:])])
def test_the_options_of_a_page_make_the_command_print_that_page(tab):
    few = pages.selections(tab, 7)
    found = faults(compare.commands(few[:: max(1, len(few) // 2)]))
    assert not found, table(found)


@pytest.mark.parametrize("format", ["json", "csv"])
@pytest.mark.parametrize(
    "options",
    ["flows --period 2023 --against 2022", *(pytest.param(options, marks=pytest.mark.slow) for options in LONG_PAGES)],
)
def test_show_and_export_print_the_same_digits_of_every_number(options, format):
    shown = faces.numbers_shown(options.split())
    assert len(shown) > 9 and faces.numbers_exported(options.split(), format) == shown


@pytest.mark.slow
def test_the_gaps_among_the_checks_are_those_of_flows():
    gaps = [c for tab in ("flows", "checks") for c in pages.cells(tab) if c.kind == "gap" and c.number.unit == "USD"]
    assert {c.page.split()[0] for c in gaps} == {"flows", "checks"}
    found = faults(compare.one_number_each(gaps))
    assert not found, table(found)


@pytest.mark.slow
def test_every_figure_under_sources_is_exported_as_it_is_shown():
    found = faults(compare.exports(pages.cells("sources")))
    assert not found, table(found)


@pytest.mark.slow
def test_a_process_of_its_own_prints_what_this_one_makes():
    options = ["flows", "--reporter", "JPN", "--frequency", "year"]
    assert faces.rows(run("show", *options, "--json")) == faces.shown_as_json(options)
    asked = "Cambodia's exports to Japan Jan-Feb 2024 according to GDCE"
    told = json.loads(run("lookup", asked, "--json"))["answers"][0]
    said = faces.ask(asked)[0][0]
    assert (told["value"], told["low"], told["high"], told["text"]) == (*said.number[:3], said.text)
    sentence = "Cambodia's exports to Japan were 237.22 million dollars in January-February 2024."
    assert [c["verdict"] for c in json.loads(run("check", sentence, "--json"))["claims"]] == ["agrees"]


def run(*words: str) -> str:
    env = os.environ | {"PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "cjtrade_tui", *words], capture_output=True, env=env, timeout=60, check=True
    )
    return done.stdout.decode()
