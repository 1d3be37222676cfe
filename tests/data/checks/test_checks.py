"""What a reader may rely on: the article of March 2024 is taken apart correctly, and no contradiction is made up."""

import re
import shutil
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest
from bundled import BOOK
from every_row import every_row
from ran import ran

from cjtrade_data.book.book import Book
from cjtrade_data.book.tables import TABLES
from cjtrade_data.checks import api, compute
from cjtrade_data.checks.check import EDGE, FAILS, HOLDS, VERDICTS, Check
from cjtrade_data.checks.compilation import compilations_of
from cjtrade_data.checks.document_checks import contradictions
from cjtrade_data.checks.inference import Inference
from cjtrade_data.checks.printed_claims import Claim, claims_of
from cjtrade_data.derivation.mirror import expected_ratio, expected_ratio_source
from cjtrade_data.errors import SolverError
from cjtrade_data.model.codes import FIGURE_COLUMNS
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.period import Period


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The tables with no figures but the article's 23."""
    folder = tmp_path_factory.mktemp("article") / "tables"
    shutil.copytree(TABLES, folder)
    for file in (folder / "figures").glob("*.csv"):
        if file.stem != "article_2024_03":
            file.unlink()
    return Book(folder)


def of_months(found: tuple[Check, ...], *codes: str) -> list[Check]:
    return [c for c in found if c.period.code in codes]


def test_everything_the_article_prints_of_january_and_february_reconciles(article: Book) -> None:
    found = of_months(api.all_checks(article), "2024-01/2024-02", "2023-01/2023-02")
    assert {c.verdict for c in found if c.kind not in ("rank", "growth")} == {HOLDS}
    assert {c.kind for c in found} >= {"sum", "growth", "share", "together"}
    assert all(c.verdict != FAILS for c in found)
    told = {id for c in found for id in c.figures}
    assert {f"article-r{n:02}" for n in range(1, 14)} <= told


def test_the_growth_of_exports_by_15_3_per_cent_is_at_the_edge(article: Book) -> None:
    (check,) = (c for c in api.all_checks(article) if c.kind == "growth" and c.verdict == EDGE)
    assert "article-r05" in check.figures
    worked = check.bars[0]
    assert worked.low == pytest.approx(15.3461, abs=1e-4)
    assert worked.high == pytest.approx(15.3566, abs=1e-4)
    assert worked.unit == "per cent"
    assert any("15.346" in line for line in check.arithmetic)


def test_the_growth_rates_of_2023_cannot_all_hold_with_the_levels(article: Book) -> None:
    (contradiction,) = contradictions(*compilations_of(article, "GDCE").values())
    kinds = [{(c.kind, c.measure) for c in claims} for claims in contradiction.sets]
    growths = {("growth", m) for m in ("exports", "imports", "total_trade")}
    levels = {("level", m) for m in ("exports", "imports", "total_trade")}
    assert all(growths <= k for k in kinds)
    assert sorted(sorted(k - growths) for k in kinds) == sorted(sorted(levels - {left_out}) for left_out in levels)
    assert {c.period for claims in contradiction.sets for c in claims} == {Period.of_year(2023)}
    assert api.all_checks(article)[0].verdict == FAILS


def test_without_the_2_per_cent_the_others_pin_export_growth_between_0_04_and_0_37(article: Book) -> None:
    (contradiction,) = contradictions(*compilations_of(article, "GDCE").values())
    pinned = {s.claim.measure: s.pinned for s in contradiction.suspects if s.pinned is not None}
    assert set(pinned) == {"exports", "imports", "total_trade"}
    growth = pinned["exports"]
    assert float(growth.low) == pytest.approx(0.0413, abs=1e-4)
    assert float(growth.high) == pytest.approx(0.3703, abs=1e-4)
    assert isinstance(growth.low, Fraction)


def test_the_other_report_of_the_same_data_prints_0_2_per_cent_which_fits() -> None:
    found = next(f for f in api.findings(BOOK) if f.claim.figure.id == "article-r21")
    assert [c.figure.id for c in found.suspects[0].elsewhere] == ["gdce-exports-2023-01-2023-12"]
    check = next(c for c in api.checks_of(BOOK, "article-r21") if c.kind == "together")
    assert any("+0.2 per cent, which fits" in line for line in check.arithmetic)


