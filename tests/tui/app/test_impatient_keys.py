"""Impatient keys: whatever is pressed twice, too early or too late, one overlay of a kind opens and the right one closes."""

import pytest
from every_row import every_row
from textual.events import Key, Paste
from textual.widgets import Input

from cjtrade_data import Selection
from cjtrade_data.model.tabs import TABS
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.kiosk.app import Kiosk
from cjtrade_tui.overlays.card import FigureCard
from cjtrade_tui.overlays.claim_check import ClaimCheck
from cjtrade_tui.overlays.texts import SelectableText

SIZE = (80, 24)
ACTIONS = {
    "slash": "overlay('lookup')",
    "colon": "overlay('palette')",
    "c": "overlay('claim_check')",
    "P": "overlay('tray')",
}
CLAIM = "Exports to Japan were $237.22 million in Jan-Feb 2024."


def explorer() -> Explorer:
    return Explorer(theme="dark")


def kiosk() -> Explorer:
    return Kiosk(Selection(), "dark", False, 600)


@pytest.fixture(autouse=True)
def own_tray(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


both = pytest.mark.parametrize("made", [explorer, kiosk])


def kinds(app) -> list[str]:
    return [type(screen).__name__ for screen in app.screen_stack[1:]]


async def at_rest(app, pilot) -> None:
    """Wait until nothing is at work any more."""
    quiet = 0
    while quiet < 3:
        await pilot.pause(0.01)
        quiet = 0 if any(not w.is_finished for w in app.workers if w.name != "_prepare") else quiet + 1


async def open_the_tray(app, pilot, until) -> None:
    """Pin the number under the cursor and call for the tray, which shows it."""
    await pilot.press("p")
    await at_rest(app, pilot)
    await pilot.press("P")
    await until(pilot, lambda: bool(app.screen.held))


@pytest.mark.slow
@both
@pytest.mark.parametrize("before_it_is_there", [1, 5])
async def test_enter_five_times_on_a_number_opens_one_card_that_escape_closes(
    settle, until, monkeypatch, made, before_it_is_there
):
    app, laid = made(), []
    push = app.push_screen

    def pushed(screen, *args, **options):
        laid.append([*kinds(app), type(screen).__name__])
        return push(screen, *args, **options)

    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        monkeypatch.setattr(app, "push_screen", pushed)
        for _ in range(before_it_is_there):
            app.simulate_key("enter")
        await until(pilot, lambda: bool(laid))
        for _ in range(5 - before_it_is_there):
            app.simulate_key("enter")
        await at_rest(app, pilot)
        assert all(screens == ["FigureCard"] for screens in laid), laid
        assert kinds(app) in (["FigureCard"], [])
        await pilot.press("escape")
        await at_rest(app, pilot)
        assert kinds(app) == [] and app.is_running


@pytest.mark.slow
@both
async def test_a_card_over_the_tray_opens_once_and_its_checks_lead_to_the_tab(press, settle, until, made):
    app = made()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await open_the_tray(app, pilot, until)
        app.simulate_key("enter")
        app.simulate_key("enter")
        await until(pilot, lambda: isinstance(app.screen, FigureCard))
        await at_rest(app, pilot)
        assert kinds(app) == ["TrayScreen", "FigureCard"]
        await press(app, pilot, "x")
        assert kinds(app) == [] and app.selection.tab == "checks"
        await press(app, pilot, "escape")
        assert kinds(app) == [] and app.selection.tab == "flows"


@pytest.mark.slow
@both
async def test_a_card_over_the_claims_opens_once_and_goes_to_its_view(press, settle, until, made):
    app = made()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ClaimCheck))
        app.screen.query_one(Input).post_message(Paste(CLAIM))
        await until(pilot, lambda: app.screen.settled and app.screen.verdicts.report is not None)
        app.simulate_key("enter")
        app.simulate_key("enter")
        await until(pilot, lambda: isinstance(app.screen, FigureCard))
        await at_rest(app, pilot)
        assert kinds(app) == ["ClaimCheck", "FigureCard"]
        await press(app, pilot, "o", "escape")
        assert kinds(app) == [] and app.is_running


