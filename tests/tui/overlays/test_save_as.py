"""What leaves the app as a file: seen first, saved where the reader says, and never in the place of another."""

import json
import threading
from threading import Event

import pytest
from screen import strips_of
from textual.widgets import Input

from cjtrade_data import Period, Selection
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.overlays.help import Help
from cjtrade_tui.overlays.save_as import SaveAs
from cjtrade_tui.pages import as_table
from cjtrade_tui.widgets.key_bar import KeyBar


async def opened(app, pilot, settle, until, key):
    await settle(app, pilot)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, SaveAs))
    return app.screen


async def test_e_saves_the_view_as_it_is_shown_where_the_reader_says(settle, until, tmp_path):
    app = Explorer(theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, until, "e")
        assert screen.query_one(Input).value == "cjtrade-flows-levels-ytd.xlsx"
        screen.query_one(Input).value = str(tmp_path / "view.json")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, SaveAs))
        await pilot.pause()
        assert f"Saved as {tmp_path / 'view.json'}"[:70] in "\n".join(strip.text for strip in strips_of(app))
    rows = json.loads((tmp_path / "view.json").read_text())
    assert [row["key"] for row in rows] == [row.key for row in app.page.rows]


async def test_the_folder_is_named_before_and_that_it_saves_while_it_does(settle, until, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    goes_on = Event()
    app = Explorer(theme="dark")
    async with app.run_test(size=(160, 36)) as pilot:
        screen = await opened(app, pilot, settle, until, "e")
        assert screen.lines[0] == f"A name without a folder is saved in {tmp_path}."
        assert "A name without a folder is saved in" in "\n".join(strip.text for strip in strips_of(app))
        monkeypatch.setattr(screen, "_make", lambda _: b"made" if goes_on.wait(20) else b"")
        await pilot.press("enter")
        await until(pilot, lambda: screen.sheet.title == "Saving ...")
        goes_on.set()
        await until(pilot, lambda: not isinstance(app.screen, SaveAs))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"made"]


@pytest.mark.parametrize(("name", "said"), [("mine.csv", "is there already"), ("mine.doc", "names no format")])
async def test_nothing_is_overwritten_and_what_cannot_be_saved_is_told(settle, until, tmp_path, name, said):
    (tmp_path / "mine.csv").write_text("mine")
    app = Explorer(theme="dark")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, settle, until, "e")
        screen.query_one(Input).value = str(tmp_path / name)
        await pilot.press("enter")
        await until(pilot, lambda: said in screen.sheet.message)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, SaveAs)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"] and (tmp_path / "mine.csv").read_text() == "mine"


async def test_that_it_saves_is_said_and_keys_pressed_meanwhile_are_done_afterwards(
    running, until, tmp_path, monkeypatch
):
    may_go_on = threading.Event()
    make = as_table.page_for
    monkeypatch.setattr(as_table, "page_for", lambda *of: may_go_on.wait(30) and make(*of))
    async with running() as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, SaveAs))
        screen = app.screen
        line = screen.query_one(Input)
        line.value = str(tmp_path / "chart.svg")
        await pilot.press("enter", "escape", "2", "question_mark")
        assert app.screen is screen and "Saving" in "\n".join(strip.text for strip in strips_of(app))
        may_go_on.set()
        await until(pilot, lambda: isinstance(app.screen, Help) and app.page.tab == "partners")
        assert line.value == str(tmp_path / "chart.svg") and (tmp_path / "chart.svg").exists()
        await until(pilot, lambda: "Saved as" in app.screen.sheet.message)


async def test_b_shows_the_brief_of_what_is_selected_and_saves_it(settle, until, tmp_path):
    app = Explorer(theme="dark")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, settle, until, "b")
        assert "237.22 million dollars" in "\n".join(strip.text for strip in strips_of(app))
        assert screen.query_one(Input).value == "cjtrade-brief-khm-2024-01-to-2024-02.html"
        await pilot.press("pagedown")
        screen.query_one(Input).value = str(tmp_path / "brief.md")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, SaveAs))
    assert (tmp_path / "brief.md").read_text().startswith("# Cambodia and Japan")


@pytest.mark.parametrize(
    ("selection", "keys", "period"),
    [
        (Selection(frequency="month"), ["g", "f", "f"], "2025"),
        (Selection(frequency="month"), ["j"], "2024-01"),
        (Selection("partners", period=Period.of_year(2021)), ["j"], "2019"),
    ],
    ids=lambda of: of if isinstance(of, str) else None,
)
async def test_the_brief_and_the_copied_command_are_of_the_period_that_is_read_off_the_screen(
    running, press, until, selection, keys, period
):
    async with running(selection) as (app, pilot):
        await press(app, pilot, *keys)
        assert period in (app.table.current.line_key, app.page.period.code)
        assert f"--period {period}" in app.copy_and_pin.command
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, SaveAs))
        assert app.screen.query_one(Input).value == f"cjtrade-brief-khm-{period}.html"


@pytest.mark.slow
async def test_a_brief_is_of_the_number_read_off_a_page_without_a_period_or_says_that_there_is_none(
    running, press, until
):
    async with running(Selection("products", view="press")) as (app, pilot):
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, SaveAs))
        assert app.screen.query_one(Input).value == "cjtrade-brief-khm-2022.html"
        await pilot.press("escape")
        row = next(i for i, r in enumerate(app.page.rows) if r.texts[0].startswith("Jan-Jun 2009"))
        await press(app, pilot, *["j"] * row, "b")
        await until(pilot, lambda: "no figures of Jan-Jun 2009" in app.query_one(KeyBar).message)


async def test_a_question_mark_is_no_part_of_the_name_of_a_file(running, until):
    async with running() as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, SaveAs))
        name = app.screen.query_one(Input).value
        await pilot.press("question_mark", "end", "question_mark")
        assert app.screen.query_one(Input).value == name


@pytest.mark.slow
async def test_a_brief_from_a_stock_at_the_end_of_a_month_is_of_its_year(running, until, screen_text):
    async with running(Selection("investment"), size=(80, 24)) as (app, pilot):
        await pilot.press("b")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        assert any("2023, according to Cambodia's customs" in line for line in screen_text(app))