def test_each_smallest_conflict_excludes_itself_and_none_of_its_members_can_be_spared(
    article: Book, can_all_hold: Callable[..., bool]
) -> None:
    (contradiction,) = contradictions(*compilations_of(article, "GDCE").values())
    for claims in contradiction.sets:
        assert len(claims) == 5
        assert not can_all_hold(in_2023(claims), lambda _: False)
        for left_out in claims:
            assert can_all_hold(in_2023(c for c in claims if c is not left_out), lambda _: False)


def in_2023(claims: Iterable[Claim]) -> list[tuple[dict[str, Fraction | int], Fraction, Fraction]]:
    """The claims as constraints on exports and imports of 2023 and 2022, written down by hand."""
    parts = {"exports": ("e",), "imports": ("m",), "total_trade": ("e", "m")}
    found = []
    for claim in claims:
        now = {f"{p}23": 1 for p in parts[claim.measure]}
        if claim.kind == "level":
            found.append((now, claim.interval.low, claim.interval.high))
            continue
        for end, sign in ((claim.interval.low, 1), (claim.interval.high, -1)):
            before = {f"{p}22": -sign * (1 + end / 100) for p in parts[claim.measure]}
            found.append(({k: sign * v for k, v in now.items()} | before, Fraction(0), float("inf")))
    return found


@pytest.mark.slow
def test_no_contradiction_is_reported_that_intervals_by_hand_do_not_confirm() -> None:
    failing = [c for c in api.all_checks(BOOK) if c.verdict == FAILS and c.kind not in ("together", "network")]
    assert len(failing) > 10
    for check in failing:
        worked, printed = check.bars[0], check.bars[-1]
        low = float("-inf") if worked.low is None else worked.low
        high = float("inf") if worked.high is None else worked.high
        assert printed.low is not None
        assert printed.high is not None
        assert high < printed.low or printed.high < low, check.title


@every_row("number", range(1, 24))
def test_every_number_of_the_article_has_its_checks(article: Book, number: int) -> None:
    found = api.checks_of(article, f"article-r{number:02}")
    assert found
    for check in found:
        assert check.verdict in VERDICTS
        assert check.arithmetic
        assert check.note or check.kind == "rank"


def test_contradictions_come_first_and_ids_are_unique() -> None:
    found = api.all_checks(BOOK)
    order = [VERDICTS.index(c.verdict) for c in found]
    assert order == sorted(order)
    assert len({c.id for c in found}) == len(found)
    assert found[0].partner == "JPN"


def test_every_figure_a_check_names_is_in_the_tables() -> None:
    for check in api.all_checks(BOOK):
        for id in check.figures:
            assert isinstance(BOOK.figure(id), Figure)


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(KeyError):
        api.checks_of(BOOK, "no-such-figure")


def test_checks_never_mix_compilers_or_reporters() -> None:
    for check in api.all_checks(BOOK):
        figures = [BOOK.figure(id) for id in check.figures]
        assert {f.reporter for f in figures} == {check.reporter}
        assert {f.compiler for f in figures} == {check.compiler}
        assert len({f.basis for f in figures}) == 1, check.title


def test_figures_of_different_vintages_of_a_database_are_never_held_against_each_other() -> None:
    for check in api.all_checks(BOOK):
        vintages = {BOOK.sources[BOOK.figure(id).source].vintage for id in check.figures}
        assert len(vintages) == 1


def test_a_fall_between_first_print_and_revision_is_shown_with_its_dates() -> None:
    found = {r.before.id: r for r in api.revisions(BOOK)}
    first = found["jetro-imports-2020-01-2020-12-first-print"]
    assert (first.since, first.until) == ("2021-02", "2022-02-03")
    assert float(first.change.low) == pytest.approx(1.705e6, abs=1)
    assert float(first.change.high) == pytest.approx(2.715e6, abs=1)
    hkg = found["wits-khm-exports-hkg-2009"]
    assert (hkg.since, hkg.until) == ("2017-11", "2022-11")


