"""Whatever is in the reader's own store or has become of it: the app, show and doctor go on with the bundled figures."""

import json
import os
import random
import sys

import pytest
from ran import ran
from trade import frame, observation, origin

from cjtrade_data.model.tabs import TABS
from cjtrade_data.store import store as stores
from cjtrade_data.store.store import Store
from cjtrade_tui.cli import doctor, main
from cjtrade_tui.pages import bundled_fallback

HOME = {"reporter": "KHM", "partner": "JPN"}
SOUND = observation(2022, 5e8, **HOME)
ROWS = {
    "a month in Khmer": {"period_end": "២០២៤-០២", "period_start": "២០២៤-០១"},
    "a full-width year": {"period_end": "２０２４-12"},
    "Arabic digits": {"period_end": "٢٠٢٤-12"},
    "one followed by seventeen zeros": {"value": 1e17},
    "more than any float": {"value": float("inf")},
    "not a number": {"value": float("nan")},
    "month thirteen": {"period_end": "2024-13"},
    "no month": {"period_end": "soon"},
    "year nought": {"period_start": "0000-01", "period_end": "0000-12"},
    "year ten thousand": {"period_end": "9999-12"},
    "a period that ends before it starts": {"period_start": "2025-01", "period_end": "2024-12"},
    "a hundred decimals": {"decimals": 100},
    "decimals below nothing": {"decimals": -100},
    "an unknown scale": {"scale": "dozen"},
    "an unknown status": {"status": "guessed"},
    "an unknown bound": {"bound": "about"},
    "a long code": {"product": "HS:" + "1" * 128, "product_level": 127},
    "no unit": {"unit": ""},
}
DAMAGE = {
    "no manifest": lambda folder: write(folder / "manifest.json", b""),
    "words": lambda folder: write(folder / "manifest.json", b"not JSON"),
    "a manifest nested deep": lambda folder: write(folder / "manifest.json", b"[" * 100_000),
    "a manifest of another kind": lambda folder: write(folder / "manifest.json", signed({"schema": 1, "imports": 5})),
    "a manifest of strange types": lambda folder: write(folder / "manifest.json", strange_types(folder)),
    "a folder for the manifest": lambda folder: instead(folder / "manifest.json"),
    "a newer layout": lambda folder: write(folder / "manifest.json", signed({"schema": 99, "imports": []})),
    "a table cut off": lambda folder: [write(p, p.read_bytes()[:-50]) for p in folder.rglob("*.parquet")],
    "a table that is none": lambda folder: [write(p, b"PAR1 no more PAR1") for p in folder.rglob("*.parquet")],
    "an empty table": lambda folder: [write(p, b"") for p in folder.rglob("*.parquet")],
    "a missing table": lambda folder: [p.unlink() for p in folder.rglob("*.parquet")],
    "a folder for a table": lambda folder: [instead(p) for p in list(folder.rglob("*.parquet"))],
    "a link to itself": lambda folder: [itself(p) for p in list(folder.rglob("*.parquet"))],
    "bytes changed": lambda folder: [flipped(p) for p in folder.rglob("*.parquet")],
}


def write(path, content):
    path.write_bytes(content)


def instead(path):
    path.unlink()
    path.mkdir()


def itself(path):
    path.unlink()
    path.symlink_to(path.name)


def flipped(path):
    chance, content = random.Random(1), bytearray(path.read_bytes())
    for _ in range(200):
        content[chance.randrange(4, len(content) - 8)] ^= 0xFF
    path.write_bytes(content)


def signed(manifest):
    from hashlib import sha256

    body = json.dumps(manifest)
    return f'{{"checksum":"{sha256(body.encode()).hexdigest()}","manifest":{body}}}\n'.encode()


def strange_types(folder):
    kept = json.loads((folder / "manifest.json").read_bytes())["manifest"]
    kept["imports"][0]["parts"][0] |= {"rows": "many", "path": "../../etc/passwd"}
    return signed(kept)


def some(names, *quick):
    """All of the names, those that are not `quick` marked as slow."""
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in names]


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The reader's own store with one sound row, and its place in the environment."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = Store()
    store.add([frame(SOUND)], origin("sound.csv"))
    return store


