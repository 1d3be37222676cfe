"""In riel or yen a screen shows the number its card and lookup give, says that it is converted, and mixes no dollars in."""

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.lookup.api import card
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.pages.number_format import SCALE_OF_UNIT, number, percent
from cjtrade_tui.tray.pinned import as_note, as_text, pin_of

GROWTH = "_growth"
INDEPENDENT = ("cover_ratio",)


def cells(page):
    """(row, column key, text, reference) of every cell with a reference."""
    for row in page.rows:
        for at, (column, text) in enumerate(zip(page.columns, row.texts, strict=True)):
            if row.cells[at].figure:
                yield row, column.key, text, row.cells[at].figure


def told(made, key, unit):
    """What the screen must show of a card."""
    said = made.said
    if key in INDEPENDENT:
        return number(said.value, None, None, most=2)
    if key.endswith(GROWTH):
        return f"{percent(said.value, said.low, said.high, most=1)}d"
    if said.unit != unit:
        return MISSING
    low = float("-inf") if said.low is None else said.low
    high = float("inf") if said.high is None else said.high
    return f"{number(said.value, low, high, SCALE_OF_UNIT[unit])}c"


def of_same_sign(made, key, text):
    """A deficit printed by Japan's customs is a balance seen from Cambodia: the card speaks of the print."""
    return text.removeprefix("-") if key == "trade_balance" else text


def differing(book, selection, every=1):
    page, unit = build.build(book, selection), selection.unit
    seen = set()
    for n, (row, key, text, reference) in enumerate(cells(page)):
        if n % every:
            continue
        made = card(reference, book, unit)
        shown = of_same_sign(made, key, text.strip().removesuffix("!"))
        if shown != of_same_sign(made, key, told(made, key, unit)):
            yield row.key, key, text, told(made, key, unit)
        if key not in INDEPENDENT and text.strip() != MISSING:
            assert made.said.status == ("derived" if key.endswith(GROWTH) else "converted")
            seen.add(key)
    assert {"exports", "imports", "trade_balance"} <= seen or every > 1


@pytest.mark.slow
@every_row("unit", ["JPY", "KHR"])
@every_row("mirror", [False, True])
@every_row("frequency", ["ytd", "year", "month"])
def test_flows_shows_in_each_currency_what_the_cards_of_its_cells_say(book, unit, mirror, frequency):
    assert not list(differing(book, Selection(unit=unit, mirror=mirror, frequency=frequency), every=5))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["JPY", "KHR"])
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("frequency", ["ytd", "year", "month"])
def test_every_cell_of_flows_shows_in_each_currency_what_its_card_says(book, unit, reporter, frequency):
    for mirror in (False, True):
        selection = Selection(unit=unit, mirror=mirror, frequency=frequency, reporter=reporter)
        assert not list(differing(book, selection))


