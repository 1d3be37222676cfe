"""Windows and macOS: what they do not have is neither imported nor asked for. See `other_platform`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from ran import ran
from terminal import PROGRAM, Terminal

from cjtrade_data import formats, open_book
from cjtrade_data.book.book import TABLES
from cjtrade_data.store import atomic_write
from cjtrade_tui.terminal import environment

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).parent / "other_platform.py"
PLATFORMS = ("win32", "darwin")
FIGURES = """measure,reporter,partner,period_start,period_end,value,unit,note
exports,KHM,JPN,2024-01,2024-02,237.22,USD,
imports,KHM,JPN,2024-01,2024-02,88.43,USD,
"""


@pytest.mark.needs("git")
@pytest.mark.parametrize("setting", ["core.autocrlf=true", "core.eol=crlf"])
def test_a_checkout_with_line_ends_of_windows_keeps_the_seal(tmp_path, setting):
    """The tables as Git writes them where it turns line ends: their bytes are what was sealed."""
    made, cloned = tmp_path / "made", tmp_path / "cloned"
    shutil.copytree(TABLES, made / "tables")
    shutil.copy(ROOT / ".gitattributes", made)
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "tables"],
    ):
        subprocess.run(["git", "-C", made, *words], check=True)
    subprocess.run(["git", "clone", "-q", "-c", setting, made, cloned], check=True)
    assert open_book(cloned / "tables").checksum == open_book().checksum


def test_a_table_with_line_ends_of_windows_is_imported_as_one_without(tmp_path):
    unix, windows = tmp_path / "unix" / "own.csv", tmp_path / "windows" / "own.csv"
    for path in (unix, windows):
        path.parent.mkdir()
    unix.write_text(FIGURES, encoding="utf-8", newline="")
    windows.write_text(FIGURES, encoding="utf-8", newline="\r\n")
    one, other = (pl.concat([b.observations for b in formats.read(path).batches()]) for path in (unix, windows))
    assert one.height == 2 and one.equals(other)


def test_a_file_that_is_being_read_on_windows_is_replaced_when_it_is_free(tmp_path, monkeypatch):
    """There a rename over an open file is refused for as long as it is open."""
    refused = [PermissionError(13, "in use")] * 2
    rename = Path.replace

    def replace(new, path):
        if refused:
            raise refused.pop()
        return rename(new, path)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", replace)
    atomic_write.write_whole(tmp_path / "manifest.json", b"whole")
    assert (tmp_path / "manifest.json").read_bytes() == b"whole" and not refused


@pytest.fixture(params=PLATFORMS)
def there(request, tmp_path):
    """Run `cjtrade-tui` as on another system, in a home of its own."""

    def run(*words, status=0, **environment):
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        left_out = (
            ("TERM", "LANG", "LC_ALL", "LC_CTYPE", "COLORTERM", "TMUX", "CI") if request.param == "win32" else ("CI",)
        )
        full = {k: v for k, v in os.environ.items() if k not in left_out and not k.startswith("XDG_")}
        full |= {"HOME": str(home), "LOCALAPPDATA": str(home / "AppData"), "USERPROFILE": str(home)}
        full |= {"PYTHONIOENCODING": "cp1252" if request.param == "win32" else "utf-8"} | environment
        done = subprocess.run(
            [sys.executable, "-X", "warn_default_encoding", str(RUNNER), request.param, *map(str, words)],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=full,
            cwd=tmp_path,
            timeout=240,
        )
        assert done.returncode == status, done.stderr.decode(errors="replace")[-3000:]
        return done.stdout.decode("cp1252" if request.param == "win32" else "utf-8"), done.stderr.decode(
            errors="replace"
        )

    run.platform = request.param
    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--version"], "cjtrade-tui "),
        ([], "237.22"),
        (["show", "flows"], "237.22"),
        (["show", "people", "--json"], '"tab": "people"'),
        (["lookup", "exports feb 2024"], "exports"),
        (["check", "exports to Japan fell 15.3% in Jan-Feb 2024"], "15.3"),
        (["export", "units"], "USD"),
        (["refresh", "--dry-run"], "https://"),
        (["store", "list"], "nothing imported"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_the_commands_run_on_windows_and_macos(there, words, said):
    out, err = there(*words)
    assert said in out and err == ""


@pytest.mark.slow
def test_doctor_tells_of_windows_and_macos(there):
    found = json.loads(there("doctor", "--json")[0])
    assert found["data"]["seal"] == "intact" and found["terminal"]["can be suspended"] is False


@pytest.mark.slow
def test_files_are_imported_and_removed_on_windows_and_macos(there, tmp_path):
    for number, value in enumerate(("237.22", "237.23"), 1):
        file = tmp_path / f"own{number}.csv"
        file.write_text(FIGURES.replace("237.22", value), encoding="utf-8", newline="\r\n")
        assert f"saved as import {number}" in there("import", file)[0]
    assert "2 imports" in there("store", "list")[0] and "whole" in there("store", "verify")[0]
    there("store", "remove", "1")
    there("store", "undo")
    assert "2 imports" in there("store", "list")[0]
    there("export", "units", "-o", tmp_path / "units.csv")
    there("export", "units", "-o", tmp_path / "units.csv", "--force")


@pytest.mark.slow
def test_the_app_is_toured_on_windows_and_macos(there):
    seen = there("tour")[0].split()
    assert seen[:2] == ["driver", "WindowsDriver" if there.platform == "win32" else "Terminal"]
    assert seen[2:9] == ["flows", "partners", "products", "investment", "people", "checks", "sources"]
    assert seen[9:] == ["FigureCard", "Lookup", "CommandPalette", "TrayScreen", "pinned", "1"]


@pytest.mark.slow
def test_a_kiosk_is_refused_on_windows_in_one_line(there):
    if there.platform == "darwin":
        pytest.skip("macOS has what a kiosk needs but Landlock")
    out, err = there("--kiosk", status=2)
    assert out == "" and err == "cjtrade-tui: there is no kiosk on Windows; run it on Linux, where sshd keeps it\n"


@pytest.mark.slow
def test_a_failure_is_one_line_and_kept_on_windows_and_macos(there):
    for _ in range(2):
        _, err = there("fail", status=1)
    assert err.count("\n") == 1 and "(ZeroDivisionError: integer division or modulo by zero); the details are in" in err
    log = Path(err.rstrip().partition("the details are in ")[2])
    assert log.read_text("utf-8").count("Traceback") == 2


@pytest.mark.slow
def test_a_driver_of_textuals_that_is_named_is_used(tmp_path):
    """Neither the painted first frame nor our own way of sending gets in its way."""
    named = {"TEXTUAL_DRIVER": "textual.drivers.linux_driver:LinuxDriver", "XDG_CACHE_HOME": str(tmp_path)}
    for _ in range(2):
        with Terminal(PROGRAM, **named) as terminal:
            terminal.wait_for("237.22")
            terminal.press("2")
            terminal.wait_for("China")
            terminal.press("Q")
            assert terminal.exit_status() == 0
            assert b"\x1b[0m" in terminal.sent  # Textual ends each run of a style so, and our own never
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "named",
    [
        "no.such:Driver",
        *(pytest.param(n, marks=pytest.mark.slow) for n in ("textual.app:App", "nonsense", "textual.app:Missing")),
    ],
)
def test_a_driver_that_is_none_is_refused_in_one_line(named):
    done = ran(PROGRAM, stdin=subprocess.DEVNULL, env=os.environ | {"TEXTUAL_DRIVER": named})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"cjtrade-tui: TEXTUAL_DRIVER names no driver of Textual's ({named}); unset it\n"


@pytest.mark.parametrize(("encoding", "utf8"), [("utf-8", True), ("cp1252", False)])
def test_a_console_of_windows_is_drawn_on_in_colour_though_nothing_says_what_it_is(monkeypatch, encoding, utf8):
    said = SimpleNamespace(isatty=lambda: True, encoding=encoding)
    for name, value in (("platform", "win32"), ("stdin", said), ("stdout", said)):
        monkeypatch.setattr(sys, name, value)
    for name in ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    assert environment.can_draw() and not environment.draws_itself() and not environment.has_job_control()
    assert environment.fitting_palette() == "dark" and environment.speaks_utf8() is utf8
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not environment.can_draw() and environment.fitting_palette() == "plain"
