"""The prepared first page is the page the book gives, and nothing else is ever shown in its place."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cjtrade_data import Period, Selection
from cjtrade_tui.app import first_page
from cjtrade_tui.app.books import Books
from cjtrade_tui.app.first_page import prepared
from cjtrade_tui.pages import build


@pytest.fixture
def file(monkeypatch, tmp_path):
    """Another file in its place."""
    monkeypatch.setattr(first_page, "FILE", tmp_path / "first_page.json")
    return first_page.FILE


def test_it_is_the_page_the_book_gives(book, file):
    built = build.build(book, Selection()).told()
    assert prepared(Selection()) is None
    file.write_text(first_page.document(book), "utf-8")
    assert prepared(Selection()) == built == prepared(Selection(view=built.view, row="2023", measure="imports"))


def test_the_one_in_the_repository_is_of_the_tables_as_they_are(book):
    built = build.build(book, Selection()).told()
    assert prepared(Selection()) == built, "run python -m cjtrade_tui.app.first_page"


@pytest.mark.parametrize(
    "other", [{"period": Period.parse("2023")}, {"view": "growth"}, {"tab": "people"}, {"unit": "JPY"}]
)
def test_it_is_not_used_for_anything_else(other):
    assert prepared(Selection(**other)) is None


def test_it_is_not_used_of_other_tables(tmp_path):
    with pytest.raises(ValueError, match="datapackage"):
        Books(tmp_path, None, False, print).page(Selection())


def test_it_is_not_used_when_the_tables_have_changed(monkeypatch, tmp_path):
    other = tmp_path / "datapackage.json"
    other.write_bytes(Path(first_page.DESCRIPTION).read_bytes() + b" ")
    monkeypatch.setattr(first_page, "DESCRIPTION", other)
    assert prepared(Selection()) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', "\xff", "{}", '{"tables": "CHECKSUM"}', '{"tables": "CHECKSUM", "page": {}}']
)
def test_a_broken_file_is_passed_over(file, text):
    file.write_text(text.replace("CHECKSUM", first_page.tables_checksum()), "latin-1")
    assert prepared(Selection()) is None


def test_it_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("CJTRADE_FIRST_PAGE", "0")
    assert prepared(Selection()) is None


def test_it_holds_one_page():
    assert set(json.loads(Path(first_page.FILE).read_text("utf-8"))) == {"tables", "page"}


def test_a_tour_of_the_tabs_imports_no_polars():
    code = """
import asyncio, sys
from cjtrade_tui.app import app, look_ahead
look_ahead.LEISURE = 0
async def go():
    explorer = app.Explorer(theme="dark")
    async with explorer.run_test(size=(120, 36)) as pilot:
        for key in ("2", "3", "4", "5", "6", "1"):
            await pilot.press(key)
            for _ in range(2000):
                if explorer.settled and explorer.page.tab == app.TABS[int(key) - 1]: break
                await pilot.pause(0.005)
            else:
                raise TimeoutError(key)
asyncio.run(go())
print(*(m for m in ("polars", "highspy", "numpy") if m in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_what_the_next_keys_need_is_loaded_before_it_is_asked_for():
    code = """
import asyncio, sys
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.pages import build
async def go():
    app = Explorer(theme="dark")
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(600):
            if "plotext" in sys.modules and len(app.pages._kept) == 6: return
            await pilot.pause(0.05)
        raise TimeoutError
asyncio.run(go())
"""
    subprocess.run([sys.executable, "-c", code], check=True)
