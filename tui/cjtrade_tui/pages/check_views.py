"""The views of Checks but for the identities: findings, what nobody printed but is pinned down, mirror data, revisions."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import ceil, floor, inf

from cjtrade_data.book.book import Book
from cjtrade_data.checks.api import all_checks, mirror_checks
from cjtrade_data.checks.api import findings as all_findings
from cjtrade_data.checks.api import pinned as all_pinned
from cjtrade_data.checks.api import revisions as all_revisions
from cjtrade_data.checks.arithmetic import bar
from cjtrade_data.checks.check import Bar
from cjtrade_data.checks.evidence import Inferred, Suspect
from cjtrade_data.checks.findings import EDITIONS, KINDS_OF_FINDING, ROUNDING, Finding
from cjtrade_data.checks.printed_claims import Claim
from cjtrade_data.checks.wording import about, between, claimed, page, printed, rounded_outward
from cjtrade_data.derivation.mirror import Mirror, expected_ratio, expected_ratio_source
from cjtrade_data.derivation.pair import shown_level
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.revisions import Revision
from cjtrade_data.model.codes import spelled
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.interval import Interval
from cjtrade_data.wording.mirror_gaps import explained
from cjtrade_data.wording.rounding import plain_number
from cjtrade_data.wording.sentences import capital, country, note_sentence, spoken
from cjtrade_tui.pages.cell import MISSING, Cell, CellNumber, count, day_cell, period_cell, written
from cjtrade_tui.pages.checks import filters_of, picture
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import choose
from cjtrade_tui.pages.figure_rows import shown_figure
from cjtrade_tui.pages.number_format import number, percent
from cjtrade_tui.pages.numbers import reference
from cjtrade_tui.pages.page import Page, Row

_MILLION = 10**6
_OUTSIDE, _INSIDE = "outside the band", "inside the band"


def findings(book: Book, only: str) -> Page:
    """What explains the checks that fail, worst first and last digits last. A finding is of its own year and of those whose figures it keeps from adding up."""
    every = all_findings(book)
    ends = {check.id: check.period for check in all_checks(book)}
    years = {f.id: {str(p.year) for p in (f.claim.period, *(ends[id] for id in f.checks))} for f in every}
    filters = filters_of(tuple(KINDS_OF_FINDING), ends.values())
    filters = {k: v for k, v in filters.items() if v.kind != "year" or any(k in own for own in years.values())}
    choose(only, tuple(filters), "kind of finding or year")
    shown = [f for f in every if not only or only in (f.kind, *years[f.id])]
    words = KINDS_OF_FINDING.get(only, only) if only else f"{sum(f.kind == ROUNDING for f in every)} are rounding"
    title = f"{len(shown)} finding{'s' * (len(shown) != 1)}, USD, worst first; {words}"
    return page_of("findings", (_finding(book, f) for f in shown), title, filters)


def _finding(book: Book, found: Finding) -> Row:
    suspect, claim = found.suspects[0], found.claim
    what = about(claim).replace(f", {claim.period.label}", "", 1)
    return Row(
        key=f"{found.id}:{claim.kind}",
        cells=(
            Cell(capital(what), figure=claim.figure.id),
            period_cell(claim.period),
            _claimed(book, claim),
            _claimed(book, suspect.elsewhere[-1])
            if found.kind == EDITIONS and suspect.elsewhere
            else _range(suspect.pinned, claim),
            Cell(found.cause or "not clear"),
            Cell(claim.figure.compiler),
        ),
        subject=claim.figure.id,
        item="+".join(found.figures),
        detail=(found.says(book.sources), *(f"Or: {line}." for line in found.lines(book.sources)[1:])),
        chart=picture(about(claim), claim.figure.compiler, _finding_bars(suspect)),
    )


def _finding_bars(suspect: Suspect) -> Iterator[Bar]:
    claim = suspect.claim
    yield bar("as printed", claim.interval, claim.unit, "now")
    if suspect.pinned is not None:
        yield bar("implied by the others", suspect.pinned, claim.unit, "before")
    for other in suspect.elsewhere:
        yield bar("printed elsewhere", other.interval, claim.unit, "other")


def _claimed(book: Book, claim: Claim) -> Cell:
    """A claim as its figure prints it: a level, or the growth beside one."""
    figure = claim.figure
    beside, told = claim.is_beside, shown_figure(book, figure)
    known = told.growth if beside else told.quantity
    short = claimed(claim).replace(" per cent", "%").replace(" million", " m").replace(" billion", " bn")
    if figure.scale == "thousand" and not beside:  # as the range beside it is
        short = f"{plain_number(figure.amount / _MILLION, figure.decimals + len('000'))} m"
    in_doubt = told.growth_is_contested if beside else told.is_contested
    cell = written(known, lambda *_: short.removesuffix(" USD"), figure=figure.id)
    return cell._replace(in_doubt=in_doubt)  # without a mark: every line of its table is of a number in doubt


def _amount(book: Book, figure: Figure, most: int = 2) -> Cell:
    """A print in millions."""
    told, write = shown_figure(book, figure), partial(_MILLIONS, most=most)
    return written(told.quantity, write, figure=figure.id, marked=True, in_doubt=told.is_contested)


def _range(interval: Interval | None, claim: Claim) -> Cell:
    """What the others leave possible."""
    if interval is None:
        return Cell(MISSING)
    unit = claim.unit
    text = between(interval, unit, million="m").replace(" per cent", "%").replace("from ", "over ").removesuffix(" USD")
    return written(CellNumber.of_interval(interval, unit), lambda *_: text)


def pinned(book: Book, only: str) -> Page:
    """Figures nobody printed, between the bounds that printed ones guarantee."""
    every = all_pinned(book)
    filters = filters_of(("Japan's figures", "third countries"), (i.unknown.period for i in every))
    choose(only, tuple(filters), "filter of what is pinned down")
    is_year = filters[only].kind == "year"
    found = [i for i in every if (str(i.unknown.period.year) == only if is_year else _side(i) == only)]
    title = f"{len(found)} implied (unpublished) figures, {only or 'Cambodia with Japan'}, USD m"
    return page_of("pinned", (_inferred(book, i) for i in found), title, filters)


def _side(found: Inferred) -> str:
    line = found.unknown.line
    if line.partner not in ("JPN", "KHM"):
        return "third countries"
    return "" if line.reporter == "KHM" else "Japan's figures"


def _inferred(book: Book, found: Inferred) -> Row:
    line, shortest, narrowest = found.unknown.line, found.ways[0], found.ways[-1]
    bars = [bar("implied range", found.interval, line.unit, "now")]
    if len(found.ways) > 1:
        bars.append(bar("by a shorter way", shortest.interval, line.unit, "before"))
    measure = spelled(found.unknown.measure)
    ways = [f"{'A shorter way' if k else 'Derived'}: {w.sentence}." for k, w in enumerate(reversed(found.ways))]
    with_ = f"{country(book, line.reporter)} with {country(book, line.partner)}" if line.partner else ""
    return Row(
        key=f"{line.compiler}:{line.reporter}:{line.partner}:{line.product}:{found.unknown.measure}:{found.unknown.period.code}",
        cells=(
            period_cell(found.unknown.period),
            Cell(measure),
            *_least_and_most(found.interval, line.unit),
            *map(Cell, (line.compiler, line.partner)),
            count(len(found.figures)),
            Cell(narrowest.how),
        ),
        detail=(
            f"{capital(measure)}, {found.unknown.period.label}, {with_}: implied by other figures, not published.",
            *ways,
        ),
        item="+".join(found.figures),
        chart=picture(f"{measure}, {found.unknown.period.label}, {with_}", line.compiler, bars),
    )


def _least_and_most(interval: Interval, unit: str) -> tuple[Cell, Cell]:
    """The two ends of what a figure may be, rounded outward; both have its whole interval."""
    whole = CellNumber.of_interval(interval, unit)
    low, high = (end or MISSING for end in rounded_outward(interval, _MILLION, 2))
    least, most = (
        None if abs(end) == inf else whole._replace(value=float(end)) for end in (interval.low, interval.high)
    )
    return written(least, lambda *_: low), written(most, lambda *_: high)


_MILLIONS = partial(number, scale="million")
"""An amount in millions at its printed precision."""


def mirror(book: Book, only: str) -> Page:
    """The same goods in the seller's and the buyer's statistics, against what freight and insurance explain."""
    every = sorted(mirror_checks(book), key=lambda m: m.period, reverse=True)
    filters = filters_of((_OUTSIDE, _INSIDE), (m.period for m in every))
    choose(only, tuple(filters), "filter of mirror data")
    shown = [m for m in every if only in ("", _INSIDE if m.in_band else _OUTSIDE, str(m.period.year))]
    outside = sum(not m.in_band for m in shown)
    low, high = float(expected_ratio().low), float(expected_ratio().high)
    of = f" of {only}" * only.isdecimal()
    title = f"mirror data{of}, USD m: {outside} of {len(shown)} ratios outside {low:.2f}-{high:.2f}"
    page = page_of("mirror", (_mirror(book, m) for m in shown), title, filters)
    return page._replace(notes=(f"Expected mirror ratio {expected_ratio_source()}.",))


def _mirror(book: Book, found: Mirror) -> Row:
    sold, bought, ratio = found.sold, found.bought, found.ratio
    flow = f"{sold.reporter}→{bought.reporter}"
    outside = "no, exceeds it" if ratio.value > expected_ratio().high else "no, importer reports less"
    verdict = "yes" if found.in_band else outside
    seller, buyer = country(book, sold.reporter), country(book, bought.reporter)
    said = (
        f"{seller} to {buyer}, {found.period.label}: {seller} reports exports of {spoken(sold)}, {buyer} imports of "
        f"{spoken(bought)}; {explained(bought, sold)}"
    )
    bars = (
        bar("CIF/FOB margin", expected_ratio(), "importer/exporter", "before"),
        Bar(
            "derived ratio",
            floor(ratio.interval.low * 1000) / 1000,
            ceil(ratio.interval.high * 1000) / 1000,
            "now",
            "importer/exporter",
        ),
    )
    whose = dict.fromkeys((sold.compiler, bought.compiler))
    return Row(
        key=f"{flow}:{found.period.code}:{sold.compiler}+{bought.compiler}",
        cells=(
            period_cell(found.period),
            Cell(flow),
            *(_side_of_mirror(book, found.flow, side) for side in (sold, bought)),
            written(found.gap, _MILLIONS, marked=True),
            written(ratio, lambda value, *_: plain_number(value, 2), marked=True),
            Cell(verdict),
            Cell(", ".join(whose)),
        ),
        subject=reference(bought),
        detail=(said,),
        chart=picture(f"{seller} to {buyer}, {found.period.label}", ", ".join(whose), bars),
    )


def _side_of_mirror(book: Book, flow: str, side: Quantity) -> Cell:
    in_doubt = shown_level(book, flow, side, "USD").is_contested
    return written(side, _MILLIONS, figure=reference(side), marked=True, in_doubt=in_doubt)


def revisions(book: Book, only: str) -> Page:
    """Figures that their compiler printed anew, otherwise."""
    every: Sequence[Revision] = all_revisions(book)
    filters = filters_of((), (r.before.period for r in every))
    choose(only, tuple(filters), "year of a revision")
    found = [r for r in every if only in ("", str(r.before.period.year))]
    units = ", ".join(dict.fromkeys(f"{r.before.unit} m" for r in every))
    title = f"{len(found)} revised figures, {units}"
    return page_of("revisions", (_revision(book, r) for r in found), title, filters)


def _revision(book: Book, found: Revision) -> Row:
    before, after = found.before, found.after
    what = f"{spelled(before.measure)}, {country(book, before.reporter)} with {country(book, before.partner)}"
    said = (
        f"{capital(what)}, {before.period.label}: {printed(before)} ({page(book.sources[before.source])}), then "
        f"{printed(after)} ({page(book.sources[after.source])}): revised by {between(found.change, before.unit)}."
    )
    bars = [bar("first", before.interval, before.unit, "before"), bar("later", after.interval, before.unit, "now")]
    notes = tuple(dict.fromkeys(note_sentence(f.note) for f in (before, after) if f.note))
    return Row(
        key=f"{before.id}:{after.id}",
        cells=(
            period_cell(before.period),
            Cell(what),
            *(_amount(book, figure, most=3) for figure in (before, after)),
            written(CellNumber.of_interval(found.percent, "percent"), percent, marked=True),
            *map(day_cell, (found.since, found.until)),
            Cell(before.compiler),
        ),
        subject=after.id,
        detail=(said, *notes),
        chart=picture(f"{what}, {before.period.label}", before.compiler, bars),
    )