@pytest.mark.slow
@every_row("key", ["slash", "colon", "c", "P", "question_mark"])
async def test_a_key_that_opens_something_opens_it_once_however_often_it_is_called(settle, key):
    app = explorer()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        for _ in range(3):
            await app.run_action(ACTIONS.get(key, "overlay('help')"))
        await pilot.pause()
        assert len(kinds(app)) == 1
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert kinds(app) == [] and app.is_running


@pytest.mark.parametrize("action", ["tab('partners')", "overlay('lookup')", "overlay('help')"])
async def test_a_card_that_comes_late_does_not_cover_what_was_opened_since(settle, action, monkeypatch):
    import threading

    app = explorer()
    may_come = threading.Event()
    card = app.copy_and_pin.card
    monkeypatch.setattr(app.copy_and_pin, "card", lambda reference: may_come.wait(30) and card(reference))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await app.run_action(action)
        opened = kinds(app)
        may_come.set()
        await at_rest(app, pilot)
        assert kinds(app) == opened


@every_row("keys", ["2", "slash", "question_mark", "escape", "escape j", "o", "c c j", "x", "q 4"], quick=2)
@pytest.mark.parametrize("opened_by", ["enter", pytest.param("l l l l l l l l l enter", marks=pytest.mark.slow)])
async def test_what_is_typed_before_a_card_or_its_words_are_there_is_for_them(settle, monkeypatch, opened_by, keys):
    import threading

    async def after(hasty) -> list[object]:
        app = explorer()
        may_come = threading.Event()
        card = app.copy_and_pin.card
        monkeypatch.setattr(app.copy_and_pin, "card", lambda reference: may_come.wait(30) and card(reference))
        async with app.run_test(size=(200, 24)) as pilot:
            await settle(app, pilot)
            await pilot.press(*opened_by.split()[:-1])
            app.simulate_key("enter")
            if not hasty:
                may_come.set()
                await at_rest(app, pilot)
            for key in keys.split():
                app.simulate_key(key)
            may_come.set()
            await at_rest(app, pilot)
            return [kinds(app), app.selection, getattr(app.screen, "style", "")]

    assert await after(hasty=True) == await after(hasty=False)


async def test_a_text_to_select_that_comes_late_does_not_cover_what_was_opened_since(settle, monkeypatch):
    import threading

    monkeypatch.setenv("TERM", "linux")
    app = explorer()
    may_come = threading.Event()
    named = app.copy_and_pin.named
    monkeypatch.setattr(app.copy_and_pin, "named", lambda reference: may_come.wait(30) and named(reference))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("y", "slash")
        may_come.set()
        await at_rest(app, pilot)
        assert kinds(app) == ["Lookup"]


async def test_only_what_lies_on_top_finishes(settle):
    app = explorer()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await app.run_action("overlay('help')")
        below = app.screen
        await app.open_overlay(SelectableText("over it"))
        below.dismiss(None)
        await pilot.pause()
        assert kinds(app) == ["Help", "SelectableText"]
        app.screen.dismiss(None)
        app.screen.dismiss(None)
        await pilot.pause()
        assert kinds(app) == []


