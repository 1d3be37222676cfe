"""What each tab says, before any terminal is involved."""

import itertools
import re

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.model.codes import STATUSES
from cjtrade_data.model.reference import Reference
from cjtrade_data.model.tabs import VIEWS
from cjtrade_data.wording.rounding import places_unknown
from cjtrade_tui.cli.show import as_text
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import MISSING

EVERY = [Selection(tab=tab, view=view) for tab, views in VIEWS.items() for view in views or ("",)]
FLOWS = [
    Selection(view=view, reporter=reporter, frequency=frequency, unit=unit, mirror=mirror)
    for view, reporter, frequency, unit, mirror in itertools.product(
        VIEWS["flows"], ("KHM", "JPN"), ("ytd", "year", "month"), ("USD", "KHR", "JPY"), (False, True)
    )
]
EVERY += [
    Selection(tab="partners", period=Period.parse(p), unit=u)
    for p in ("1962", "2000", "2019", "2023", "2025")
    for u in ("USD", "JPY")
]
EVERY += [
    Selection(tab="products", view=v, period=Period.of_year(y))
    for v, y in (("", 2015), ("sections", 2005), ("chapters", 2011))
]
EVERY += [Selection(tab="products", view=v, filter="imports") for v in ("sections", "press")]
EVERY += [Selection(tab="products", sort=s) for s in ("growth", "share", "market_share", "name")]
EVERY += [
    Selection(tab="products", view=v, item=i)
    for v, i in (("", "MTN:17"), ("", "MTN:"), ("sections", "SITC:8"), ("chapters", "HS:71"))
]
EVERY += [Selection(tab="partners", sort=s) for s in ("exports", "imports", "name")]
EVERY += [Selection(tab="partners", item=c) for c in ("CHN", "USA", "OAS")]
EVERY += [
    Selection(tab="people", filter=f) for f in ("diplomacy", "CCC", "special economic zone", "ueno-atsushi", "2023")
]
EVERY += [Selection(tab="people", item=i) for i in ("lim-heng", "GDCE", "heng-14", "hun-manet-7-a")]
EVERY += [Selection(tab="checks", view="identities", filter=f) for f in ("reconciles", "cannot tell", "sum")]
EVERY += [Selection(tab="checks", filter=f) for f in ("page", "rounding")]
EVERY += [Selection(tab="checks", item=i) for i in ("figure:article-r21", "article-r20+article-r22")]
EVERY += [Selection(tab="sources", item=i) for i in ("ppp-2024-03-gdce", "wits-2022-11")]


COUNTED = {"index", "rank", "places", "count", "set", "paragraph", "ratio", "percent", "projects", "zones", "ha"}
"""Units that have no thousands and millions."""
SCALES = (1, 1e3, 1e6, 1e9, 1e12)


@pytest.fixture(scope="module")
def ids(book):
    return set(book.figures["id"])


@every_row("selection", [*EVERY, *FLOWS], ids=lambda s: " ".join(s.options()), quick=9)
def test_every_view_is_a_sound_page(book, ids, selection):
    page = build.build(book, selection)
    assert page.tab == selection.tab and page.title
    for row in page.rows:
        assert len(row.cells) == len(page.columns), row.key
        for figure in filter(None, (cell.figure for cell in row.cells)):
            assert Reference.parse(figure) if figure.startswith("=") else figure in ids
    assert 0 <= page.start < max(1, len(page.rows))
    assert not page.views or page.view in page.views
    if page.rows_are_periods:
        assert [Period.parse(row.key.split(" ")[0]) for row in page.rows]
    keys = [c.key for c in page.columns]
    assert all(re.fullmatch("[a-z_]+", key) for key in keys) and len(set(keys)) == len(keys), keys
    for where, cell in numbers(page):
        assert_one_number(page, where, cell, selection.unit)


def numbers(page):
    """(column, cell) of every place of a page where a number is drawn, the headlines and what stands below them too."""
    for row in page.rows:
        yield from (
            (c.key, cell) for c, cell in zip(page.columns, row.cells, strict=True) if c.right or cell.value is not None
        )
        yield from ((h.label, n) for h in row.headlines for n in (h.cell, *h.numbers))
    yield from ((h.label, n) for h in page.headlines for n in (h.cell, *h.numbers))