def test_revisions_of_the_pair_come_first_and_of_each_the_largest() -> None:
    found = [(r.after.partner in ("KHM", "JPN"), abs(r.percent.centre)) for r in api.revisions(BOOK)]
    assert found == sorted(found, reverse=True) and {of_pair for of_pair, _ in found} == {True, False}


def test_rows_that_a_bulk_file_has_incomplete_are_no_revisions() -> None:
    assert not [r.before.id for r in api.revisions(BOOK) if r.before.partner in ("SGP", "THA")]


def test_mirror_data_give_gap_ratio_and_whether_freight_explains_it() -> None:
    found = {(m.flow, m.period.code): m for m in api.mirror_checks(BOOK)}
    sold = found["exports", "2016"]
    assert float(sold.gap.value) == pytest.approx(1_223.33e6 - 827.19e6, rel=1e-4)
    assert float(sold.ratio.value) == pytest.approx(1_223.33 / 827.19, rel=1e-4)
    assert not sold.in_band
    assert found["imports", "2014"].in_band
    years = {m.period.year for m in found.values() if {m.sold.compiler, m.bought.compiler} == {"WITS"}}
    assert years == {*range(1962, 1973), *range(2000, 2017)}


def test_the_cif_margin_is_stated_with_its_source() -> None:
    assert (float(expected_ratio().low), float(expected_ratio().high)) == (1.0, 1.12)
    assert re.search(r"^1\.00 to 1\.12: IMF.*1\.06.*FAO.*1\.12", expected_ratio_source())


