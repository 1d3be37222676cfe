"""Which keys are a paste: a burst of them is, a held key and a quick hand are not."""

import pytest
from every_row import every_row
from textual import events
from textual._xterm_parser import XTermParser

from cjtrade_tui.terminal.input import Bursts

TEXT = "Exports to Japan rose 15.3 per cent,\rwhile imports fell.\r\nTrade\tgrew in all."


def handed_on(*pieces: str) -> list[events.Event]:
    """What comes of pieces read one right after the other, and of silence after them."""
    parser, bursts = XTermParser(), Bursts()
    handed = [message for piece in pieces for message in bursts.take(parser.feed(piece))]
    return [*handed, *bursts.end()]


@pytest.mark.parametrize("cut", [len(TEXT), 60, 5, 20])
def test_a_text_in_one_piece_or_several_is_one_paste_with_its_line_breaks(cut):
    pieces = [TEXT[at : at + cut] for at in range(0, len(TEXT), cut)]
    [paste] = handed_on(*pieces)
    assert paste.text == TEXT.replace("\r\n", "\n").replace("\r", "\n")


@every_row("keys", ["j" * 400, "jjjjkkkk" * 20, "/exports jan-feb 2024\r", "2jjv\x1b[B\r", "q"])
def test_a_held_key_and_keys_typed_ahead_stay_keys_in_their_order(keys):
    handed = handed_on(keys)
    assert all(isinstance(message, events.Key) for message in handed)
    assert "".join(m.character for m in handed if m.is_printable) == keys.replace("\x1b[B", "").replace("\r", "")


def test_one_or_few_keys_do_not_wait():
    parser, bursts = XTermParser(), Bursts()
    assert len(list(bursts.take(parser.feed("jk")))) == 2


def test_twenty_thousand_of_one_letter_are_a_paste():
    [paste] = handed_on("½" * 4_096, "½" * 15_904)
    assert len(paste.text) == 20_000


def test_control_keys_in_a_burst_do_nothing():
    assert [type(m) for m in handed_on(TEXT + "\x03\x11\x1b[B" + TEXT)] == [events.Paste]


def test_a_marked_paste_is_handed_on_as_it_was():
    [paste] = handed_on(f"\x1b[200~{TEXT}\x1b[201~")
    assert paste.text == TEXT


@every_row("keys", ["\x15", "\x15\x15", "\x7f\x01"])
def test_keys_that_edit_a_line_behind_all_of_a_burst_are_keys_in_their_order(keys):
    paste, *behind = handed_on(TEXT + keys)
    assert isinstance(paste, events.Paste) and [m.character for m in behind] == list(keys)
    assert [type(m) for m in handed_on(TEXT + keys, TEXT)] == [events.Paste]


def test_no_other_key_behind_a_burst_does_anything():
    assert [type(m) for m in handed_on(TEXT + "\x03\x1a\x1b[B\x1b")] == [events.Paste]
