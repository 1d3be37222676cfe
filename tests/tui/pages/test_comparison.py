"""Two periods, partners or reporters side by side: by key, by command, and never unlike things without a word."""

import json
import re

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.lookup.api import card, named
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.cli import main
from cjtrade_tui.pages import build
from cjtrade_tui.pages.comparison_choices import choices, uncompared


@pytest.fixture
def compare(capfd):
    def run(*words):
        status = main.main(["compare", *words])
        out, err = capfd.readouterr()
        return status, out, err

    return run


@every_row(
    ("words", "cells"),
    [
        ("2022 2023", ["Imports", "774.99!", "623.6", "-151.4d", "-18.5%!"]),
        ("2022 2023 --unit USD", ["Imports", "774.99!", "623.6", "-151.4d", "-18.5%!"]),
        ("2023 2022", ["Imports", "774.99!", "623.6", "-151.4d", "-18.5%!"]),
        ("JPN CHN --period 2023", ["Exports", "1,606.76e", "1,687.88e", "-81.12d", "-4.81%d"]),
        ("KHM JPN --period 2016", ["Cambodia to Japan", "827.19", "1,223.33", "+396.14d", "+47.89%d"]),
        ("KHM JPN --period 2017", ["Cambodia to Japan", "850.18", "1,260d", "+410d", "+48%d"]),
        ("2016 2010 --partner CHN", ["Exports", "65.01", "609.28", "+544.27d", "+837.24%d"]),
        ("2016 2018 --partner JPN", ["Exports", "827.19", "1,076.25", "+249.06d", "+30.11%d"]),
        ("2020 2019 --reporter JPN", ["Japan to Cambodia", "562d!", "484.70!", "-78d", "-13.8%!"]),
    ],
)
def test_the_command_prints_both_sides_and_the_difference(compare, words, cells):
    status, out, err = compare(*words.split(), "--no-ascii")
    rows = [re.split(r"\s{2,}", line.strip())[:5] for line in out.splitlines()]
    assert status == 0 and not err and cells in rows


@every_row(
    ("words", "told"),
    [
        ("2022 2022", "cannot be compared with itself"),
        ("JPN JPN", "name another partner"),
        ("JPN WLD", "no partner of Cambodia"),
        ("2022 Q9X", "nothing to compare with"),
        ("2022 2023 --unit KHR", "a comparison is in dollars"),
        ("JPN USA --period 2023 --unit JPY", "show partners --unit JPY has each amount"),
        ("2022 2023 --period 2021", "two periods are named alone"),
        ("2023 1950", "no figure of 1950 to compare"),
        ("2016 2023 --partner JPN", "WITS 2017-11 has no figure of 2023 to compare, and those of CEPII are other"),
        ("2016 2029 --partner JPN", "no figure of 2029 to compare"),
        ("KHM JPN --period 2023", "the nearest that can be compared is 2022"),
        ("JPN LAO --period 2022", "no figure of Laos"),
        ("JPN CHN --period 2023 --compiler GDCE", "the nearest is CEPII"),
    ],
)
def test_what_cannot_be_compared_is_one_line_and_status_2(compare, words, told):
    status, out, err = compare(*words.split())
    assert status == 2 and not out and told in err and err.count("\n") == 1


def test_unlike_periods_and_reporters_stand_beside_each_other_with_a_word(compare):
    _, out, _ = compare("2024-01/2024-02", "2023", "--no-ascii")
    assert "Not compared: Jan-Feb 2024 is 2 months, 2023 12 months." in out and "%d" not in out
    _, out, _ = compare("KHM", "JPN", "--period", "2016")
    assert "A mirror gap is not a change over time" in out and "Change" not in out
    assert "different families" not in out
    _, out, _ = compare("KHM", "JPN", "--period", "2017")
    assert "WITS and JETRO are of different families: neither has both sides for 2017" in out
    _, out, _ = compare("2024-02", "2024-01")
    assert "the season is in the difference" in out


def test_json_has_the_interval_of_every_difference(compare):
    _, out, _ = compare("2022", "2023", "--json")
    cells = {c["key"]: c for c in json.loads(out)["rows"][0]["cells"]}
    difference = cells["difference"]
    assert (difference["value"], difference["low"], difference["high"]) == (-3e6, -8.5e6, 2.5e6)
    assert (difference["unit"], difference["status"]) == ("USD", "derived")
    assert (cells["percent"]["value"], cells["percent"]["status"]) == (2, "reported"), "the rate that Flows has"