def let_in(store, *rows):
    """Rows that an older version might have let in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "check_observations", lambda rows: rows)
        store.add([frame(*rows)], origin("old.csv"))


def spoil(folder, damage):
    DAMAGE[damage](folder)
    if "manifest" in damage or damage in ("words", "a newer layout"):
        for copy in (folder / "versions").glob("*.json"):
            copy.write_bytes(b"")


def shown(capfd, tab):
    """Status, standard output and standard error of `show TAB`."""
    capfd.readouterr()
    status = main.main(["show", tab])
    return status, *capfd.readouterr()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """What `show` prints without a store."""
    empty = {"XDG_DATA_HOME": str(tmp_path_factory.mktemp("empty"))}
    program = [sys.executable, "-m", "cjtrade_tui", "show"]
    return {tab: ran([*program, tab], check=True, env=os.environ | empty).stdout for tab in ("flows", "sources")}


@pytest.mark.parametrize("row", some(ROWS, "a month in Khmer"))
def test_a_row_an_older_version_let_in_costs_the_imports_not_the_program(own, capfd, plain, row):
    let_in(own, observation(2021, 6e8, **HOME) | ROWS[row])
    status, out, err = shown(capfd, "flows")
    assert status == 0 and out == plain["flows"], err
    assert err.count("\n") == 1 and "import 2, old.csv, holds what is no figure" in err and "store remove 2" in err
    own.remove(2)
    status, out, err = shown(capfd, "sources")
    assert (status, err) == (0, "") and "sound.csv" in out


@pytest.mark.parametrize("damage", some(DAMAGE, "a table cut off"))
def test_a_damaged_store_costs_the_imports_not_the_program(own, capfd, plain, damage):
    spoil(own.folder, damage)
    status, out, err = shown(capfd, "flows")
    assert (status, out) == (0, plain["flows"]) and err.count("\n") == 1, err
    assert err.startswith("cjtrade-tui: ") and err.endswith("; the bundled figures alone are shown\n")
    for tab in ("partners", "products", "investment", "people", "sources"):
        status, _, err = shown(capfd, tab)
        assert status == 0 and err.count("\n") <= 1 and "Traceback" not in err


@pytest.mark.parametrize("damage", some(["words", "a table that is none"], "words"))
def test_doctor_tells_what_is_wrong_with_the_store(own, capfd, damage):
    assert "1 imports, 1 rows, 1 flows of the pair" in doctor._data()["own store"]
    spoil(own.folder, damage)
    capfd.readouterr()
    assert main.main(["doctor"]) == 0
    out, err = capfd.readouterr()
    assert "own store: cannot be read: " in out and "damaged" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    "damage", some(["words", "a table that is none", "a folder for the manifest"], "a table that is none")
)
async def test_the_app_opens_on_the_bundled_figures_and_says_so(running, press, own, screen_text, damage):
    spoil(own.folder, damage)
    async with running(size=(100, 30)) as (app, pilot):
        shown = "\n".join(screen_text(app))
        assert bundled_fallback.LINE in shown and not app.error and app.failure is None
        for number, tab in enumerate(TABS, 1):
            await press(app, pilot, str(number))
            assert app.page.tab == tab and app.page.rows
        assert bundled_fallback.LINE not in "\n".join(screen_text(app)).split("\n")[-1]
        await press(app, pilot, "1")
        assert f"{bundled_fallback.LINE}." in app.page.notes


async def test_a_row_an_older_version_let_in_does_not_keep_the_app_from_opening(running, own, screen_text):
    let_in(own, SOUND | ROWS["a month in Khmer"], SOUND | {"partner": "CHN", "value": 1e17})
    async with running(size=(100, 30)) as (app, _):
        assert bundled_fallback.LINE in "\n".join(screen_text(app)) and app.page.rows


@pytest.mark.parametrize("place", some(["a file", "a folder nobody may read"], "a folder nobody may read"))
def test_a_store_that_cannot_even_be_looked_into_is_said_to_be_there(tmp_path, plain, place):
    if place == "a file":
        (tmp_path / "cjtrade-tui").mkdir()
        (tmp_path / "cjtrade-tui" / "store").write_bytes(b"")
    else:
        (tmp_path / "cjtrade-tui" / "store").mkdir(parents=True)
        (tmp_path / "cjtrade-tui").chmod(0)
    # Root may read everything: these capabilities are taken away.
    bound = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = ran(
        [*bound, sys.executable, "-m", "cjtrade_tui", "show", "flows"],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (0, plain["flows"]), done.stderr
    assert done.stderr.count("\n") == 1 and "the bundled figures alone" in done.stderr


def hostile(chance):
    """A row with something strange in one to four of its columns."""
    strange = [
        "",
        "\x1b[2J",
        "៣",
        "A" * 300,
        "\u202eabc",
        "HS:",
        "-1",
        "import-1",
        "KHM",
        "WLD",
        "2024-02",
        "one/two",
        " ",
    ]
    changes = {}
    for name in chance.sample(sorted(SOUND), chance.randint(1, 4)):
        if isinstance(SOUND[name], str) and name not in ("reporter",):
            changes[name] = chance.choice(strange)
        elif name == "value":
            changes[name] = chance.choice([0.0, -1.0, 1e17, 9e13, 1e-300, 1e308, float("nan"), 5e8])
        elif name in ("decimals", "product_level", "growth_decimals"):
            changes[name] = chance.choice([-128, -19, -1, 0, 6, 18, 127])
        elif name in ("quantity", "net_weight", "growth_pct"):
            changes[name] = chance.choice([1e300, float("nan"), -5.0, 0.0])
    return SOUND | changes


@pytest.mark.slow
def test_show_opens_every_tab_whatever_rows_are_in_the_store(own, capfd):
    chance = random.Random(4)
    said = 0
    for _ in range(60):
        let_in(own, *(hostile(chance) for _ in range(chance.randint(1, 3))))
        for tab in ("flows", "partners", "sources"):
            status, out, err = shown(capfd, tab)
            assert status == 0 and out and err.count("\n") <= 1 and "Traceback" not in err, (tab, err)
            assert "\x1b" not in out + err and "\u202e" not in out + err
            said += bool(err)
        own.remove(own.manifest().imports[-1].number)
    assert 20 < said < 180
