import unicodedata

from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data.safe_text import safe_text


@every_row(
    "attack",
    [
        "\x1b[31mred",
        "\x1b]0;title\x07",
        "\x1b]52;c;aGk=\x07",
        "\x9b31m",
        "\x90q\x9c",
        "a\u202eb",
        "zero\u200bwidth",
        "\u2066x\u2069",
        "\x00",
    ],
)
def test_nothing_a_terminal_would_obey_gets_through(attack):
    clean = safe_text(attack)
    assert clean.isprintable()
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in clean)


@given(st.text())
def test_cleaned_text_is_one_printable_line_and_stays_as_it_is(text):
    clean = safe_text(text)
    assert clean.isprintable()
    assert safe_text(clean) is clean


def test_names_in_any_script_stay_whole():
    for name in ("日本", "កម្ពុជា", "Côte d'Ivoire", "Türkiye", "Đặng Tiểu", "Nguye\u0302\u0303n", "ព្រះរាជាណាចក្រកម្ពុជា"):
        assert safe_text(name) == name


def test_line_breaks_become_spaces():
    assert safe_text("a\nb\tc") == "a b c"


def test_marks_stay_on_their_letter_and_cannot_climb_over_other_lines():
    assert safe_text("Z" + "\u0351" * 500) == "Z" + "\u0351" * 6
    assert safe_text("\u0301x") == "x" and safe_text("a\t\u0301x") == "a x"


def test_letters_that_show_nothing_cannot_hide_in_a_name():
    assert safe_text("Ja\u3164p\u2800a\ufe0fn") == "Japan"
    ends = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180f\ufe00\ufe0f\uffa0\U000e0100\U000e01ef"
    assert all(safe_text(f"a{hidden}b") == "ab" for hidden in ends)


@every_row("start", range(0, 0x110000, 0x1000), ids=hex, quick=9)
def test_every_character_of_unicode_comes_out_printable(start):
    clean = safe_text("x".join(chr(c) for c in range(start, start + 0x1000)))
    assert clean.isprintable() and safe_text(clean) is clean