@every_row(
    ("selection", "labels"),
    [
        (Selection("partners", period=Period.of_year(2019), against="USA"), ["Exports", "Imports"]),
        (Selection("partners", reporter="JPN", period=Period.of_year(2019), against="USA"), ["Exports", "Imports"]),
        (Selection(period=Period.of_year(2016), against="JPN"), ["Cambodia to Japan", "Japan to Cambodia"]),
        (Selection(period=Period.of_year(2021), against="2019"), ["Exports", "Imports"]),
        (
            Selection(reporter="JPN", period=Period.of_year(2021), against="2019"),
            ["Cambodia to Japan", "Japan to Cambodia"],
        ),
    ],
)
def test_a_line_is_called_what_both_of_its_sides_are(book, selection, labels):
    page = build.build(book, selection)
    assert [row.cells[0].text for row in page.rows[:2]] == labels
    assert page.chart is None or all(label in page.chart.labels for label in labels)


def test_what_cannot_be_compared_is_not_drawn_side_by_side_either(book):
    asked = Selection(frequency="year", period=Period.of_year(2025), against="2019")
    page = build.build(book, asked)
    assert "Not compared: GDCE and WITS are different statistics." in page.notes and page.chart is None
    assert build.build(book, asked.with_(against="2024")).chart is not None


@every_row("selection", [Selection(), Selection(reporter="JPN", frequency="year"), Selection("partners")], quick=3)
def test_everything_a_row_offers_can_be_shown(book, selection):
    page = build.build(book, selection)
    for row in page.rows[:: max(1, len(page.rows) // 5)]:
        for choice in choices(book, page, selection, row):
            made = build.build(book, choice.selection)
            assert made.rows and made.period == choice.selection.period, choice
            assert Selection.from_options(choice.selection.options()) == choice.selection
            assert choice.kind != "period" or Period.parse(choice.selection.against).months == made.period.months


@every_row(
    ("selection", "key", "offered"),
    [
        (Selection(frequency="year"), "2016", ["2015", "2019", "JPN", "2018", "2017", "2014"]),
        (Selection("partners"), "JPN", ["CHN", "USA", "THA", "VNM", "SGP", "DEU"]),
        (Selection("partners", period=Period.of_months(2023, 1, 7)), "CHN", ["VNM", "THA", "USA", "2025-01/2025-07"]),
        (Selection("partners", period=Period.of_months(2024, 1, 2)), "CHN", ["USA", "JPN"]),
        (Selection("partners"), "WLD", []),
    ],
)
def test_a_row_offers_what_is_like_it_the_likeliest_first(book, selection, key, offered):
    page = build.build(book, selection)
    row = next(row for row in page.rows if row.key == key)
    found = [c.selection.against for c in choices(book, page, selection, row)]
    assert found[: len(offered)] == offered and (len(offered) > 4 or found == offered), found
    assert not {key, "WLD"} & {*found}


@every_row("selection", [Selection(), Selection(frequency="year"), Selection("partners")], quick=3)
def test_what_cannot_be_compared_is_shown_without_a_difference_or_said_to_be_missing(book, selection):
    page = build.build(book, selection)
    for row in (page.rows[0], page.rows[-1]):
        told = list(uncompared(book, page, selection, row, ""))
        assert told and not {c.selection.against for c in told} & {
            c.selection.against for c in choices(book, page, selection, row)
        }
        for choice in told[:: max(1, len(told) // 5)]:
            made = build.build(book, choice.selection)
            apart = next(i for i, c in enumerate(made.columns) if c.key == "difference")
            assert all(r.cells[apart].value is None for r in made.rows), choice
            assert made.rows or f"no figure of {choice.name.partition(':')[0]} to compare" in made.empty, choice


@every_row(
    ("selection", "typed", "said"),
    [
        (Selection(frequency="year", period=Period.of_year(2023)), "2019", "2019: GDCE and WITS are"),
        (Selection(), "2022", "2022: Jan-Feb 2024 is 2 months, 2022 12 months"),
        (Selection("partners"), "2019", "2019: CEPII does not list it"),
        (Selection("partners"), "jan-feb 2024", "Jan-Feb 2024: it is not as long"),
        (Selection(frequency="year", period=Period.of_year(2023)), "1890", ""),
    ],
)
@pytest.mark.slow
async def test_d_says_of_a_period_that_is_typed_why_it_cannot_be_compared(running, until, selection, typed, said):
    async with running(selection, size=(80, 24)) as (app, pilot):
        await pilot.press("d")
        await until(pilot, lambda: app.screen.found.items)
        await pilot.press(*typed)
        await pilot.pause()
        first, *others = app.screen.found.items or [None]
        assert first.name.startswith(said) if said else first is None
        assert all(typed.casefold() in each.name.casefold() for each in others)


@every_row(
    ("selection", "keys", "shown"),
    [
        (Selection(), ["d", "enter"], "Jan-Feb 2024 against Jan-Feb 2023"),
        (Selection("partners"), ["d", *"thailand", "enter"], "Japan and Thailand, 2023"),
        (Selection(frequency="year", period=Period.of_year(2016)), ["d", *"mirror", "enter"], "as Cambodia (WITS) and"),
    ],
    quick=1,
)
async def test_d_compares_and_escape_leads_back_to_the_row(press, settle, screen_text, selection, keys, shown):
    app = Explorer(selection)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        for key in keys:
            await press(app, pilot, key)
        assert shown in "\n".join(screen_text(app)) and app.selection.against
        await pilot.press("enter")
        for _ in range(2000):
            if len(app.screen_stack) > 1:  # the card of the difference
                break
            await pilot.pause(0.01)
        assert len(app.screen_stack) > 1
        await press(app, pilot, "escape")
        await press(app, pilot, "escape")
        assert app.selection.against == app.selection.item == "" and app.page.view != "comparison"
        assert app.page.rows[app.table.row].key in (selection.period.code, "JPN")


@every_row(
    ("selection", "base"),
    [
        (Selection(frequency="year", period=Period.of_year(2025), against="2023"), "Change, % of 2023"),
        (Selection("partners", item="CHN", against="VNM"), "Difference, % of Vietnam"),
        (Selection(frequency="year", period=Period.of_year(2016), against="JPN"), "Mirror gap, % of exporter's"),
    ],
)
def test_a_percentage_says_of_what_it_is(book, selection, base):
    page = build.build(book, selection)
    at = [column.name for column in page.columns].index(base)
    assert (
        base.partition("% of ")[2].removesuffix("'s")
        in card(page.rows[0].cells[at].figure, book).title.partition("in per cent of")[2]
    )


def test_of_estimates_no_difference_is_called_exact(book):
    page = build.build(book, Selection("partners", item="JPN", against="CHN", period=Period.of_year(2023)))
    assert all(row.texts[-1] == "of estimates: how exact is not known" for row in page.rows)


def test_what_is_to_be_known_of_the_figures_is_said_with_their_difference(book):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2024), against="2023"))
    assert "A report of the same data two months before prints a rise of 0.2 per cent" in page.rows[0].detail[0]


def test_a_printed_rate_is_one_number_in_the_table_and_in_a_comparison(book):
    for reporter in ("KHM", "JPN"):
        for frequency in ("year", "ytd", "month"):
            flows = build.build(book, Selection(frequency=frequency, reporter=reporter))
            for row in flows.rows:
                printed = {
                    c.key.removesuffix("_growth"): cell.text.strip()
                    for c, cell in zip(flows.columns, row.cells, strict=True)
                    if c.key.endswith("_growth") and cell.status == "reported"
                }
                if not printed or " " in row.key:
                    continue
                period = Period.parse(row.key)
                side = Selection(frequency=frequency, reporter=reporter, period=period, against=period.year_before.code)
                found = {r.key: r.texts for r in build.build(book, side).rows}
                at = [c.key for c in build.build(book, side).columns].index("percent")
                assert all(found[flow][at].strip() in (rate, "–") for flow, rate in printed.items()), (row.key, printed)


def test_a_change_that_may_be_either_way_has_no_sign_on_any_face(book):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2023), against="2022"))
    at = [c.key for c in page.columns].index("difference")
    assert page.rows[0].texts[at].strip() == "±3d"
    flows = build.build(book, Selection(frequency="year", period=Period.of_year(2023), unit="KHR"))
    row = flows.rows[flows.start]
    at = [c.key for c in flows.columns].index("exports_growth")
    assert "± up or down" in flows.marks and row.texts[at].strip() == "±0%d" and "±0%" in row.headlines[0].below
    assert "about unchanged on 2022" in card(row.cells[at].figure, book, "KHR").said.text


