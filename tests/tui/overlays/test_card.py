"""The figure card: every number on every screen has one, and it says what the cell says."""

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.checks.wording import between
from cjtrade_data.lookup.api import card, named
from cjtrade_data.model.reference import is_number
from cjtrade_data.wording.rounding import places_unknown
from cjtrade_tui.overlays.card import FigureCard, card_rows, range_bars
from cjtrade_tui.overlays.tray import TrayScreen
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import MISSING

SIZE = (80, 24)
PAIR = [
    Selection(reporter=r, frequency=f, view=v)
    for r in ("KHM", "JPN")
    for f in ("ytd", "year", "month")
    for v in ("", "gap")
]
RANKED = [
    ("2016", "WITS 2017-11"),
    ("2000", "WITS 2017-11"),
    ("2019", "WITS 2022-11"),
    ("2023", "CEPII"),
    ("2024-01/2024-02", "GDCE"),
]
WORKED_OUT = [
    *PAIR,
    *(Selection(tab="partners", period=Period.parse(p), compiler=e) for p, e in RANKED),
    Selection(tab="partners", view="japan"),
]


def test_a_number_that_others_print_otherwise_has_its_range_beside_theirs(book):
    shown = card("article-r21", book)
    assert len(shown.others) > 0
    lines = ["".join(text for text, _ in row) for row in range_bars(shown, 90)]
    assert lines[0].startswith(" Ranges") and "this one" in lines[0] and "1.5 to 2.5 per cent" in lines[0]
    assert all(len(line) <= 90 for line in lines) and len(lines) > 2


def test_no_range_is_shown_of_an_estimate_nor_of_digits_that_nobody_is_shown(book):
    estimate = next(f.id for f in book.figures_in("partners_baci") if f.partner == "JPN")
    for reference in (estimate, "=share_of_world_exports:KHM:JPN:2023:CEPII"):
        assert card(reference, book).rounding.endswith("whose margin of error is not known"), reference
    for reference in ("wdi-aid-net-2023", "firms-jp-firm-registrations-2024-11"):
        assert card(reference, book).rounding == "", reference
    assert "CEPII" not in "".join(text for row in range_bars(card("article-r20", book), 90) for text, _ in row)


def test_the_code_of_a_period_stands_beside_its_name_where_that_is_another(book):
    for reference, period in (("article-r20", "2023"), ("article-r04", "Jan-Feb 2024 (2024-01/2024-02)")):
        told = ["".join(text for text, _ in row).split() for row in card_rows(card(reference, book), book, "plain", 90)]
        assert ["Period", *period.split()] in told


def test_a_number_that_stands_alone_has_no_bars(book):
    assert range_bars(card("article-r04", book), 90) == []


@pytest.mark.slow
@every_row("selection", WORKED_OUT, ids=lambda s: " ".join(s.options()))
def test_the_card_of_a_number_that_was_worked_out_says_what_its_cell_says(book, selection):
    page = build.build(book, selection)
    references = [(r, i) for r in page.rows for i in range(len(r.texts)) if r.cells[i].figure.startswith("=")]
    assert references
    for row, column in references:
        cell = row.texts[column].strip(" de!<>%±").replace(",", "").replace("=", "0")
        shown = card(row.cells[column].figure, book)
        value = abs(float(shown.quantity.value)) / (1e6 if shown.quantity.unit == "USD" else 1)
        width = float(shown.quantity.interval.width) / (1e6 if shown.quantity.unit == "USD" else 1)
        rounding = 0.5 * 10.0 ** (places_unknown(width, value) or -len(cell.partition(".")[2]))
        assert abs(abs(float(cell)) - value) <= rounding * 1.001, (row.key, page.columns[column].title)
        assert shown.said.text and shown.said.citation


def test_a_derived_row_has_one_interval_on_every_screen(book):
    stamps = [s for key in book.index.keys(of_goods=False) for s in book.index.stamps(*key)]
    derived = [book.figure(s.id) for s in stamps if s.status == "derived"]
    assert len(derived) > 20
    for figure in derived:
        page = build.build(book, Selection(tab="sources", item=figure.source))
        [row] = [r for r in page.rows if r.key == figure.id]
        q = card(figure.id, book).quantity
        shown = float(row.texts[2].strip("d ").replace(",", ""))
        last_digit = 10.0 ** -len(row.texts[2].strip("d ").partition(".")[2])
        assert abs(shown - float(q.value) / figure.multiplier) <= last_digit / 2
        if figure.id == "gdce-exports-2024-02":
            assert row.texts[2] == "120.34d" and "237.22 million dollars - exports Jan 2024 116.88" in row.detail[0]


@every_row("selection", WORKED_OUT, ids=lambda s: " ".join(s.options()))
def test_every_number_of_the_table_has_a_card(book, selection):
    page = build.build(book, selection)
    numbers = [c for c in page.columns if c.right]
    for row in page.rows:
        for i, (column, cell) in enumerate(zip(page.columns, row.texts, strict=True)):
            if column in numbers and cell.strip() not in ("", MISSING):
                assert is_number(row.cells[i].figure), (row.key, column.title, cell)


