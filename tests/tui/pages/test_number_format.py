from math import inf

from every_row import every_row

from cjtrade_tui.pages.cell import MISSING, CellNumber, written
from cjtrade_tui.pages.number_format import number, percent


@every_row(
    ("amount", "low", "high", "scale", "text"),
    [
        (237.22e6, 237.215e6, 237.225e6, "million", "237.22"),
        (1.17e9, 1.165e9, 1.175e9, "million", "1,170"),
        (1.121e9, 1.08e9, 1.162e9, "million", "1,120"),
        (614e6, 608.5e6, 619.5e6, "million", "614"),
        (1.8e9, 1.75e9, 1.85e9, "million", "1,800"),
        (827_187_921.0, 827_187_920.5, 827_187_921.5, "million", "827.19"),
        (120.34e6, 120.33e6, 120.35e6, "million", "120.34"),
        (1.6e9, 1.6e9, inf, "million", ">1,600"),
        (-112.5e6, -112.55e6, -112.45e6, "million", "-112.5"),
        (211.0, 211.0, 211.0, "one", "211"),
        (315.265e6, 315.2645e6, 315.2655e6, "million", "315.27"),
        (None, None, None, "million", MISSING),
    ],
)
def test_a_number_shows_the_digits_its_source_printed_and_no_more(amount, low, high, scale, text):
    assert number(amount, low, high, scale) == text


@every_row(
    ("value", "low", "high", "text"),
    [
        (15.3, 15.25, 15.35, "+15.3%"),
        (-8.0, -8.5, -7.5, "-8%"),
        (7.26, 7.255, 7.265, "+7.26%"),
        (8.395, 8.3945, 8.3955, "+8.395%"),
        (-0.046, -0.52, 0.42, "±0%"),
        (-4.46, -10.3, 2.0, "±4%"),
        (0.0, -0.5, 0.5, "0%"),
        (None, None, None, MISSING),
    ],
)
def test_a_growth_rate_has_its_sign_and_its_printed_precision(value, low, high, text):
    assert percent(value, low, high) == text


def test_derived_estimated_and_contested_numbers_carry_their_mark():
    def marked(status, in_doubt):
        number = CellNumber.counted(1, "USD", status)
        return [written(number, lambda *_: "1", marked=m, in_doubt=in_doubt).text for m in (True, False)]

    assert [marked(status, False) for status in ("reported", "derived", "estimated")] == [
        ["1 ", "1"],
        ["1d", "1"],
        ["1e", "1"],
    ]
    assert marked("derived", True) == ["1d!", "1!"] and marked("reported", True) == ["1!", "1!"]


def test_a_small_amount_is_not_shown_as_nothing():
    assert number(4_800, 4_799.5, 4_800.5, "million") == "0.005"
    assert number(350, 349.5, 350.5, "million") == "0.0004"
    assert number(0, -0.5, 0.5, "million") == "0.00"
    assert number(4_000, 0, 8_000, "million") == "0.00"