def assert_one_number(page, where, cell, unit):
    """Text, value, interval, unit and status of a cell are of one number."""
    if cell.text.strip() in ("", MISSING):
        assert (cell.value, cell.low, cell.high, cell.unit, cell.status) == (None, None, None, "", ""), where
        return
    assert cell.value is not None and cell.unit, (where, cell)
    assert cell.low is None or cell.low <= cell.value, (where, cell)
    assert cell.high is None or cell.value <= cell.high, (where, cell)
    assert cell.status in (*STATUSES, "converted"), (where, cell)
    assert (cell.status == "converted") is (unit != "USD" and cell.unit == unit), (where, cell)
    assert (cell.low is None) is (cell.high is None) or any(sign in cell.text for sign in (*"<>", "over")), cell
    assert cell.status != "estimated" or cell.low is cell.high is None, cell
    assert not any(sign in cell.text for sign in "<>") or None in (cell.low, cell.high), cell
    if where not in ("implied", "low", "high"):
        assert_same(cell)


def assert_same(cell):
    """The digits of the text are those of the value, in one scale or another."""
    digits = re.search(r"[-+]?[\d,]*\.?\d+", cell.text)
    if digits is None:
        assert cell.text.strip() == "=" and cell.value == 0
        return
    shown = float(digits[0].replace(",", ""))
    step = 10.0 ** -len(digits[0].partition(".")[2])
    scales = (1,) if cell.unit in COUNTED else SCALES
    width = 0 if cell.low is None or cell.high is None else cell.high - cell.low
    value = abs(cell.value) if "±" in cell.text else cell.value
    steps = {scale: step * 10 ** places_unknown(width / scale, abs(value) / scale) for scale in scales}
    assert any(abs(shown * scale - value) <= each * scale * 0.5001 for scale, each in steps.items()), cell


def test_the_first_page_has_the_headlines_of_the_article(book):
    page = build.build(book, Selection())
    assert [(h.cell.text, h.unit, h.below) for h in page.rows[page.start].headlines] == [
        ("237.22", "million USD", "+15.3% reported"),
        ("88.43", "million USD", "-4.3% reported"),
        ("148.79", "million USD", "surplus reported"),
        ("325.65", "million USD", "+9.3% reported"),
    ]


def test_a_figure_is_told_with_its_source_its_place_and_its_caveat(book):
    page = build.build(book, Selection(frequency="year", period=Period.parse("2023")))
    (words,) = page.rows[page.start].detail_at(1)
    assert "1,170 million USD" in words and "FOB, reported, GDCE" in words
    assert "The Phnom Penh Post, 2024-03-25, paragraph 20" in words
    assert "growth +0.2%" in words


def test_what_was_derived_is_marked_and_shows_its_formula(book):
    page = build.build(book, Selection(frequency="month", period=Period.parse("2024-02")))
    row = page.rows[page.start]
    assert row.texts[1] == "120.34d"
    assert "Formula: exports Jan-Feb 2024 237.22 million dollars - exports Jan 2024 116.88" in row.detail_at(1)[0]


def test_riel_without_a_rate_for_the_year_is_missing_and_said_so(book):
    page = build.build(book, Selection(unit="KHR"))
    newest = page.rows[0]
    assert newest.key == "2026-01" and newest.cells[1].text.strip() == MISSING
    assert any("No KHR rate in the dataset for 2025, 2026" in note for note in page.notes)


def test_riel_are_dollars_at_the_rate_of_the_year_which_is_shown(book):
    from cjtrade_data.derivation import exchange_rates

    page = build.build(book, Selection(unit="KHR"))
    rate = float(exchange_rates.rate(book, "KHR", Period.of_year(2024)).value)
    cell = page.rows[page.start].texts[1]
    shown = float(cell.removesuffix("c").replace(",", ""))
    assert cell.endswith("c") and shown == pytest.approx(237.22e6 * rate / 1e9, abs=0.06)
    assert any("annual average rate" in note and "Nominal" in note for note in page.notes)