def test_every_cell_of_a_card_fits_its_width(book):
    for reference in ("article-r04", "=exports_growth:KHM:JPN:2023:GDCE", "=exports_mirror_gap:KHM:JPN:2016:WITS+WITS"):
        for style in ("plain", "bibtex", "ris", "csl"):
            for width in (52, 60, 80, 160):
                for row in card_rows(card(reference, book), book, style, width):
                    assert sum(len(text) for text, _ in row) <= width


@pytest.mark.parametrize("width", [52, 60, 80, 160])
@pytest.mark.parametrize("reference", ["article-r21", "=total_trade:KHM:JPN:2016:WITS"])
def test_a_range_is_told_whole_at_any_width(book, reference, width):
    found = card(reference, book)
    told = " ".join("".join(text for text, _ in row).strip() for row in range_bars(found, width))
    assert between(found.quantity.interval, found.quantity.unit) in " ".join(told.split())


def test_the_contested_growth_of_2023_is_shown_with_everything_against_it(book):
    found = card("=exports_growth:KHM:JPN:2023:GDCE", book)
    assert found.value == "2 per cent"
    assert [round(o.value, 1) for o in found.others] == [0.2, -0.3]
    assert "name whose this is" in found.quoting


def test_a_limit_may_be_quoted_only_as_a_limit(book):
    assert card("article-r08", book).quoting.startswith("Only as a limit")


def test_what_was_worked_out_may_not_be_quoted_as_printed(book):
    found = card("=exports:KHM:JPN:2024-02:GDCE", book)
    assert found.value == "about 120.34 million dollars"
    assert "not as printed (between 120.330 and 120.350 million dollars" in found.quoting


def test_an_estimate_may_be_quoted_only_as_one(book):
    assert card("baci-exports-jpn-2023", book).quoting.startswith("As an estimate")


@every_row(
    "reference",
    """
        nonsense =exports:KHM:JPN:2024-02 =exports:KHM:JPN:1800:GDCE =nothing:KHM:JPN:2023:GDCE
        =exports:KHM:JPN:x:GDCE =exports_rank:KHM:XXX:2023:CEPII source:nowhere statement:0 speaker:nobody
        tray:1
    """.split(),
)
def test_a_reference_to_nothing_is_a_key_error(book, reference):
    with pytest.raises(KeyError):
        named(reference, book)


async def test_enter_on_a_number_lays_its_card_over_the_tab_and_escape_takes_it_away(running, press, screen_text):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("j", "l", "enter")
        await on_top(app, pilot, FigureCard)
        text = "\n".join(screen_text(app))
        assert "Growth of Cambodia's exports to Japan, Jan 2024" in text and "11.8 per cent" in text
        await press(app, pilot, "escape")
        assert len(app.screen_stack) == 1


async def test_enter_on_a_card_leaves_it_open_and_says_what_closes_it(running, press, screen_text):
    async with running(size=SIZE) as (app, pilot):
        await pilot.press("enter")
        await on_top(app, pilot, FigureCard)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FigureCard) and "Esc closes it" in "\n".join(screen_text(app))
        await press(app, pilot, "q")
        assert len(app.screen_stack) == 1 and app.is_running


async def test_c_turns_the_citation_through_its_styles(running, screen_text):
    async with running(size=(100, 40)) as (app, pilot):
        await pilot.press("enter")
        await on_top(app, pilot, FigureCard)
        for words in ("Markdown", "APA", "@misc{article-r04", "TY  - NEWS", "article-newspaper", "Source"):
            await pilot.press("c")
            await pilot.pause()
            assert words in "\n".join(screen_text(app))


async def test_the_card_goes_to_the_view_that_shows_its_number(running, press):
    async with running(Selection(tab="sources", item="ppp-2024-03-gdce"), size=SIZE) as (app, pilot):
        await pilot.press("G", "enter")
        await on_top(app, pilot, FigureCard)
        await press(app, pilot, "o")
        assert app.selection.tab in ("flows", "partners")


async def test_enter_on_the_name_of_a_partner_still_puts_it_beside_japan(running, press):
    async with running(Selection(tab="partners"), size=SIZE) as (app, pilot):
        await press(app, pilot, "g", "j", "h", "h", "h", "enter")
        assert app.selection.item == "CHN"


async def on_top(app, pilot, kind) -> None:
    """Wait until a sheet of a kind lies on top."""
    import asyncio

    for _ in range(1000):
        await pilot.pause()
        if isinstance(app.screen, kind):
            await pilot.pause()
            return
        await asyncio.sleep(0.005)
    raise TimeoutError(f"{app.screen} is no {kind}")


@pytest.mark.parametrize("key", ["question_mark", "i"])
async def test_enter_closes_no_sheet(running, screen_text, key):
    async with running() as (app, pilot):
        await pilot.press(key, "enter")
        assert len(app.screen_stack) == 2 and any("Esc closes it" in line for line in screen_text(app))
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_the_tray_and_the_command_are_a_key_away_from_a_card(running, press, settle):
    async with running(size=SIZE) as (app, pilot):
        await press(app, pilot, "enter")
        assert isinstance(app.screen, FigureCard)
        sent = []
        app.copy_and_pin.copy = lambda text, what, at=None: sent.append(text)
        await pilot.press("Y")
        assert sent == ["cjtrade-tui " + " ".join(app.screen.card.said.opens)]
        await press(app, pilot, "p", "P")
        assert isinstance(app.screen, TrayScreen)
