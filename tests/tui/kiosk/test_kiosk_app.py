"""What a kiosk leaves out, whatever the account it runs under has."""

from trade import frame, observation, origin

from cjtrade_data.model.selection import Selection
from cjtrade_data.store.store import Store
from cjtrade_tui.kiosk.app import Kiosk
from cjtrade_tui.overlays.palette import entries


async def test_a_kiosk_shows_nothing_that_was_imported_and_imports_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    Store(tmp_path / "cjtrade-tui" / "store").add([frame(observation(2022, 1.0e9, reporter="KHM"))], origin())
    app = Kiosk(Selection(tab="sources"), "", False, 600, frozenset())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.books.of(app.selection).imported is None
        await app.run_action("overlay('import_file')")
        assert len(app.screen_stack) == 1
        does = [entry.does for entry in entries(app.books.bundled, app.page.offered, app.without)]
        assert "overlay('tray')" in does and "overlay('import_file')" not in does


async def test_a_kiosk_that_is_asked_for_what_is_not_there_says_so_and_not_that_the_tables_are_damaged(until):
    app = Kiosk(Selection(row="2031"), "", False, 600, frozenset({"row"}))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.farewell)
    assert app.return_code == 2 and "the nearest is" in app.farewell
