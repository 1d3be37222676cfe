"""What several tests of the whole program need."""

import io
import sys
from typing import NamedTuple

import pytest

from cjtrade_tui.cli.main import main


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def command(capfd, monkeypatch):
    """Run `cjtrade-tui WORDS` in this process, with the bytes `text` on its standard input."""

    def run(*words: str, text: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        capfd.readouterr()
        try:
            status = main(list(words))
        except SystemExit as left:
            status = left.code
        return Done(status, *capfd.readouterr())

    return run


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """A cache and a state that no other test and no user of this computer has."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def quiet_home(tmp_path, monkeypatch):
    """A home with what a program might read or write, and no other place named by the environment."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path
