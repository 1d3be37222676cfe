"""What is copied goes to the terminal whole or not at all."""

from cjtrade_tui.terminal import clipboard


def test_a_text_too_long_for_a_terminal_is_not_sent_in_pieces():
    assert clipboard.fits("x" * 56_000) and not clipboard.fits("x" * 57_000)
