"""A change of theme, on a real pty: everything is painted anew, once."""

import os
import re

import pytest
from terminal import PROGRAM, Terminal

WHOLE = re.compile(rb"(?:\x1b\[[\d;]*m)?\x1b\[2J.*", re.S)
SET_UP = b"\x1b[?1000h"
"""Sent by Textual when it takes over from the painted first frame."""
NEXT = {"dark": "light", "light": "contrast", "contrast": "terminal", "terminal": "dark"}


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def with_theme(name):
        terminal = Terminal([*PROGRAM, "--theme", name], columns=100, rows=30)
        terminal.wait_for("q quit")
        terminal.read(1.0)
        return terminal

    return with_theme


def frames(sent):
    """What was sent from the last clearing on, which must be the only one."""
    assert sent.count(b"\x1b[2J") == 1
    return WHOLE.search(sent)[0]


@pytest.mark.slow
@pytest.mark.parametrize("theme", NEXT)
def test_t_sends_one_whole_frame_of_the_next_theme(theme, opened):
    with opened(NEXT[theme]) as terminal:
        wanted = frames(terminal.sent.partition(SET_UP)[0])
    with opened(theme) as terminal:
        os.write(terminal.fd, b"t")
        sent = terminal.read(1.5)
        assert frames(sent) == wanted == sent
        os.write(terminal.fd, b"t")
        assert frames(terminal.read(1.5)) != wanted