def test_what_is_copied_of_a_comparison_has_the_warnings_of_its_screen(book):
    """That a compiler was inferred, that a level or its growth is printed otherwise; converted growth too."""
    against = Selection(frequency="year", period=Period.of_year(2024), against="2023")
    riel = build.build(book, Selection(frequency="year", period=Period.of_year(2024), unit="KHR"))
    at = [c.key for c in riel.columns].index("exports_growth")
    copied = [(build.build(book, against).rows[0].cells[i].figure, "") for i in (3, 4)][:1]
    copied += [(riel.rows[riel.start].cells[at].figure, "KHR")]
    for reference, unit in copied:
        text = named(reference, book, unit).text
        assert "GDCE is inferred" in text and "printed otherwise elsewhere" in text, text
    later = build.build(book, against.with_(period=Period.of_year(2025))).rows[0].cells[3].figure
    assert "printed otherwise elsewhere" in named(later, book).text
    assert "in part inferred" in build.build(book, against).title
    assert riel.rows[riel.start].cells[-1].text == "GDCE*"


def test_a_comparison_says_that_it_is_in_another_unit_than_the_table_it_was_made_from(book):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2024), against="2023", unit="KHR"))
    assert page.title.startswith("in USD m, not in KHR: ") and page.notes[0].startswith("Compared in dollars")
    assert "why not in KHR: i" in page.caption_of(Selection(unit="KHR", against="2023-01/2023-02"))[0]
