"""Kiosk: every key and every entry of the palette leaves the host as it was."""

import contextlib
import os
import random

import pytest
from terminal import Terminal
from visitors import KIOSK, Watch, files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kiosk")]


def open_palette(terminal):
    """Press `:` until the palette is there: a busy program may take Esc and the key behind it for one."""
    for _ in range(5):
        os.write(terminal.fd, b":")
        with contextlib.suppress(AssertionError):
            return terminal.wait_for("Go to or do", 4)
        os.write(terminal.fd, b"\x1b")
        terminal.read(0.5)
    raise AssertionError("\n".join(terminal.screen.display))


def test_every_entry_of_the_palette_leaves_the_host_as_it_was(quiet_home):
    from cjtrade_data.book.book import Book
    from cjtrade_tui.navigation.commands import COMMANDS
    from cjtrade_tui.overlays.palette import entries

    names = [
        e.name
        for e in entries(Book(), frozenset(c.needs for c in COMMANDS))
        if e.does not in ("quit", "step_back(True)")
    ]
    before = files(quiet_home)
    with Terminal(KIOSK) as terminal:
        terminal.wait_for("325.65")
        watch = Watch(terminal.pid)
        for name in names:
            open_palette(terminal)
            for keys in (name, "\r", "\x1b"):
                os.write(terminal.fd, keys.encode())
                terminal.read(0.1)
        assert os.waitpid(terminal.pid, os.WNOHANG) == (0, 0), terminal.sent[-300:]
        assert watch.end() == set()
    assert files(quiet_home) == before


def test_20000_random_keys_leave_the_host_as_it_was(quiet_home):
    keys = [
        *"12345jkhlgGrfvumst[]?:/ypPYwndeb xKJco",
        "\r",
        "\t",
        "\x1b",
        "\x1a",
        "\x10",
        "\x13",
        "\x0f",
        "\x19",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[Z",
        "\x1bOP",
        "\x1b[15~",
        "\x1b[200~../../etc/passwd\x1b[201~",
    ]
    chance = random.Random(20_000)
    before = files(quiet_home)
    with Terminal(KIOSK) as terminal:
        terminal.wait_for("325.65")
        watch = Watch(terminal.pid)
        for _ in range(6_667):
            os.write(terminal.fd, "".join(chance.choice(keys) for _ in range(3)).encode())  # more were a paste
            terminal.read(0.02)
        assert os.waitpid(terminal.pid, os.WNOHANG) == (0, 0)
        terminal.read(1)
        os.write(terminal.fd, b"\x03")
        assert terminal.exit_status(seconds=400) == 0  # once the keys before it are obeyed
        assert watch.end() == set()
    assert files(quiet_home) == before
