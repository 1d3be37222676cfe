"""Random use never ends in an exception: every overlay, both kinds of paste, the mouse, any size of window."""

import os
from pathlib import Path

import polars as pl
import pytest
from attacks import ATTACKS
from random_use import Use
from trade import PLAIN, frame, observation, origin

from cjtrade_data import Selection
from cjtrade_data.model.observation import OBSERVATION
from cjtrade_data.store.store import Store
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.kiosk.app import Kiosk

STEPS, SEEDS = int(os.environ.get("CJTRADE_STEPS", "1500")), int(os.environ.get("CJTRADE_SEEDS", "2"))
"""A whole run is 5,000 steps in seven seeds of each kind."""


def _full_of_hostile_text(place: Path) -> str:
    """A store whose words are all attacks."""
    texts = list(ATTACKS.values())
    words = [name for name, kind in OBSERVATION.items() if kind == pl.String]
    known = (
        "dataset",
        "measure",
        "reporter",
        "partner",
        "product",
        "bound",
        "valuation",
        "unit",
        "scale",
        "rounding",
        "status",
    )
    sound = {name: PLAIN[name] for name in known} | {"reporter": "KHM", "valuation": ""}
    rows = (
        observation(1990 + number % 34, 1.0e9 + number, line=number + 2)
        | {name: texts[(number + k) % len(texts)] for k, name in enumerate(words) if not name.startswith("period")}
        | sound
        for number in range(60)
    )
    Store(str(place)).add([frame(*rows)], origin())
    return str(place)


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):  # "~/x.csv" is among what is typed
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)


def _made(kind: str, place: Path) -> Explorer:
    if kind == "kiosk":
        return Kiosk(Selection(), "dark", False, 3_600)
    if kind == "hostile store":
        return Explorer(theme="dark", store=_full_of_hostile_text(place / "store"))
    return Explorer(theme="dark")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("kind", ["app", "kiosk", "hostile store"])
async def test_random_use_ends_in_no_exception(settle, tmp_path, kind, seed):
    app = _made(kind, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        await Use(app, pilot, seed).steps(STEPS)
