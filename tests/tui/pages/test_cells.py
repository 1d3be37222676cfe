"""Every number on every page is there as a number, with its interval, unit, status and what names it."""

import importlib.util
import json
from pathlib import Path

import pytest
from every_row import every_row

from cjtrade_data import Selection
from cjtrade_data.lookup.api import card
from cjtrade_data.model.reference import is_number
from cjtrade_tui.cli.show import as_json
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import MISSING

_SPEC = importlib.util.spec_from_file_location("pages_tried", Path(__file__).with_name("test_pages.py"))
PAGES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(PAGES)
EVERY = PAGES.EVERY
FIELDS = {"text", "value", "low", "high", "unit", "status", "figure", "disputed"}


@pytest.mark.slow
@every_row("selection", [s for s in EVERY if s.unit == "USD"][::3], ids=lambda s: " ".join(s.options()))
def test_cells_of_every_kind_of_view_have_the_value_and_the_interval_of_their_cards(book, selection):
    seen = 0
    for where, cell in PAGES.numbers(build.build(book, selection)):
        if not is_number(cell.figure) or cell.value is None or where in ("gap", "ratio"):
            continue
        found = card(cell.figure, book).quantity
        if found.unit != cell.unit and cell.unit == "percent":
            continue  # the growth printed beside a level has the id of the level
        low, high = (float(end) for end in (found.interval.low, found.interval.high))
        assert abs(abs(cell.value) - abs(float(found.value))) <= 1e-9 * abs(cell.value), (where, cell)
        if cell.low is not None and cell.high is not None:
            assert high - low == pytest.approx(cell.high - cell.low, rel=1e-6, abs=1e-9 * abs(cell.value)), (
                where,
                cell,
            )
        seen += 1
    assert seen or selection.tab in ("people", "checks", "sources", "investment") or selection.view == "imported"


def test_json_has_for_each_cell_its_number_and_for_each_column_its_key(book):
    document = json.loads(as_json(build.build(book, Selection()), book))
    assert (document["tab"], document["view"], document["period"]) == ("flows", "levels", "2024-01/2024-02")
    assert document["views"] == ["levels", "growth", "balance", "total", "gap"]
    row = next(r for r in document["rows"] if r["key"] == "2024-01/2024-02")
    assert [c["key"] for c in row["cells"]] == [c["key"] for c in document["columns"]]
    found = {c.pop("key"): c for c in row["cells"]}
    assert all(set(c) == FIELDS for c in found.values())
    assert found["exports"] == {
        "text": "237.22",
        "value": 237_220_000,
        "low": 237_215_000,
        "high": 237_225_000,
        "unit": "USD",
        "status": "reported",
        "figure": "article-r04",
        "disputed": None,
    }
    assert found["cover_ratio"]["value"] == round(237.22 / 88.43, 5) and found["cover_ratio"]["status"] == "derived"
    assert found["period"] == dict.fromkeys(FIELDS) | {"text": "Jan-Feb 2024"}
    first = document["headlines"][0]
    assert (first["text"], first["value"], first["figure"]) == ("237.22 million USD", 237_220_000, "article-r04")
    assert (first["numbers"][0]["text"], first["numbers"][0]["value"]) == ("+15.3%", 15.3)


@pytest.mark.slow
@every_row("tab", ["flows", "partners", "products", "investment", "people", "checks"])
def test_the_views_of_a_tab_differ_as_json_and_each_says_which_it_is(book, tab):
    views = tuple(view for view in PAGES.VIEWS[tab] if view != "imported")
    documents = [json.loads(as_json(build.build(book, Selection(tab, view=view)), book)) for view in views]
    assert [d["view"] for d in documents] == list(views) and all(d["views"] == list(views) for d in documents)
    shown = [json.dumps({k: v for k, v in d.items() if k != "view"}) for d in documents]
    assert len(set(shown)) == len(views)


def test_an_open_end_is_null_and_the_words_of_a_missing_number_too(book):
    page = json.loads(as_json(build.build(book, Selection("flows", frequency="year", unit="KHR")), book))
    cells = [c for r in page["rows"] for c in r["cells"]]
    assert any(c["text"] == MISSING and c["value"] is None and c["unit"] is None for c in cells)
    limits = [
        c
        for s in ("ppp-2024-03-gdce", "ppp-2024-03-post")
        for r in json.loads(as_json(build.build(book, Selection("sources", item=s)), book))["rows"]
        for c in r["cells"]
        if c["text"].startswith(">")
    ]
    assert limits and all(c["low"] == c["value"] and c["high"] is None for c in limits)
