"""The prepared front pages are the pages the book gives, and nothing else is ever shown in their place."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.model.selection import TABS, VIEWS
from cjtrade_tui.app import prebuilt_pages
from cjtrade_tui.app.prebuilt_pages import FrontPages
from cjtrade_tui.pages import build


def steady(page):
    """A page without which of several chains, all as good, the solver of this machine found."""
    if page.view != "pinned":
        return page
    return page.title, page.columns, [(row.key, row.cells[:4], row.cells[5:7]) for row in page.rows]


def test_they_are_the_pages_the_book_gives(book, monkeypatch, tmp_path):
    for selection in prebuilt_pages.prepared():
        built = build.build(book, selection).told()
        kept = FrontPages().page(selection)
        assert kept is not None and steady(kept) == steady(built), "run python -m cjtrade_tui.app.prebuilt_pages"
        named = replace(selection, view=built.view)
        assert FrontPages().page(named) == kept and build.build(book, named).told() == built
    monkeypatch.setattr(prebuilt_pages, "FILE", tmp_path / "front_pages.jsonl")
    prebuilt_pages.FILE.write_text(prebuilt_pages.document(book), "utf-8")
    for selection in prebuilt_pages.prepared():
        assert FrontPages().page(selection) == build.build(book, selection).told()


def test_every_view_of_checks_is_there_without_any_arithmetic():
    views = {s.view for s in prebuilt_pages.prepared() if s.tab == "checks"}
    assert views == {"", *VIEWS["checks"][1:]} and {s.tab for s in prebuilt_pages.prepared()} == set(TABS)


def test_they_are_not_used_for_anything_else(tmp_path):
    assert FrontPages().page(Selection(period=Period.parse("2023"))) is None
    assert FrontPages().page(Selection(tab="sources", item="wits-2017-11")) is None
    assert FrontPages(tmp_path).page(Selection()) is None


def test_what_a_tab_does_not_depend_on_does_not_matter():
    assert FrontPages().page(Selection(tab="people", period=Period.parse("2023"), unit="KHR")) is not None


def test_they_are_not_used_when_the_tables_have_changed(monkeypatch, tmp_path):
    other = tmp_path / "datapackage.json"
    other.write_bytes(Path(prebuilt_pages.DESCRIPTION).read_bytes() + b" ")
    monkeypatch.setattr(prebuilt_pages, "DESCRIPTION", other)
    assert FrontPages().page(Selection()) is None


@every_row("text", ["", "{", '"x"', "\xff", '"x"\n["flows","",{}]'])
def test_a_broken_file_is_passed_over(monkeypatch, tmp_path, text):
    monkeypatch.setattr(prebuilt_pages, "FILE", tmp_path / "front_pages.jsonl")
    prebuilt_pages.FILE.write_text(text, "latin-1")
    assert FrontPages().page(Selection()) is None


def test_the_first_frame_waits_for_neither_polars_nor_plotext():
    code = """
import asyncio, sys
from cjtrade_tui.app.app import Explorer
seen = {}
async def prepare(self):
    seen.update(sys.modules)
Explorer._prepare = prepare
async def go():
    app = Explorer(theme="dark")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert app.page is not None and app.page.rows
        for _ in range(100):
            if seen: break
            await pilot.pause(0.01)
asyncio.run(go())
print(sorted(m for m in ("polars", "plotext", "csv", "frictionless") if m in seen), len(seen))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy, count = done.stdout.rsplit(" ", 1)
    assert heavy == "[]" and int(count) <= 620, done.stdout


def test_what_the_first_chart_needs_is_loaded_before_it_is_asked_for():
    code = """
import asyncio, sys
from cjtrade_tui.app.app import Explorer
async def go():
    app = Explorer(theme="dark")
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(600):
            if "plotext" in sys.modules: return
            await pilot.pause(0.05)
        raise TimeoutError
asyncio.run(go())
"""
    subprocess.run([sys.executable, "-c", code], check=True)
