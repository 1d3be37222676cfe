"""The Checks tab: contradictions first, their arithmetic and picture, the way to the figures and back, a pasted text."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from every_row import every_row
from textual import events
from textual.widgets import Input

from cjtrade_data import Selection
from cjtrade_data.checks.api import findings
from cjtrade_data.checks.api import pinned as all_pinned
from cjtrade_data.checks.check import FAILS, HOLDS, KINDS, counted
from cjtrade_data.errors import SolverError
from cjtrade_data.lookup.context import bundled
from cjtrade_data.model.codes import spelled
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.cli import show
from cjtrade_tui.overlays.card import FigureCard
from cjtrade_tui.overlays.claim_check import ClaimCheck
from cjtrade_tui.pages import build
from cjtrade_tui.widgets.figure_table import FigureTable

CHECKS = Selection(tab="checks", view="identities")
ARTICLE = (Path(__file__).parents[2] / "data" / "claims" / "articles" / "agency.txt").read_text("utf-8")
SIZES = [(60, 16), (80, 24), (100, 30), (160, 45)]


@pytest.fixture
def paste(until):
    """What a terminal in bracketed paste mode sends."""

    async def send(app, pilot, text):
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ClaimCheck))
        app.screen.query_one(Input).post_message(events.Paste(text))
        await until(pilot, lambda: app.screen.verdicts.report is not None and app.screen.settled)

    return send


@pytest.mark.parametrize("view", VIEWS["checks"])
def test_every_view_is_narrowed_to_a_year(book, view):
    page = build.build(book, Selection(tab="checks", view=view))
    years = [kept for kept in page.filters if page.filter_names[kept].kind == "year"]
    assert years == sorted(years, reverse=True)
    at = [c.key for c in page.columns].index("period")
    for year in years[:3]:
        rows = build.build(book, Selection(tab="checks", view=view, filter=year)).rows
        assert rows and (view == "findings" or all(row.texts[at].endswith(year) for row in rows))


def test_what_is_wrong_with_a_year_is_what_keeps_its_figures_from_adding_up(book):
    """The imports of 2022 that a later page revised are what the growth of imports printed for 2023 stands on."""
    page = build.build(book, Selection(tab="checks", filter="2023"))
    assert page.title == "2 findings, USD, worst first; 2023"
    assert [(row.texts[0], row.texts[1]) for row in page.rows] == [("Growth of exports", "2023"), ("Imports", "2022")]
    names = [page.filter_names[kind].name for kind in ("page", "publications", "rounding")]
    assert names == ["a page contradicts itself", "publications differ", "the last digit"]


def test_the_identities_open_on_what_contradicts_and_on_what_is_at_the_edge(book):
    page = build.build(book, CHECKS)
    verdicts = [row.texts[0] for row in page.rows]
    assert verdicts == sorted(verdicts, key=[FAILS, "borderline"].index)
    assert {FAILS, "borderline"} == set(verdicts)
    (edge,) = [r for r in page.rows if r.key.startswith("growth:article-r05:")]
    assert edge.texts[0] == "borderline" and any("15.346" in line for line in edge.complete().detail)


def test_it_opens_on_findings_worst_first_with_what_the_others_allow(book):
    rows = build.build(book, Selection(tab="checks")).rows
    first = rows[0]
    assert first.cells[0].figure == "article-r21" and first.texts[2:5] == (
        "+2%",
        "0.041 to 0.371%",
        "ten times too large",
    )
    assert "prints +0.2 per cent" in first.detail[0]


def test_rounding_of_the_last_digit_comes_last(book):
    page = build.build(book, Selection(tab="checks"))
    rounding = build.build(book, Selection(tab="checks", filter="rounding")).rows
    assert f"{len(rounding)} are rounding" in page.title
    assert [r.key for r in page.rows[-len(rounding) :]] == [r.key for r in rounding]
    assert len(page.rows) == len(findings(book))


@pytest.mark.parametrize(("kept", "apart"), [(FAILS, True), (HOLDS, False)])
def test_in_the_picture_ranges_that_cannot_both_hold_do_not_touch(book, kept, apart):
    rows = [r for r in build.build(book, CHECKS.with_(filter=kept)).rows if r.texts[6] in ("sum", "growth")]
    charts = [chart for row in rows[:20] if (chart := row.complete().chart) is not None]
    assert len(charts) >= 5
    for chart in charts:
        lows, highs = [s.low for s in chart.spans], [s.high for s in chart.spans]
        assert (max(lows) > min(highs)) is apart, chart.title


def test_each_filter_keeps_what_it_says_and_together_they_keep_all(book):
    page = build.build(book, CHECKS)
    kept = {f: len(build.build(book, CHECKS.with_(filter=f)).rows) for f in page.filters if f}
    verdicts, kinds = list(kept.values())[:4], [n for f, n in kept.items() if f in KINDS]
    years = [n for f, n in kept.items() if page.filter_names[f].kind == "year"]
    total = int(re.match(r"[\d,]+", page.title)[0].replace(",", ""))
    assert sum(verdicts) == sum(kinds) == sum(years) == total > 900


@every_row(
    ("count", "verdict", "said"),
    [
        (1, FAILS, "1 does not reconcile"),
        (25, FAILS, "25 do not reconcile"),
        (1, HOLDS, "1 reconciles"),
        (1898, HOLDS, "1,898 reconcile"),
        (2, "borderline", "2 borderline"),
    ],
)
def test_verdicts_are_counted_in_english(book, count, verdict, said):
    assert counted(count, verdict) == said
    title = build.build(book, CHECKS.with_(filter=verdict)).title
    assert re.search(r"; [\d,]+ (do not reconcile|reconcile|borderline)$", title), title


async def test_what_the_claim_box_says_of_one_number_is_gone_on_the_next(running, screen_text, paste):
    async with running() as (app, pilot):
        await paste(
            app, pilot, "Exports of Peru to Chad were 7 million dollars in 1950. Exports to Japan were 9 in 2023."
        )
        for key in ("down", "up"):
            app.screen.say("The book has no figure to open here")
            await pilot.press(key)
            await pilot.pause()
            assert "The book has no figure" not in screen_text(app)[-1]


@every_row("view", ["findings", "pinned", "mirror", "revisions", ""])
async def test_the_titles_and_what_is_printed_with_its_likely_cause_fit_on_80_columns(running, screen_text, view):
    async with running(CHECKS.with_(view=view)) as (app, _):
        lines = screen_text(app)
        assert app.page.title in lines[0]
        for row in app.page.rows[:7] if view == "findings" else ():
            assert any(row.texts[2] in line and row.texts[4] in line for line in lines), row.texts


def test_a_check_is_spelled_out_only_when_it_is_looked_at(book, monkeypatch):
    page = build.build(book, CHECKS.with_(filter=HOLDS))
    assert len(page.rows) > 500 and not any(row.detail or row.chart for row in page.rows)
    assert len(page.rows[300].complete().detail) >= 3


def test_what_nobody_printed_names_the_figures_it_follows_from(book):
    for row in build.build(book, CHECKS.with_(view="pinned")).rows[:40]:
        low, high = (float(row.texts[i].replace(",", "")) for i in (2, 3))
        assert low <= high and "not published" in row.detail[0]
        assert all(book.figure(id) for id in row.item.split("+"))


def test_the_bounds_of_what_nobody_printed_are_rounded_outward(book):
    shown = [
        row
        for kept in ("", "Japan's figures", "third countries")
        for row in build.build(book, CHECKS.with_(view="pinned", filter=kept)).rows
    ]
    exact = {
        (
            i.unknown.period.label,
            i.unknown.line.partner,
            i.unknown.line.compiler,
            i.unknown.line.product,
            spelled(i.unknown.measure),
            i.figures,
        ): i.interval
        for i in all_pinned(bundled())
    }
    assert len(shown) == len(exact)
    for row in shown:
        (interval,) = [
            e for key, e in exact.items() if (key[0], key[4]) == row.texts[:2] and "+".join(key[5]) == row.item
        ]
        low, high = (Fraction(row.texts[i].replace(",", "")) * 10**6 for i in (2, 3))
        assert low <= interval.low <= interval.high <= high, row.texts
        assert interval.low - low < 10**4 and high - interval.high < 10**4


def test_what_nobody_printed_follows_from_the_chain_that_gives_the_range_shown(book):
    (row,) = [
        r for r in build.build(book, CHECKS.with_(view="pinned")).rows if r.texts[:2] == ("Feb-Apr 2025", "imports")
    ]
    assert row.texts[7].startswith("6 figures together (") and len(row.item.split("+")) == int(row.texts[6]) == 4
    assert row.texts[7] in row.detail[1] and any(": 1 figure (" in line for line in row.detail[2:])


def test_mirror_data_outside_the_band_of_freight_is_told_from_what_freight_explains(book):
    for kept, inside in (("outside the band", False), ("inside the band", True)):
        rows = build.build(book, CHECKS.with_(view="mirror", filter=kept)).rows
        assert rows and all((row.texts[6] == "yes") is inside for row in rows)
        assert all((0.995 <= float(row.texts[5].rstrip("d")) <= 1.125) is inside for row in rows)


def test_a_revision_has_both_prints_and_what_changed(book):
    (row,) = [r for r in build.build(book, CHECKS.with_(view="revisions")).rows if "exports, Japan" in r.texts[1]]
    assert [text.strip() for text in row.texts[2:4]] == ["484.699!", "484.703"] and row.texts[4].startswith("+0.001")
    assert tuple(c.figure for c in row.cells[2:4]) == (
        "jetro-exports-2020-01-2020-12-first-print",
        "jetro-exports-2020-01-2020-12",
    )


@pytest.mark.parametrize("item", ["figure:no-such", "sum:no-such", "no-such+article-r01"])
def test_a_check_or_figure_that_is_not_there_is_refused_in_one_line(book, item):
    with pytest.raises(ValueError, match=r"is no (check|figure) in the dataset"):
        build.build(book, CHECKS.with_(item=item))


def test_show_prints_the_same_as_text_and_as_json(book):
    page = build.build(book, CHECKS)
    text, document = show.as_text(page), show.as_json(page, book)
    assert page.title in text and all(line in text for line in page.rows[0].complete().detail)
    assert len(json.loads(document)["rows"]) == len(page.rows) and "no number is in both" in document


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_verdict_arithmetic_and_picture_are_on_every_size_that_has_room(running, press, screen_text, size):
    async with running(CHECKS, size=size) as (app, pilot):
        await press(app, pilot, "j", "j", "j")
        lines = screen_text(app)
    assert any(FAILS in line and "growth of exports" in line for line in lines)
    assert any("1.17 billion USD is 1,165 to 1,175" in line for line in lines)
    assert (any("░░" in line for line in lines) and any("██" in line for line in lines)) is (size[1] >= 24)
    assert ("7 Sources" if size[0] >= 80 else "7 Sourc") in lines[1] and "quit" in lines[-1]


async def test_enter_leads_to_the_figures_their_card_and_from_there_back_to_the_checks(
    running, press, settle, screen_text, until
):
    async with running(CHECKS.with_(filter="growth"), size=(100, 30)) as (app, pilot):
        check = app.query_one(FigureTable).current
        await press(app, pilot, "enter")
        assert app.selection.item == check.key
        figure = app.query_one(FigureTable).current.key
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FigureCard) and app.screen.settled)
        assert any(check.key == tried.id for tried in app.screen.checks)
        await pilot.press("x")
        await until(pilot, lambda: app.selection.item == f"figure:{figure}")
        await settle(app, pilot)
        assert check.key in [row.key for row in app.query_one(FigureTable).rows]
        await press(app, pilot, "escape")
        assert app.selection.item == check.key
        await press(app, pilot, "escape")
        assert app.selection.item == ""


async def test_a_whole_article_pasted_gets_a_verdict_on_each_number(running, screen_text, until, paste):
    async with running() as (app, pilot):
        await paste(app, pilot, ARTICLE.replace("15.3", "51.3").replace("\n\n", "\r\n\r\n"))
        lines = screen_text(app)
        assert any(line.lstrip().startswith("┌─ 23 numbers: 21 agree, 1 disagrees, 1 is disputed. ─") for line in lines)
        await pilot.press("ctrl+d")
        await pilot.pause()
        lines = screen_text(app)
        assert any("x disagrees" in line and "51.3 percent" in line for line in lines)
        assert any("36.0 percentage points too high" in line for line in lines)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FigureCard))
        assert app.screen.card.figure.id == "article-r05"


@pytest.mark.slow
async def test_a_typed_sentence_is_checked_as_it_is_typed_and_a_paste_can_be_typed_over(
    running, screen_text, until, paste
):
    async with running() as (app, pilot):
        await paste(app, pilot, ARTICLE)
        line = app.screen.query_one(Input)
        line.value = ""
        await pilot.press(*"exports to japan in 2023 were $3 bn")
        await until(pilot, lambda: app.screen.settled)
        (claim,) = app.screen.verdicts.report.claims
        assert claim.verdict == "disagrees" and claim.words == "$3 bn"


@pytest.mark.slow
async def test_the_choice_in_a_long_article_stays_in_sight_on_the_smallest_terminal(running, screen_text, paste):
    async with running(size=(60, 16)) as (app, pilot):
        await paste(app, pilot, ARTICLE)
        for _ in range(30):
            await pilot.press("down")
            await pilot.pause()
            chosen = app.screen.verdicts.chosen
            assert any("▸" in line and chosen.words[:12] in line for line in screen_text(app))
        assert chosen is app.screen.verdicts.report.claims[-1]


async def test_hostile_text_in_a_paste_reaches_the_screen_without_what_a_terminal_obeys(running, screen_text, paste):
    async with running() as (app, pilot):
        await paste(
            app, pilot, "\x1b]0;owned\x07[@click=app.quit]Exports[/] \u202ein 2023 were $1.17 billion\x00\n" * 40
        )
        text = "\n".join(screen_text(app))
        assert "agrees" in text and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_a_picture_of_several_suspects_has_an_axis_on_which_each_pair_can_be_told_apart(book):
    rows = [r for r in build.build(book, CHECKS).rows if r.texts[6] in ("together", "network")]
    charts = [chart for row in rows if (chart := row.complete().chart) is not None]
    assert len(charts) >= 4
    for chart in charts:
        ends = [e for s in chart.spans for e in (s.low, s.high) if e is not None]
        for k in range(0, len(chart.spans) - 1, 2):
            pair = [e for s in chart.spans[k : k + 2] for e in (s.low, s.high) if e is not None]
            assert max(ends) - min(ends) <= 20 * (max(pair) - min(pair)), chart.title


async def test_a_card_whose_checks_need_a_solver_that_is_missing_says_what_to_install(
    running, screen_text, monkeypatch, until
):
    def missing(*_, **__):
        raise SolverError

    monkeypatch.setattr("cjtrade_data.checks.api.checks_of", missing)
    async with running(CHECKS.with_(item="article-r19"), size=(160, 60)) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FigureCard) and app.screen.settled)
        await pilot.pause()
        left, _, width, _ = app.screen.sheet.region
        framed = " ".join(" ".join(line[left + 1 : left + width - 1] for line in screen_text(app)).split())
        assert "pip install 'cjtrade-tui[solver]'" in framed


async def test_a_question_that_needs_a_solver_that_is_missing_says_what_to_install(
    running, screen_text, monkeypatch, until
):
    def missing(*_, **__):
        raise SolverError

    monkeypatch.setattr("cjtrade_tui.overlays.lookup.ask", missing)
    async with running(CHECKS, size=(160, 60)) as (app, pilot):
        await pilot.press("slash", "a")
        await until(pilot, lambda: any("pip install" in line for line in screen_text(app)))


@pytest.mark.parametrize("by", ["keys", "paste"])
async def test_the_text_that_was_checked_is_kept_and_the_next_sentence_takes_its_place(running, until, paste, by):
    async with running(CHECKS, size=(100, 30)) as (app, pilot):
        await paste(app, pilot, "Exports were 237.22 million in Jan-Feb 2024")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ClaimCheck))
        if by == "paste":
            await paste(app, pilot, "up 15.3")
        else:
            await pilot.press("c")
            await until(pilot, lambda: isinstance(app.screen, ClaimCheck) and app.screen.asked)
            await pilot.press("end", "0", "home", *"up ")
            assert app.screen.asked == "up Exports were 237.22 million in Jan-Feb 20240"
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, ClaimCheck))
            await pilot.press("c")
            await until(pilot, lambda: isinstance(app.screen, ClaimCheck) and app.screen.query_one(Input).selected_text)
            await pilot.press(*"up 15.3")
        await until(pilot, lambda: app.screen.asked == "up 15.3")


@pytest.mark.parametrize("view", ["mirror", "revisions"])
def test_a_print_has_no_digit_more_than_its_source_gives_it(book, view):
    seen = 0
    for row in build.build(book, CHECKS.with_(view=view)).rows:
        for cell in (c for c in row.cells if c.figure and not c.figure.startswith("=")):
            figure = book.figure(cell.figure)
            digits = max(0, figure.decimals - {"million": 0, "billion": 3, "thousand": -3, "one": -6}[figure.scale])
            assert len(cell.bare.partition(".")[2]) <= digits, (row.key, cell.text)
            seen += 1
    assert seen


def test_the_title_of_mirror_data_counts_what_is_listed(book):
    page = build.build(book, CHECKS.with_(view="mirror", filter="2022"))
    at = [column.key for column in page.columns].index("within_margin")
    outside = sum(row.texts[at] != "yes" for row in page.rows)
    assert page.title.startswith(f"mirror data of 2022, USD m: {outside} of {len(page.rows)} ratios outside")


@pytest.mark.parametrize("view", VIEWS["checks"])
def test_the_title_says_whose_figures_the_line_under_the_cursor_is_about(book, view):
    page = build.build(book, Selection(tab="checks", view=view))
    at = [c.key for c in page.columns].index("compiler")
    for row in (page.rows[0], page.rows[-1]):
        assert page.title_at(row, 0).endswith(f", {row.texts[at]}")
