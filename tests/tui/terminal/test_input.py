"""What terminals send, however broken: keys come through, nothing presses keys that nobody pressed, nothing ends the input."""

import pytest
from every_row import every_row
from hypothesis import example, given
from hypothesis import strategies as st
from reports import UNASKED, UNTERMINATED
from textual import _parser, events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

from cjtrade_tui.terminal.input import Background, IsGnuScreen, TerminalInput


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(_parser, "get_time", lambda: now[0])
    return now


def received(terminal, data, clock, pause=5.0):
    """What comes of `data` and of the silence after it."""
    messages = list(terminal.receive(data))
    for _ in range(3):
        clock[0] += pause
        messages += terminal.receive(b"")
    return messages


def keys(messages):
    return [message.key for message in messages if isinstance(message, events.Key)]


@every_row(
    ("colour", "is_light"),
    [
        (b"rgb:0000/0000/0000", False),
        (b"rgb:ffff/ffff/ffff", True),
        (b"rgb:fdfd/f6f6/e3e3", True),
        (b"rgb:28/2c/34", False),
        (b"rgba:ffff/ffff/ffff/8000", True),
    ],
)
def test_what_the_terminal_says_of_its_background_is_heard(colour, is_light, clock):
    for end in (b"\x07", b"\x1b\\"):
        terminal = TerminalInput()
        said = list(terminal.receive(b"j\x1b]11;" + colour + end + b"k"))
        assert keys(said) == ["j", "k"]
        assert [m.is_light for m in said if isinstance(m, Background)] == [is_light]


@pytest.mark.parametrize("sent", [b"\x1b]11;?\x07", b"\x1b]10;rgb:ffff/ffff/ffff\x07", b"\x1b]11;rgb:zz/zz/zz\x07"])
def test_another_answer_is_no_background(sent, clock):
    assert received(TerminalInput(), sent, clock) == []


@every_row("sent", UNASKED.values(), ids=UNASKED)
def test_an_answer_nobody_asked_for_presses_no_key(sent, clock):
    terminal = TerminalInput()
    assert received(terminal, sent, clock) == []
    assert keys(received(terminal, b"j", clock)) == ["j"]
    assert keys(terminal.receive(sent + b"j")) == ["j"]


@every_row("sent", UNTERMINATED.values(), ids=UNTERMINATED)
def test_after_what_is_never_completed_the_next_key_is_answered(sent, clock):
    terminal = TerminalInput()
    assert [m for m in received(terminal, sent, clock) if not isinstance(m, events.Paste)] == []
    assert keys(received(terminal, b"j", clock)) == ["j"]


@every_row("sent", UNTERMINATED.values(), ids=UNTERMINATED)
def test_a_key_that_is_a_sequence_ends_what_was_not_completed(sent, clock):
    if sent.startswith((b"\x1b[200~", b"\x1b[M")):
        pytest.skip("what follows these is theirs")
    assert keys(received(TerminalInput(), sent + b"\x1b[Aj", clock)) == ["up", "j"]


pieces = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([sent for sent in (*UNASKED.values(), *UNTERMINATED.values()) if len(sent) < 1000]),
    st.builds(
        lambda numbers, final: f"\x1b[{numbers}{final}".encode(),
        st.text(st.sampled_from("0123456789;:<>?= $"), max_size=80),
        st.sampled_from("u~ABRMmctyIO"),
    ),
    st.sampled_from([b"\x1b", b"\x1b\\", b"\x07", b"\x1b[201~", "é日\u0301".encode(), b"\xc3", b"\xed\xa0\x80"]),
)


@given(st.lists(pieces, max_size=8), st.integers(1, 9))
@example([b"\x1b]x"] * 3000, 9)
@example([b"\x1b"] * 3000, 1)
def test_whatever_comes_the_input_goes_on_and_hands_on_only_what_can_be_believed(sent, size):
    now = [0.0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_parser, "get_time", lambda: now[0])
        terminal, data, got = TerminalInput(), b"".join(sent), []
        for at in range(0, len(data), size):
            got += terminal.receive(data[at : at + size])
        got += received(terminal, b"", now)
        assert keys(received(terminal, b"j", now))[-1:] == ["j"]
    for message in got:
        assert isinstance(
            message,
            events.Key
            | events.Paste
            | events.MouseEvent
            | events.AppFocus
            | events.AppBlur
            | IsGnuScreen
            | messages.TerminalSupportsSynchronizedOutput,
        )
        if isinstance(message, events.MouseEvent):
            assert 0 <= message.x < 100_000 and 0 <= message.y < 100_000
        if isinstance(message, events.Key):
            (message.character or "").encode()


@every_row("sequence", [s for s, k in ANSI_SEQUENCES_KEYS.items() if isinstance(k, tuple)], ids=repr)
def test_every_sequence_textual_knows_is_a_key_whole_or_letter_by_letter(sequence, clock):
    at_once = keys(received(TerminalInput(), sequence.encode(), clock))
    terminal = TerminalInput()
    slowly = [key for byte in sequence.encode() for key in keys(terminal.receive(bytes([byte])))]
    slowly += keys(received(terminal, b"", clock))
    assert at_once == slowly
    ignored = Keys.Ignore in ANSI_SEQUENCES_KEYS[sequence]
    assert bool(at_once) != ignored


@every_row(
    ("sent", "expected"),
    [
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b", ["escape", "escape"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1bx", ["escape", "x"]),
        (b"\x1b4", ["escape", "4"]),
        (b"\x1bf", ["escape", "f"]),
        (b"\x1b\x7f", ["ctrl+w"]),
        (b"\x1b]", ["escape", "right_square_bracket"]),
        (b"\x1b[", ["escape", "left_square_bracket"]),
        (b"\x1b[97;5u", ["ctrl+a"]),
        (b"\x1b[97;;97u", ["a"]),
        (b"\x1b[47;2;63u", ["question_mark"]),
        (b"\x1b[97:65;2:1u", ["shift+a"]),
        (b"\x1b[13;1:2u", ["enter"]),
        (b"\x1b[13;1:3u", []),
        (b"\x1b[1;5R", ["ctrl+f3"]),
        (b"\x1b[1;3A", ["alt+up"]),
        (b"\x1bOP", ["f1"]),
        (b"\x1b[[A", ["f1"]),
        (b"?q4", ["question_mark", "q", "4"]),
    ],
)
def test_keys_are_named_as_textual_names_them(sent, expected, clock):
    assert keys(received(TerminalInput(), sent, clock)) == expected


def test_a_paste_is_one_whatever_stands_in_it(clock):
    text = "q\r\n\x1b[A\x1b]0;x\x07\x1b" + "Q" * 100 + "~ é"
    pasted = received(TerminalInput(), f"\x1b[200~{text}\x1b[201~j".encode(), clock)
    assert [type(m) for m in pasted] == [events.Paste, events.Key] and pasted[0].text == text


def test_gnu_screen_is_known_by_its_answer_and_a_frame_kept_by_another(clock):
    answers = b"\x1b[>83;40900;0c\x1b[>84;0;0c\x1b[>41;390;0c\x1b[?2026;2$y\x1b[?2026;0$y"
    assert [type(m) for m in received(TerminalInput(), answers, clock)] == [
        IsGnuScreen,
        messages.TerminalSupportsSynchronizedOutput,
    ]