def test_the_other_side_stands_beside_in_columns_of_its_own(book):
    page = build.build(book, Selection(frequency="year", period=Period.parse("2016"), mirror=True))
    titles = [c.name for c in page.columns]
    cells = dict(zip(titles, page.rows[page.start].texts, strict=False))
    assert cells["Exp FOB"].strip() == "827.19" and cells["JP CIF"].strip() == "1,223.33"
    assert page.rows[page.start].texts[titles.index("Exp gap")].strip() == "396.14d"
    assert "the gap exceeds that" in page.rows[page.start].detail_at(titles.index("Exp gap"))[0]


def test_japan_is_picked_out_and_the_cursor_starts_there(book):
    page = build.build(book, Selection(tab="partners", period=Period.parse("2016")))
    row = page.rows[page.start]
    assert row.key == "JPN" and row.picked and row.texts[0] == "5"
    assert page.chart.labels[page.chart.highlight] == " 5 Japan"


def test_every_figure_of_the_article_can_be_reached_from_its_sources(book):
    reached = set()
    for source in ("ppp-2024-03-gdce", "ppp-2024-03-nbc", "ppp-2024-03-post"):
        page = build.build(book, Selection(tab="sources", item=source))
        reached |= {c.figure for row in page.rows for c in row.cells}
    assert {f"article-r{n:02d}" for n in range(1, 24)} <= reached


@every_row(
    "selection",
    [
        *(Selection(frequency=frequency, reporter=r) for frequency in ("ytd", "year", "month") for r in ("KHM", "JPN")),
        *(Selection(tab="partners", view=view) for view in VIEWS["partners"]),
        Selection(tab="partners", item="USA"),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_a_period_before_all_opens_the_earliest(book, selection):
    page = build.build(book, selection.with_(period=Period.parse("1950")))
    assert len(page.periods) > 1 and page.period == min(page.periods)
    if page.view != "ranking":
        assert Period.parse(page.rows[page.start].key.split(" ")[0]) == page.period


@every_row(
    "selection",
    [
        Selection(view="x"),
        Selection(tab="people", filter="x"),
        Selection(tab="people", item="x"),
        Selection(tab="sources", item="x"),
        Selection(tab="partners", item="XXX"),
    ],
    ids=lambda s: " ".join(s.options()),
)
def test_what_a_tab_does_not_have_is_refused_in_words(book, selection):
    with pytest.raises(ValueError, match=r"x|X") as caught:
        build.build(book, selection)
    assert len(str(caught.value).splitlines()) == 1


def test_plain_text_has_every_cell_of_the_page_and_no_box_drawing(book):
    from cjtrade_tui.cli.show import as_text

    page = build.build(book, Selection())
    text = as_text(page)
    assert all(cell.strip() in text for row in page.rows for cell in row.texts)
    assert not any(0x2500 <= ord(c) < 0x2900 for c in text)


def test_the_mark_of_a_derived_growth_never_stands_before_the_word_reported(book):
    for frequency in ("ytd", "year", "month"):
        for row in build.build(book, Selection(frequency=frequency)).rows:
            assert not any("%d reported" in h.below for h in row.headlines), row.key
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2019)))
    assert page.rows[page.start].headlines[0].below == "reported, +5.9%d"


def test_a_growth_has_the_same_digits_below_the_table_as_in_it(book):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2019)))
    row = page.rows[page.start]
    assert row.texts[2].strip(" d") == "+5.9%" and "+5.9% on the year" in row.detail_at(1)[0]


def test_years_of_several_compilers_say_whose_they_are_on_a_narrow_terminal(book):
    years, months = (build.build(book, Selection(frequency=f)) for f in ("year", "month"))
    assert [page.columns[-1].rank for page in (years, months)] == [0, 5]


def test_what_is_beside_japan_has_something_of_the_other_in_every_row(book):
    page = build.build(book, Selection("partners", item="VNM"))
    for row in page.rows:
        assert row.texts[2].strip() != MISSING or row.texts[4].strip() != MISSING, row.key


def test_one_source_has_one_row_for_a_period_in_the_table_of_ranks(book):
    page = build.build(book, Selection("partners", view="japan", period=Period.parse("2024-01/2024-02")))
    [row] = [r for r in page.rows if r.texts[0] == "Jan-Aug 2024"]
    assert (row.texts[1].strip(), row.texts[4].strip()) == ("5.3%", "4")
    assert page.rows[page.start].texts[page.column].strip() == "4.01%"


