"""Prints: one number printed on several pages, ranks beside the figures they order, one amount in two currencies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..model.codes import WORLD
from ..model.figure import Figure
from ..model.grouped import grouped
from .arithmetic import bar, check_of, meeting, pages_note
from .check import EDGE, FAILS, HOLDS, UNKNOWN, Bar, Check, Spelling
from .compilation import Compilation
from .evidence import named
from .printed_claims import Claim, Variable, series_key_of
from .wording import about, between, claimed, page


def repeated_prints(compilation: Compilation) -> Iterator[Check]:
    """A check for each number that several pages print: the last page against the one furthest from it."""
    for claims in grouped((claim.stated, claim) for claim in compilation.claims).values():
        if len({c.document for c in claims}) > 1:
            *others, last = sorted(claims, key=lambda c: (compilation.date(c), c.document, c.figure.id))
            differing = [c for c in others if not c.interval.meets(last.interval)]
            found, used = (FAILS, differing) if differing else (HOLDS, others)
            title = f"{about(last).partition(', ')[0]} printed on {len({c.document for c in claims})} pages"
            yield check_of(compilation, "twice", last, used, found, title, partial(_prints, compilation, [*used, last]))


def _prints(compilation: Compilation, claims: list[Claim]) -> tuple[list[str], list[Bar]]:
    last = claims[-1]
    named = [(page(compilation.sources[c.document]), c) for c in claims]
    lines = [f"{name}: {claimed(c)}, which is {between(c.interval, last.unit)}" for name, c in named]
    lines += [meeting(c.interval, last.interval, last.unit) for c in claims[:-1]]
    return lines, [bar(name, c.interval, last.unit, "now" if c is last else "before") for name, c in named]


def exchange(compilation: Compilation) -> Iterator[Check]:
    """A check for each amount printed in riel and in dollars: all such pairs of a moment imply one rate."""
    pairs = (
        (riel, dollars)
        for riel in compilation.claims
        if riel.kind == "level" and riel.line.unit == "KHR"
        for dollars in compilation.pages[riel.document]
        if dollars.kind == "level" and dollars.about == riel.about._replace(line=riel.line._replace(unit="USD"))
    )
    for found in grouped(((pair[0].line.basis, pair[0].period), pair) for pair in pairs).values():
        rates = [riel.interval / dollars.interval for riel, dollars in found]
        common = rates[0]
        verdict = UNKNOWN if len(found) == 1 else HOLDS
        for rate in rates[1:]:
            verdict = verdict if common.meets(rate) else FAILS
        riel = found[-1][0]
        used = [c for pair in found for c in pair if c is not riel]
        yield check_of(
            compilation, "exchange", riel, used, verdict, "one amount in riel and dollars", partial(_rates, found)
        )


def _rates(pairs: list[tuple[Claim, Claim]]) -> tuple[list[str], list[Bar]]:
    lines, bars = [], []
    for riel, dollars in pairs:
        rate = riel.interval / dollars.interval
        lines.append(f"{named(riel.about)}: {claimed(riel)} for {claimed(dollars)} is {between(rate, 'KHR per USD')}")
        bars.append(bar(named(riel.about), rate, "KHR per USD", "now"))
    if len(pairs) == 1:
        lines.append("one pair alone implies a rate, it cannot contradict one")
    return lines, bars


def ranks(compilation: Compilation) -> Iterator[Check]:
    """A check for each printed rank: so many partners, less one, are larger, as far as their figures are printed."""
    for figure in compilation.ranks:
        line, measure = series_key_of(figure, compilation.sources), figure.measure.removesuffix("_rank")
        own = Variable(line._replace(unit="USD"), measure, figure.period)
        level = compilation.levels.printed(own)
        others = {
            u.line.partner: claims
            for u, claims in compilation.levels.prints.items()
            if (u.measure, u.period) == (measure, figure.period)
            and u.line == own.line._replace(partner=u.line.partner)
            and u.line.partner not in (WORLD, "XOT", line.partner)
        }
        yield _rank(compilation, figure, None if level is None else level.claims[0], others)


def _rank(compilation: Compilation, figure: Figure, own: Claim | None, others: dict[str, list[Claim]]) -> Check:
    rank = int(figure.value)
    verdict, larger, close = UNKNOWN, list[Claim](), list[Claim]()
    if own is not None and others:
        prints = [min(claims, key=lambda c: c.interval.width) for claims in others.values()]
        larger = [c for c in prints if c.interval.low > own.interval.high]
        close = [c for c in prints if c.interval.meets(own.interval)]
        verdict = FAILS if len(larger) >= rank else EDGE if len(larger) + len(close) >= rank else HOLDS
    claims = [c for c in (own, *larger, *close) if c is not None]

    def spell() -> Spelling:
        lines = [
            f"printed: rank {rank}, so {rank - 1} partners are larger",
            *(f"{c.line.partner}: {claimed(c)}" for c in claims),
        ]
        lines.append(f"surely larger by their printed figures: {len(larger)}; too close to tell: {len(close)}")
        if not others:
            lines.append("figures of other partners for these months are not printed")
        return Spelling(tuple(lines), (), pages_note(compilation, claims, verdict) if claims else "")

    return Check(
        f"rank:{figure.id}",
        "rank",
        figure.reporter,
        figure.partner,
        figure.compiler,
        figure.period,
        verdict,
        f"rank {rank} by {figure.measure.removesuffix('_rank').replace('_', ' ')}, {figure.period.label}",
        (figure.id, *dict.fromkeys(c.figure.id for c in claims)),
        spell,
    )
