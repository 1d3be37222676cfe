"""What is saved is its owner's alone, what is exported is everyone's the umask allows, and what was killed leaves nothing."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pytest
from ran import ran
from trade import frame, observation, origin

from cjtrade_data.remote.refresh import working_folder
from cjtrade_data.store.atomic_write import write_whole
from cjtrade_data.store.store import Store
from cjtrade_tui import crash_log
from cjtrade_tui.cli.main import main
from cjtrade_tui.tray.file import own_tray
from cjtrade_tui.tray.pinned import PinnedFigure

pytestmark = pytest.mark.slow

KILLED = """
import os, signal, sys
from pathlib import Path
from cjtrade_data.store import atomic_write as whole
os.fsync = lambda handle: (print("written", flush=True), HOW)
whole.write_whole(Path(sys.argv[1]), b"half")
"""


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    for name in ("DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = os.umask(0o022)
    yield
    os.umask(before)


def names(folder):
    return {path.name for path in folder.iterdir()}


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def writer(path, how):
    """A process that has written a file but for its name."""
    process = subprocess.Popen([sys.executable, "-c", KILLED.replace("HOW", how), str(path)], stdout=-1, text=True)
    assert process.stdout.readline() == "written\n"
    return process


def killed(path):
    process = writer(path, "os.kill(os.getpid(), signal.SIGKILL)")
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()


def test_store_state_and_cache_are_their_owners_alone(tmp_path):
    store = Store()
    store.add([frame(observation(2020, 1))], origin("a.csv"))
    store.add([frame(observation(2021, 1, reporter="LAO"))], origin("b.csv"))
    store.undo()
    own_tray().pin(PinnedFigure("x"))
    crash_log.record(ValueError("x"))
    made = list((tmp_path / "home").rglob("*"))
    assert len(made) > 12
    assert {(p.name, oct(mode(p))) for p in made if mode(p) != (0o700 if p.is_dir() else 0o600)} == set()


def test_the_own_store_of_an_older_version_is_closed_at_the_next_change(tmp_path):
    store = Store()
    store.add([frame(observation(2020, 1))], origin("a.csv"))
    store.folder.chmod(0o755)
    store.remove(1)
    assert mode(store.folder) == 0o700
    other = Store(tmp_path / "shared")
    other.folder.mkdir(mode=0o755)
    other.add([frame(observation(2020, 1))], origin("a.csv"))
    assert mode(other.folder) == 0o755, "a folder that somebody made to share stays as it was made"


@pytest.mark.parametrize(("umask", "wanted"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_an_export_has_the_mode_that_the_umask_leaves(tmp_path, umask, wanted):
    os.umask(umask)
    path = tmp_path / "units.csv"
    assert main(["export", "units", "-o", str(path)]) == 0 and mode(path) == wanted
    path.chmod(0o400)
    assert main(["export", "units", "-o", str(path), "--force"]) == 0 and mode(path) == wanted


def test_an_export_replaces_no_file_unless_told_to(tmp_path, capfd):
    path = tmp_path / "units.csv"
    path.write_text("mine")
    assert main(["export", "units", "-o", str(path)]) == 2
    err = capfd.readouterr().err
    assert err == f"cjtrade-tui: {path} is there already; name another file, or replace it with --force\n"
    assert path.read_text() == "mine" and names(tmp_path) == {"units.csv"}
    assert main(["export", "units", "-o", str(path), "--force"]) == 0 and path.read_text() != "mine"


def test_an_export_through_a_link_leaves_the_link(tmp_path):
    (tmp_path / "there.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("there.csv")
    assert main(["export", "units", "-o", str(tmp_path / "link.csv")]) == 2
    assert main(["export", "units", "-o", str(tmp_path / "link.csv"), "--force"]) == 0
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "there.csv").read_text() != "old"


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "itself"])
def test_an_export_takes_the_place_of_nothing_but_a_file(tmp_path, capfd, kind):
    path = tmp_path / "x"
    {"a pipe": os.mkfifo, "a folder": os.mkdir, "itself": lambda p: p.symlink_to(p)}[kind](path)
    assert main(["export", "units", "-o", str(path), "--force"]) == 2
    assert capfd.readouterr().err.count("\n") == 1 and not path.is_file()


def a_day_later(*paths):
    for path in paths:
        os.utime(path, (time.time() - 90_000,) * 2, follow_symlinks=False)


def test_what_a_killed_writer_left_is_cleared_at_the_next_change_a_day_later(tmp_path):
    killed(tmp_path / "a.csv")
    left = list(tmp_path.glob(".cjtrade-*.new"))
    assert len(left) == 1 and not (tmp_path / "a.csv").exists()
    assert main(["export", "units", "-o", str(tmp_path / "b.csv")]) == 0
    assert names(tmp_path) == {"b.csv", left[0].name}, "its writer may be at it still"
    a_day_later(*left)
    assert main(["export", "units", "-o", str(tmp_path / "c.csv")]) == 0
    assert names(tmp_path) == {"b.csv", "c.csv"}


def test_what_the_reader_named_alike_is_left_alone(tmp_path):
    for name in (".cjtrade-notes", "cjtrade-a.new", ".a.new"):
        (tmp_path / name).write_text("mine")
    (tmp_path / ".cjtrade-b.new").symlink_to(tmp_path / ".a.new")
    a_day_later(*tmp_path.iterdir())
    write_whole(tmp_path / "b.csv", b"whole")
    assert {".cjtrade-notes", "cjtrade-a.new", ".a.new", ".cjtrade-b.new"} <= names(tmp_path)


def test_a_killed_change_of_the_store_leaves_nothing_after_the_next_one(tmp_path):
    store = Store()
    store.add([frame(observation(2020, 1))], origin("a.csv"))
    killed(store.folder / "manifest.json")
    killed(store.folder / "versions" / "0000009.json")
    a_day_later(*store.folder.rglob(".cjtrade-*.new"))
    (store.folder / "staging").mkdir()
    (store.folder / "staging" / "spill-0-KHM-5.arrow").write_bytes(b"half")
    store.add([frame(observation(2020, 1))], origin("the same figure.csv"))
    left = [
        p for p in store.folder.rglob("*") if p.name.endswith(".new") or p.suffix == ".arrow" or p.name == "staging"
    ]
    assert left == []


def test_a_killed_refresh_leaves_no_folder_a_day_later_and_a_live_one_keeps_its_own(tmp_path):
    with working_folder() as live:
        dead, fresh = (Path(tempfile.mkdtemp(prefix="cjtrade-refresh-")) for _ in range(2))
        (dead / "answer-1").write_text("[]")
        a_day_later(dead)
        with working_folder() as other:
            assert {Path(live), fresh, Path(other)} == set(tmp_path.glob("cjtrade-refresh-*"))
    assert set(tmp_path.glob("cjtrade-refresh-*")) == {fresh}


def test_a_warning_of_a_library_is_one_line(capfd):
    code = "import sys, warnings\nfrom cjtrade_tui.cli import doctor\nfrom cjtrade_tui.cli import main as cli\ndoctor.run = lambda w: warnings.warn('S3:\\n  is\\x1b[2J odd', stacklevel=1) or 0\nsys.exit(cli.main(['doctor']))"
    done = ran([sys.executable, "-c", code])
    assert (done.returncode, done.stderr) == (0, "cjtrade-tui: S3: is[2J odd\n")
    assert warnings.showwarning is not None