def test_only_the_solver_imports_highs_and_only_when_it_is_needed() -> None:
    folder = Path(api.__file__).parents[1]
    users = [
        p.name for p in folder.rglob("*.py") if re.search(r"^\s*(import|from) highspy", p.read_text("utf-8"), re.M)
    ]
    assert users == ["solver.py"]
    probe = (
        "import sys; from cjtrade_data.checks import api as checks; from cjtrade_data.book.book import Book;"
        "found = checks.checks_of(Book(), 'nbc-fdi-stock-share-chn-2023-12');"
        "assert found; print([m for m in ('highspy', 'numpy', 'polars') if m in sys.modules])"
    )
    done = ran([sys.executable, "-c", probe], check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_the_solver_prints_nothing_of_its_own() -> None:
    probe = (
        "from cjtrade_data.checks import compute; from cjtrade_data.book.book import Book;"
        "compute.checks(Book(), 'GDCE'); import sys; assert 'highspy' in sys.modules"
    )
    done = ran([sys.executable, "-c", probe], check=True)
    assert done.stdout == done.stderr == ""


def test_figures_nobody_printed_come_with_bounds_and_chains_the_shortest_first() -> None:
    found = {
        (i.unknown.measure, i.unknown.period.code): i
        for i in api.pinned(BOOK, "GDCE")
        if i.unknown.line.partner == "JPN"
    }
    year = found["imports", "2024"]
    assert float(year.ways[0].interval.low) == pytest.approx(955.5e6 / 1.275)
    assert float(year.ways[0].interval.high) == pytest.approx(956.5e6 / 1.265)
    assert set(year.ways[0].figures) == {"gdce-imports-2025-01-2025-12"}
    assert set(year.figures) == set(year.ways[-1].figures) >= {"gdce-imports-2025-01-2025-12"}
    month = found["imports", "2023-05"]
    assert sorted(month.ways[0].figures) == [
        "gdce-imports-2023-01-2023-04",
        "gdce-imports-2023-01-2023-06",
        "gdce-imports-2023-06",
    ]
    for low, high in ((315.2645 - 201.5065 - 58.1925, 315.2655 - 201.5055 - 58.1915),):
        assert float(month.ways[0].interval.low) == pytest.approx(low * 1e6)
        assert float(month.ways[0].interval.high) == pytest.approx(high * 1e6)
    assert ("exports", "2024-02") in found


@pytest.mark.slow
def test_what_a_figure_follows_from_does_not_depend_on_what_was_asked_before() -> None:
    listed = compute.pinned(BOOK, "GDCE")
    inferences = [Inference(r) for r in compute.resolutions(BOOK, "GDCE")]
    for found in reversed(listed):
        (again,) = filter(None, (i.of(found.unknown) for i in inferences if found.unknown in i.resolution.part_of))
        assert again.ways == found.ways


def test_checks_near_a_period_are_made_without_the_solver_where_a_page_holds() -> None:
    probe = (
        "import sys; from cjtrade_data.checks.compute import checks_near; from cjtrade_data.book.book import Book;"
        "from cjtrade_data.model.period import Period;"
        "found = list(checks_near(Book(), 'KHM', 'JPN', 'GDCE', Period.parse('2024-01/2024-02')));"
        "assert any(c.kind == 'together' for c in found); print('highspy' in sys.modules)"
    )
    done = ran([sys.executable, "-c", probe], check=True)
    assert done.stdout.strip() == "False"


def test_checks_near_a_period_are_those_of_all_checks_in_it() -> None:
    for code in ("2024-01/2024-02", "2023", "2022"):
        period = Period.parse(code)
        near = compute.checks_near(BOOK, "KHM", "JPN", "GDCE", period)
        own = {c for c in near if (c.partner, c.period) == ("JPN", period)}
        listed = set(api.checks_in(BOOK, "KHM", "JPN", "GDCE", period))
        assert listed and {c for c in own ^ listed if c.kind in ("sum", "growth", "share", "twice")} == set()


@pytest.mark.slow
def test_what_is_read_of_the_bundled_tables_is_what_is_worked_out_of_them() -> None:
    fresh = Book()
    fresh.has_results = False
    for read, worked in zip(api.all_checks(BOOK), api.all_checks(fresh), strict=True):
        assert read == worked and read.spell() == worked.spell()
    for found, made in zip(api.findings(BOOK), api.findings(fresh), strict=True):
        assert (found.kind, found.checks, found.figures) == (made.kind, made.checks, made.figures)
        assert found.lines(BOOK.sources) == made.lines(fresh.sources)
    assert api.revisions(BOOK) == api.revisions(fresh)


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> Book:
    """The tables with a figure included that Cambodia's customs are said to print, and no solver installed."""
    book = Book()
    row = dict(zip(FIGURE_COLUMNS, book.index.row("article-r19"), strict=True))
    book.include([{**row, "id": "own"}])
    monkeypatch.setitem(sys.modules, "highspy", None)
    return book


def test_without_the_solver_checks_of_imported_figures_say_what_to_install(imported: Book) -> None:
    for ask in (api.all_checks, api.pinned, lambda book: api.checks_of(book, "own")):
        with pytest.raises(SolverError, match=r"pip install 'cjtrade-tui\[solver\]'"):
            ask(imported)


def test_without_the_solver_what_other_compilers_printed_is_checked_as_ever(imported: Book) -> None:
    assert api.checks_of(imported, "article-r15") == api.checks_of(BOOK, "article-r15")
    assert api.pinned(imported, "JETRO") == api.pinned(BOOK, "JETRO")


@pytest.mark.slow
def test_asked_by_several_threads_at_once_it_says_what_it_says_to_one() -> None:
    whole, several = Book(), Book()
    questions = (compute.checks, compute.findings, compute.pinned)
    with ThreadPoolExecutor(3) as threads:
        found = [threads.submit(ask, several, "GDCE") for ask in questions]
        assert [f.result() for f in found] == [ask(whole, "GDCE") for ask in questions]


def test_a_good_has_its_share_in_the_trade_with_the_partner_not_with_the_world() -> None:
    share = "jetro-share-of-imports-garments-2022-01-2022-06"
    [claim] = claims_of([BOOK.figure(share)], BOOK.sources)
    assert claim.against is not None and claim.against.line.partner == "KHM" and not claim.against.line.product


def test_a_rate_on_the_month_is_held_against_the_month_before_it() -> None:
    [claim] = claims_of([BOOK.figure("gdce-total-trade-growth-on-month-2022-12")], BOOK.sources)
    assert claim.against is not None and claim.against.period == Period.parse("2022-11")
    checks = api.checks_of(BOOK, claim.figure.id)
    [own] = [c for c in checks if c.kind == "growth"]
    assert own.verdict == HOLDS and own.title == "growth of total trade on the month, Dec 2022"
    assert {"gdce-total-trade-2022-12", "gdce-total-trade-2022-11"} < set(own.figures)
