"""What lies over a tab stands in a frame of its own size; the tab stays in sight around it and is as it was afterwards."""

import pytest
from every_row import every_row
from textual import events

from cjtrade_data import Selection
from cjtrade_tui.app.type_ahead import MOMENT
from cjtrade_tui.overlays.base import KEYS
from cjtrade_tui.overlays.texts import CellNotes
from cjtrade_tui.widgets.key_bar import KeyBar

LAID = {
    "lookup": ["slash"],
    "answers": ["slash", *"fdi"],
    "claims": ["c"],
    "card": ["enter"],
    "palette": ["colon"],
    "tray": ["P"],
    "brief": ["b"],
    "export": ["e"],
    "help": ["question_mark"],
    "notes": ["i"],
    "import": ["colon", *"import", "enter"],
    "filter": ["5", "f"],
    "find": ["7", "f"],
}
SIZES = [(60, 16), (80, 24), (100, 30), (160, 45), (250, 80)]


@pytest.fixture
def laid(settle, until, tmp_path, monkeypatch):
    """Press the keys that lay something over a tab, and wait until it says all it will."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    async def lay(app, pilot, name):
        await settle(app, pilot)
        *before, last = LAID[name]
        for key in before:
            await pilot.press(key)
            await settle(app, pilot)
        await pilot.press(last)
        await until(pilot, lambda: len(app.screen_stack) == 2 and getattr(app.screen, "settled", True))
        await pilot.pause(0.05)
        return app.screen.sheet

    return lay


@every_row(
    ("name", "size"),
    [(name, size) for name in LAID for size in SIZES],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else value,
    quick=7,
)
async def test_it_has_a_frame_with_a_title_and_its_keys_within_the_screen(running, laid, screen_text, name, size):
    async with running(size=size) as (app, pilot):
        sheet = await laid(app, pilot, name)
        left, top, width, height = sheet.region
        framed = [line[left : left + width] for line in screen_text(app)[top : top + height]]
        assert top >= 0 and left >= 0 and top + height <= size[1] and left + width <= size[0]
        assert framed[0].startswith(f"┌─ {sheet.title[:20]}") and framed[0].endswith("─┐")
        assert all(line[0] in "│├" and line[-1] in "│┤" for line in framed[1:-1])
        assert framed[-1].startswith("└─ ") and framed[-1].endswith("─┘") and "Esc" in framed[-1]


@every_row("name", LAID, ids=str, quick=4)
async def test_it_is_no_larger_than_what_it_holds(running, laid, name):
    async with running(size=(160, 60)) as (app, pilot):
        sheet = await laid(app, pilot, name)
        line = 2 if sheet.line is not None and sheet.line.display else 0
        assert sheet.size.height == min(58, sheet.length + 2 + line)
        assert sheet.size.width <= 100


@every_row("name", LAID, ids=str, quick=4)
async def test_the_tab_stays_in_sight_around_it_and_is_the_same_afterwards(running, laid, settle, screen_text, name):
    tab = {"filter": "people", "find": "sources"}.get(name, "flows")
    async with running(Selection(tab=tab), size=(120, 40)) as (app, pilot):
        before, cell = screen_text(app), (app.table.row, app.table.column)
        sheet = await laid(app, pilot, name)
        left, top, width, height = sheet.region
        for y, (was, line) in enumerate(zip(before[:-1], screen_text(app)[:-1], strict=True)):
            if top <= y < top + height:
                was, line = was[:left] + was[left + width :], line[:left] + line[left + width :]
            assert line == was
        await pilot.press("escape")
        await settle(app, pilot)
        assert screen_text(app) == before and (app.table.row, app.table.column) == cell


async def test_the_keys_of_the_tab_are_not_shown_while_something_lies_over_it(running, laid, screen_text):
    async with running(size=(100, 30)) as (app, pilot):
        await laid(app, pilot, "tray")
        assert not screen_text(app)[-1].strip()


async def test_a_terminal_made_larger_or_smaller_keeps_it_in_sight(running, laid, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "card")
        for size in ((60, 16), (160, 50), (40, 10), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
            shown = screen_text(app)
            if size == (40, 10):
                assert "Needs 60x16" in shown[0]
            else:
                assert sheet.region in app.screen.region and any("┌─ Cambodia's exports" in line for line in shown)


async def test_g_and_G_lead_to_the_ends_of_a_card(running, laid, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        await laid(app, pilot, "card")
        first = screen_text(app)
        await pilot.press("G")
        last = screen_text(app)
        assert "more above" in last[0] and "more below" not in last[0]
        await pilot.press("g")
        assert screen_text(app) == first


@every_row("name", ["card", "tray", "help", "notes"], ids=str, quick=4)
async def test_a_key_that_does_nothing_there_says_so_for_a_second(running, laid, screen_text, name):
    async with running(size=(80, 24)) as (app, pilot):
        await laid(app, pilot, name)
        keys = screen_text(app)
        await pilot.press("z")
        assert any("z does nothing here; Esc leads back" in line for line in screen_text(app))
        await pilot.pause(MOMENT + 0.2)
        assert screen_text(app) == keys


def wheel(app, down):
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    app.post_message(kind(None, 5, 5, 0, 1 if down else -1, 0, False, False, False, 5, 5))


@every_row(("name", "told"), [("card", "citation style"), ("tray", "back")], ids=str)
async def test_a_question_mark_lists_its_keys_and_escape_leads_back(running, laid, until, screen_text, name, told):
    async with running(size=(80, 24)) as (app, pilot):
        await laid(app, pilot, name)
        below = app.screen
        await pilot.press("question_mark")
        await until(pilot, lambda: app.screen is not below)
        assert any(told in line for line in screen_text(app))
        await pilot.press("escape")
        assert app.screen is below


async def test_the_wheel_scrolls_it(running, laid, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "card")
        wheel(app, True)
        await pilot.pause()
        assert sheet.top == 3
        wheel(app, False)
        await pilot.pause()
        assert sheet.top == 0


async def test_a_click_on_one_of_its_keys_does_what_the_key_does(running, laid, until, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "card")
        await pilot.click(sheet, offset=(screen_text(app)[-1].index("citation style"), sheet.size.height - 1))
        await until(pilot, lambda: app.screen.style == "markdown")
        await pilot.click(sheet, offset=(screen_text(app)[-1].index("Esc back"), sheet.size.height - 1))
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_a_click_chooses_from_a_list_and_a_second_one_takes_it(running, laid, until, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "palette")
        at = next(y for y, line in enumerate(screen_text(app)) if "the tab's next view" in line) - sheet.region.y
        await pilot.click(sheet, offset=(20, at))
        await until(pilot, lambda: "next view" in sheet.chosen.name)
        await pilot.click(sheet, offset=(20, at))
        await until(pilot, lambda: len(app.screen_stack) == 1 and app.selection.view)


async def test_a_click_beside_it_closes_it(running, laid, until):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "tray")
        await pilot.click(offset=(5, sheet.region.bottom + 2))
        await until(pilot, lambda: len(app.screen_stack) == 1)


def test_each_key_on_a_frame_is_one_that_a_click_can_press():
    assert [key for key in KEYS if key.shown and not key.keys and key.word != "scroll"] == []


async def test_what_the_app_says_late_is_said_on_the_frame(running, laid, screen_text):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "tray")
        app.say("Saved as note.txt")
        await pilot.pause()
        assert "Saved as note.txt" in screen_text(app)[sheet.region.bottom - 1]
        assert app.query_one(KeyBar).message == ""


async def test_an_empty_tray_names_no_key_that_does_nothing_and_says_so_of_one_that_is_pressed(
    running, laid, screen_text
):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "tray")
        assert [key for key, *_ in sheet.keys] == ["?", "Esc"]
        for key in "yfwnJdu":
            await pilot.press(key)
            assert sheet.message == f"{key} does nothing here; Esc leads back"


async def test_more_to_show_leaves_the_frame_where_it_is(running, laid, until):
    async with running(size=(80, 24)) as (app, pilot):
        sheet = await laid(app, pilot, "lookup")
        place = sheet.region.offset
        await pilot.press(*"fdi")
        await until(pilot, lambda: app.screen.settled and sheet.answer is not None)
        assert sheet.region.offset == place and sheet.region.bottom <= 24


@every_row("keys", [["d"], ["minus", "plus"], ["2", "f"], ["6", "f"]], ids="+".join)
async def test_a_narrow_frame_has_room_for_all_its_keys_and_the_hint_on_its_line(
    running, press, until, screen_text, keys
):
    async with running(size=(100, 30)) as (app, pilot):
        for key in keys[:-1]:
            await press(app, pilot, key)
        await pilot.press(keys[-1])
        await until(pilot, lambda: len(app.screen_stack) == 2 and app.screen.found.items)
        framed = "\n".join(screen_text(app))
        assert "Enter select  ↓ ↑ move  Esc back" in framed and "type a few letters of a name " in framed


async def test_what_is_not_found_says_so_on_enter(running, until):
    async with running(size=(80, 24)) as (app, pilot):
        await pilot.press("colon", *"qqqq", "enter")
        await until(pilot, lambda: app.screen.sheet.message == "No match")


@pytest.mark.parametrize(("keys", "says"), [("2 f", ": finds views and partners"), ("colon", "/ asks a question")])
async def test_where_nothing_is_found_it_says_what_finds_more(running, press, screen_text, keys, says):
    async with running(size=(80, 24)) as (app, pilot):
        await press(app, pilot, *keys.split(), *"zzqq")
        (line,) = [line for line in screen_text(app) if "No match" in line]
        assert says in line


@pytest.mark.parametrize("width", [20, 56, 76])
def test_no_line_of_notes_is_cut_at_the_frame(width):
    words = "Net aid is after repayment of loans. Disbursements and commitments differ and are not added. " * 3
    rows = CellNotes("Notes", [words]).rows(width)
    assert max(len(text) for row in rows for text, _ in row) <= width