async def test_a_remark_on_a_figure_that_was_just_removed_is_dropped(settle, until):
    app = explorer()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await open_the_tray(app, pilot, until)
        for key in ("d", "n"):
            app.simulate_key(key)
        await until(pilot, lambda: not app.screen.held)
        await pilot.press("x", "enter")
        await at_rest(app, pilot)
        assert kinds(app) == ["TrayScreen"] and app.is_running


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (lambda app: app.action_on_page("step", "sort"), lambda s: s.sort == "imports:desc"),
        (lambda app: app.action_on_page("step", "hide"), lambda s: "imports," not in s.columns and s.columns),
        (lambda app: app.action_on_page("step", "unit"), lambda s: s.period.code == "2024-01" and s.unit == "KHR"),
        (lambda app: app.action_tab("products"), lambda s: s.period.code == "2024-01"),
    ],
    ids=["sort", "hide", "unit", "tab"],
)
async def test_a_key_right_after_a_move_is_about_the_cell_that_was_moved_to(settle, action, told):
    app = explorer()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        app.table.move(1, 2)
        action(app)
        assert told(app.selection), app.selection.options()


async def test_a_key_or_a_paste_that_comes_after_the_end_does_nothing(settle):
    app = Explorer(theme="dark")
    async with app.run_test() as pilot:
        await settle(app, pilot)
        before = app.selection
        app.exit()
        for event in (Key("2", "2"), Key("slash", "/"), Paste("exports")):
            await app.on_event(event)
        assert app.selection == before and len(app.screen_stack) <= 1


async def test_what_is_compared_is_of_the_tab_that_is_asked_for_not_of_the_page_still_shown():
    app = explorer()
    async with app.run_test(size=SIZE) as pilot:
        await at_rest(app, pilot)
        app.selection = app.selection.with_(tab="sources")
        await app.overlays.compare()
        await pilot.pause()
        assert len(app.screen_stack) == 1 and app.page.tab == "flows"


@every_row("keys", ["j 2 v j shift+tab j 5", "2 v j 4 j 5", "2 j 3 v 5", "2 v tab j 5"], quick=4)
async def test_keys_typed_without_a_pause_do_what_they_do_with_pauses(settle, press, keys):
    async def after(hasty) -> list[object]:
        app = explorer()
        async with app.run_test(size=SIZE) as pilot:
            await settle(app, pilot)
            if hasty:
                for key in keys.split():
                    app.simulate_key(key)
            else:
                await press(app, pilot, *keys.split())
            await settle(app, pilot)
            tabs = [app.opened_on(tab) for tab in TABS]
            return [app.selection, app.table.row, *tabs]

    assert await after(hasty=True) == await after(hasty=False)


@every_row(
    ("keys", "name"),
    [
        (["2", "e", "x", "y"], "xy"),
        (["f", "b", "x", "y"], "xy"),
        (["f", "b"], "cjtrade-brief-khm-2024.html"),
        (["2", "b"], "cjtrade-brief-khm-2023.html"),
        (["2", "d", "x", "y"], "xy"),
    ],
    ids=str,
)
async def test_what_is_made_of_a_page_waits_for_it_with_all_that_is_typed_behind(running, settle, until, keys, name):
    async with running() as (app, pilot):
        for key in keys:
            app.simulate_key(key)
        await settle(app, pilot)
        await until(pilot, lambda: len(app.screen_stack) > 1 and app.screen.query_one(Input).value == name)


@every_row(
    ("sent", "stands"),
    [
        (["exportz", "backspace", "s 2023"], "exports 2023"),
        (["2023", "home", "exports "], "exports 2023"),
        (["exports", "ctrl+u", "imports"], "imports"),
        ([Paste("exports"), "ctrl+u", "imports"], "imports"),
        (["exports ", Paste("2023"), "backspace", "4"], "exports 2024"),
    ],
    quick=2,
)
@pytest.mark.parametrize("opened_by", ["slash", "c"])
async def test_what_is_typed_on_a_line_without_a_pause_stands_there_in_its_order(settle, opened_by, sent, stands):
    app = explorer()
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press(opened_by)
        for each in sent:
            if isinstance(each, Paste):
                app.post_message(Paste(each.text))
            else:
                for key in [each] if each in ("backspace", "home", "ctrl+u") else each:
                    app.simulate_key(key)
        await at_rest(app, pilot)
        assert app.screen.line.value == stands
