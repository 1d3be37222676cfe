"""A paste that the terminal does not mark as such, through a real pty: text, no commands, and answered at once."""

import os
from pathlib import Path

import pytest
from terminal import PROGRAM, Terminal

ARTICLE = (Path(__file__).parents[1] / "data" / "claims" / "articles" / "agency.txt").read_text("utf-8") * 4
SOON = 30
"""Seconds after which the answer is not waited for any longer."""
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]


def pasted(terminal, text):
    """Write a text as GNU screen does: line breaks are carriage returns, and nothing stands around it."""
    data = text.replace("\n", "\r").encode()
    for at in range(0, len(data), 1024):
        os.write(terminal.fd, data[at : at + 1024])
        terminal.read(0)


@pytest.mark.parametrize("size", [len(ARTICLE), 20_000])
def test_an_article_pasted_into_the_claims_is_checked_once_and_the_next_key_answered(size):
    text = (ARTICLE * 9)[:size]
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.press("c")
        terminal.wait_for("paste a whole article")
        pasted(terminal, text)
        terminal.wait_for("numbers:", SOON + 10)
        terminal.press_until("\x1b", rb"quit", SOON)
        terminal.press("Q")
        assert terminal.exit_status() == 0


@pytest.mark.parametrize(("key", "there"), [("/", "For example"), (":", "Go to or do")])
def test_an_article_pasted_on_another_line_stays_on_it_and_is_said_to_be_cut(key, there):
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.press(key)
        terminal.wait_for(there)
        pasted(terminal, ARTICLE)
        terminal.wait_for("Only the first 400 characters were taken", SOON)
        terminal.press_until("\x1b", rb"quit", SOON)
        terminal.press("Q")
        assert terminal.exit_status() == 0


def test_an_article_pasted_on_a_tab_is_no_four_thousand_commands_and_that_is_said():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        pasted(terminal, ARTICLE)
        terminal.wait_for("was ignored: nothing is typed here", SOON)
        terminal.press_until("2", rb"Vietnam|China", SOON)
        terminal.press("Q")
        assert terminal.exit_status() == 0


@pytest.mark.parametrize("keys", ["j" * 40, "2jjj1", "/exports feb 2024"])
def test_a_held_key_and_a_quick_hand_are_no_paste(keys):
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.press(keys)
        terminal.wait_for("120.34 million" if "/" in keys else "q quit", SOON + 10)
        assert not any("was ignored" in line for line in terminal.screen.display)
        if "/" in keys:
            terminal.press_until("\x1b", rb"quit", SOON)
        terminal.press("Q")
        assert terminal.exit_status() == 0