@pytest.mark.parametrize("unit", ["JPY", "KHR"])
def test_partners_shows_in_each_currency_what_the_cards_of_its_cells_say(book, unit):
    for view, period in (("ranking", "2016"), ("ranking", "2023"), ("beside", "2016")):
        page = build.build(book, Selection("partners", view=view, unit=unit, period=Period.parse(period)))
        levels = [c for c in cells(page) if c[1].removeprefix("other_") in ("exports", "imports", "total_trade")]
        assert len(levels) > 20
        for _, _, text, reference in levels[:: len(levels) // 20]:
            said = card(reference, book, unit).said
            assert text.strip() == f"{number(said.value, said.low, said.high, SCALE_OF_UNIT[unit])}c"


@pytest.mark.parametrize("period", ["2016", "2023"])
def test_partners_stand_in_the_same_order_with_the_same_shares_in_every_currency(book, period):
    pages = [build.build(book, Selection("partners", period=Period.parse(period), unit=u)) for u in ("USD", "JPY")]
    same = [[(row.key, row.texts[0], *row.texts[5:]) for row in page.rows] for page in pages]
    assert same[0] == same[1] and len(same[0]) > 20


def test_headlines_in_yen_say_converted_and_no_growth_in_dollars(book):
    page = build.build(book, Selection(unit="JPY"))
    below = [h.below for h in page.rows[page.start].headlines]
    assert below == ["converted, +29.5%d", "converted, +7.5%d", "surplus converted", "converted, +22.7%d"]
    dollars = build.build(book, Selection())
    assert next(h.below for h in dollars.rows[dollars.start].headlines) == "+15.3% reported"


@pytest.mark.parametrize(
    ("unit", "frequency", "words"),
    [
        (
            "JPY",
            "month",
            "converted (c) at the mean of the monthly average rates: 156.65 JPY per USD in Jan 2026 (FED).",
        ),
        ("KHR", "month", "converted (c) at the annual average rate: 4,072.40 KHR per USD in 2024 (WB)."),
        (
            "JPY",
            "year",
            "the annual average rate: 151.37 JPY per USD in 2024 (WB); the mean of the monthly average rates: "
            "149.63 JPY per USD in 2025 (FED).",
        ),
    ],
)
def test_the_note_explains_the_mark_and_says_at_which_rate(book, unit, frequency, words):
    notes = build.build(book, Selection(unit=unit, frequency=frequency)).notes
    assert any(words in note for note in notes), notes


def test_a_cell_says_at_which_rate_it_was_converted_or_why_it_was_not(book):
    page = build.build(book, Selection(unit="KHR", frequency="month", period=Period.parse("2024-02")))
    assert "(the official annual average of 2024)" in page.rows[page.start].detail_at(1)[0]
    newest = page.rows[0]
    assert newest.texts[1].strip() == MISSING and newest.detail_at(1)[0] == (
        "Exports, Jan 2026: 176 million dollars, not converted: no KHR rate for Jan 2026: there are annual averages of 1960 to 1973 and "
        "1990 to 2024."
    )


def test_no_word_below_a_table_in_yen_sets_a_growth_in_dollars_beside_it(book):
    """2023 has two prints of growth in dollars, and a note that names one."""
    page = build.build(book, Selection(unit="JPY", frequency="year", period=Period.parse("2023")))
    words = page.rows[page.start].detail_at(1)[0]
    assert "+7% on the year" in words and "growth" not in words
    assert (
        "Of the figure in dollars: A report of the same data two months before prints a rise of 0.2 per cent" in words
    )


def test_each_year_of_the_chart_against_the_year_before_is_at_its_own_rate(book):
    page = build.build(book, Selection(unit="JPY"))
    before, now = page.rows[page.start].complete().chart.series
    assert now.values[0] == pytest.approx(237.22e6 * 147.95465 / 1e9, rel=1e-6)
    assert before.values[0] == pytest.approx(205.65e6 * 131.7469 / 1e9, rel=1e-5)


def test_the_chart_of_growth_in_yen_draws_the_growth_of_the_table_and_names_the_currency(book):
    page = build.build(book, Selection(unit="JPY", view="growth", frequency="year"))
    assert page.chart.unit == "per cent, of JPY"
    latest = page.chart.series[0].values[-1]
    shown = next(
        cell for column, cell in zip(page.columns, page.rows[0].cells, strict=True) if column.key == "exports_growth"
    )
    assert latest == pytest.approx(shown.value)
    assert latest == pytest.approx(10.2, abs=0.1)


def test_what_is_copied_and_pinned_says_converted_and_at_which_rate(book):
    made = pin_of(card("gdce-exports-2026-01", book, "JPY").said, "gdce-exports-2026-01")
    assert made.status == "converted"
    for text in (as_text(made, book), as_note([made], book)):
        assert "about 27.6 billion yen" in text and "converted from figures of Cambodia's customs" in text
        assert (
            "Converted: exports Jan 2026 176 million dollars x exchange rate Jan 2026 156.6505 yen for a dollar" in text
        )
        assert "Worked out" not in text and "Federal Reserve" in text


@pytest.mark.parametrize(
    ("unit", "head", "words"), [("USD", "Exp y/y", "on the year,"), ("JPY", "Exp y/y JPY", "on the year in JPY,")]
)
def test_growth_says_in_which_currency_it_is_where_that_is_not_the_usual_one(book, unit, head, words):
    page = build.build(book, Selection(frequency="year", unit=unit, period=Period.of_year(2019)))
    assert head in [column.name for column in page.columns]
    assert f"% {words}" in page.rows[page.start].cells[1].below