def test_printed_ranks_are_headlines(book):
    total = build.build(book, Selection("partners", period=Period.parse("2024-01/2024-02"))).headlines[2]
    assert total.below == "printed rank 5, 4.01% of trade"
    stock = build.build(book, Selection("investment", view="stock")).headlines
    assert [(h.label, h.cell.text) for h in stock if "rank" in h.label] == [("Stock rank, Japan", "4d")]


@pytest.mark.slow
def test_a_list_of_figures_is_titled_by_what_is_known_of_its_source(book):
    titles = [
        build.build(book, Selection("sources", item=r.key)).title
        for r in build.build(book, Selection("sources")).rows[3:]
    ]
    assert not any("None" in title or "after press" in title for title in titles)


BARS = [
    Selection(frequency="ytd"),
    Selection(frequency="ytd", unit="KHR"),
    Selection(tab="partners"),
    Selection(tab="partners", unit="JPY"),
    Selection(tab="partners", sort="exports", period=Period.parse("2000")),
    *(Selection(tab="investment", view=v) for v in ("investors", "stock", "inflow", "sectors", "aid")),
]


@every_row("selection", BARS, ids=lambda s: " ".join(s.options()))
def test_a_bar_is_labelled_with_the_digits_of_the_cell_of_its_number(book, selection):
    page = build.build(book, selection).complete()
    cells = [cell for row in page.rows for cell in row.cells if cell.value is not None]
    charts = [c for c in (page.chart, *(row.chart for row in page.rows)) if c is not None]
    labelled = 0
    for series in (s for chart in charts for s in chart.series):
        assert len(series.texts) == len(series.values)
        for value, text in zip(series.values, series.texts, strict=True):
            same = {c.text.strip(" !") for c in cells if value is not None and _is_at(value, c.value)}
            if same:
                labelled += 1
                assert text.strip(" !") in same, (value, text, same)
    assert labelled


def _is_at(value, base):
    return any(abs(value * scale - base) <= 1e-9 * abs(base) for scale in SCALES)


def test_what_is_known_to_a_million_is_labelled_to_a_million(book):
    page = build.build(book, Selection(frequency="ytd")).complete()
    row = next(r for r in page.rows if r.cells[0].text == "Jan-Jul 2022")
    before, now = row.chart.series
    assert before.texts[:2] == ("597.72", "381.40") and now.texts[:2] == ("667.93", "469.60")


def test_the_headlines_of_a_partner_say_which_way_its_goods_go(book):
    labels = [h.label for h in build.build(book, Selection(tab="partners")).headlines]
    assert labels == ["Exports to Japan", "Imports from Japan", "Trade with Japan"]


PLAIN = [Selection(tab=tab, view=view) for tab, views in VIEWS.items() for view in views or ("",)]


@pytest.mark.slow
@every_row("selection", [*PLAIN, Selection("partners", item="CHN"), Selection(against="2023-01/2023-02")])
def test_what_show_prints_names_no_key_of_the_app(book, selection):
    text = as_text(build.build(book, selection))
    keys = r"\b(?:Enter|Esc|press [a-z])\b|^[a-z]: |: [a-z]\)|\((?![cde]\))[a-z]\)|[\[\]] \d{4}"
    assert not re.findall(keys, text, re.MULTILINE)


def test_growth_of_a_month_shows_the_months_of_its_own_flow_and_says_where_it_is_missing(book):
    page = build.build(book, Selection(frequency="month", period=Period.parse("2023-03")))
    at = [c.key for c in page.columns].index("imports_growth")
    row = page.rows[page.start]
    assert page.chart_at(row, at).title == page.chart_at(row, at - 1).title != page.chart_at(row, 1).title
    assert row.detail_at(at) == (
        "Imports, Mar 2023: no growth on the year in the dataset, nor a figure of Mar 2022 by GDCE.",
    )


def test_one_row_has_nothing_to_filter(book):
    page = build.build(book, Selection("partners", view="beside"))
    assert "rows" in page.offered and "rows" not in page._replace(rows=page.rows[:1]).offered
