"""One identity at a time: sums, runs of months and parts beside their whole; growth and shares beside the levels they are
made of; one number on several pages, ranks beside the figures they order, one amount in two currencies."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import inf
from typing import NamedTuple

from ..model.codes import WORLD, spelled
from ..model.figure import Figure, as_fraction
from ..model.grouped import grouped
from ..model.interval import Interval
from .arithmetic import bar, check_of, meeting, pages_note, title_of
from .check import EDGE, FAILS, HOLDS, UNKNOWN, Bar, Check, Spelling, rounds_to, verdict
from .compilation import Compilation
from .evidence import Evidence, PrintedLevels, named
from .identities import Relation
from .printed_claims import SIGNED, Claim, Variable, series_key_of
from .wording import about, between, claimed, page

_MANY = 5
"""More parts than this are counted, not named."""


class Trial(NamedTuple):
    """A relation with prints in it: the whole, and its parts with their signs; `partial` where parts are missing."""

    whole: Evidence
    parts: tuple[tuple[Evidence, int], ...]
    partial: bool


def identities(compilation: Compilation) -> Iterator[Check]:
    """Every relation that can be tried: on each page that prints it, or across pages where none does."""
    seen: set[str] = set()
    for relation in compilation.relations:
        trials = [t for levels in compilation.levels_by_page.values() if (t := tried(relation, levels)) is not None]
        full = [t for t in trials if not t.partial]
        across = None if full or len(compilation.pages) == 1 else tried(relation, compilation.levels)
        if across is not None and (not across.partial or not trials):
            trials.append(across)
        for check in (_identity_check(compilation, relation, t) for t in trials):
            if check.id not in seen:
                seen.add(check.id)
                yield check


def tried(relation: Relation, levels: PrintedLevels) -> Trial | None:
    """A relation with what is printed, or None where that says nothing: the whole must be there and a part, and
    what is missing must be of a kind that cannot be negative."""
    *parts, (whole, sign) = relation.terms if relation.kind == "sum" else (*relation.terms[1:], relation.terms[0])
    print_ = levels.printed(whole)
    if print_ is None:
        return None
    found = [(e, -factor * sign) for u, factor in parts if (e := levels.printed(u)) is not None]
    missing = len(parts) - len(found)
    if not found or (missing and any(m in SIGNED for m in (whole.measure, *(u.measure for u, _ in parts)))):
        return None
    return Trial(print_, tuple(found), bool(missing) or relation.at_least)


def _identity_check(compilation: Compilation, relation: Relation, trial: Trial) -> Check:
    whole = trial.whole.claims[0]
    worked = sum((e.interval * factor for e, factor in trial.parts), Interval.exact(0))
    if trial.partial:
        found = HOLDS if worked.low <= trial.whole.interval.high else FAILS
        worked = Interval(worked.low, inf)
        kind, joint = ("part" if relation.kind == "sum" else relation.kind), "within"
    else:
        found = verdict(worked, trial.whole.interval, _same_print(worked, whole))
        kind, joint = relation.kind, "make"
    written = _written(trial.parts, relation.kind)
    parts = [e for e, _ in trial.parts]
    used = [c for e in parts for c in e.claims]
    title = f"{written} {joint} {title_of(whole)}"
    return check_of(compilation, kind, whole, used, found, title, lambda: _held_against(parts, written, worked, whole))


def _written(parts: Sequence[tuple[Evidence, int]], kind: str) -> str:
    if len(parts) > _MANY:
        return f"the sum of {len(parts)} parts"
    unknowns = [e.unknown for e, _ in parts]
    if kind == "sum" or len({u.measure for u in unknowns}) > 1:
        names = [spelled(u.measure) for u in unknowns]
    elif kind == "runs":
        names = [u.period.label for u in unknowns]
    else:
        names = [u.line.product.partition(":")[2] or u.line.partner for u in unknowns]
    text = " ".join(f"{'+' if f > 0 else '-'} {name}" for name, (_, f) in zip(names, parts, strict=True))
    return text.removeprefix("+ ")


_TABLE = 3
"""From so many shares of one whole on, they are told together."""


def ratios(compilation: Compilation) -> Iterator[Check]:
    """A check for each printed growth and share; cannot tell where a level it links is known from nowhere.

    Shares of one whole on one page that all reconcile make one check together.
    """
    tables: dict[tuple[str, str, Variable], list[tuple[Claim, Check]]] = {}
    for claim in compilation.claims:
        if claim.against is None:
            continue
        check = _ratio_check(compilation, claim, claim.against)
        if claim.kind == "share" and check.verdict in (HOLDS, UNKNOWN):
            tables.setdefault((check.verdict, claim.document, claim.against), []).append((claim, check))
        else:
            yield check
    for (found, _, against), table in tables.items():
        yield from ([c for _, c in table] if len(table) < _TABLE else [_together(compilation, found, against, table)])


def _together(compilation: Compilation, found: str, against: Variable, table: list[tuple[Claim, Check]]) -> Check:
    """Many shares of one whole as one check."""

    def spell() -> tuple[list[str], list[Bar]]:
        lines = []
        for c, check in table:
            whose = "" if c.line.partner == WORLD else f" with {c.line.partner}"
            lines.append(f"{named(c.about)}{whose}: {'; '.join(check.arithmetic[2:4])}")
        return lines, []

    *rest, last = (c for c, _ in table)
    figures = dict.fromkeys(id for _, check in table for id in check.figures)
    title = f"{len(table)} shares in {spelled(against.measure)} of all partners"
    check = check_of(compilation, "share", last, rest, found, title, spell)
    return check._replace(partner=against.line.partner, figures=tuple(figures))


def _ratio_check(compilation: Compilation, claim: Claim, against: Variable) -> Check:
    one, other = (_evidence(compilation, u, claim) for u in (claim.about, against))
    used = [c for e in (one, other) if e is not None for c in e.claims]
    told = partial(check_of, compilation, claim.kind, claim, used)
    if one is None or other is None or other.interval.low <= 0:
        lacking = [named(u) for u, e in ((claim.about, one), (against, other)) if e is None]
        why = f"not printed: {'; '.join(lacking)}" if lacking else f"{named(against)} may be nothing"
        return told(UNKNOWN, _title(claim), lambda: ([_printed(claim), why], [_bar(claim)]))
    worked = recomputed(claim.kind, one.interval, other.interval)
    found = verdict(worked, claim.interval, _same_print(worked, claim))
    is_open = inf in (one.interval.width, other.interval.width)
    if is_open and worked.meets(claim.interval):
        found = UNKNOWN
    centre = "" if is_open else f", centre {float(Fraction(worked.centre)):.4f}"
    words = f"recomputed {claim.kind}"
    return told(found, _title(claim), partial(_held_against, (one, other), words, worked, claim, centre))


def _held_against(
    evidence: Iterable[Evidence], words: str, worked: Interval, claim: Claim, centre: str = ""
) -> tuple[list[str], list[Bar]]:
    """What is worked out of some prints, in `words`, held against the print of a claim."""
    told = f"{words}: {between(worked, claim.unit)}{centre}"
    lines = [*(e.sentence for e in evidence), told, _printed(claim), meeting(worked, claim.interval, claim.unit)]
    return lines, [bar(words, worked, claim.unit, "before"), _bar(claim)]


def _printed(claim: Claim) -> str:
    of_level = f", {named(claim.about)}" if claim.kind == "level" else ""
    return f"printed{of_level}: {claimed(claim)}, which is {between(claim.interval, claim.unit)}"


def _bar(claim: Claim) -> Bar:
    label = f"{spelled(claim.measure)} as printed" if claim.kind == "level" else "as printed"
    return bar(label, claim.interval, claim.unit, "now")


def recomputed(kind: str, one: Interval, other: Interval) -> Interval:
    """The growth from `other` to `one`, or the share of `one` in `other`, in per cent; `other` is above zero."""
    # By hand, not by interval arithmetic: there are thousands of them.
    low = one.low / (other.high if one.low >= 0 else other.low)
    high = one.high / (other.low if one.high >= 0 else other.high)
    shift = 1 if kind == "growth" else 0
    return Interval((low - shift) * 100, (high - shift) * 100)


def _evidence(compilation: Compilation, unknown: Variable, claim: Claim) -> Evidence | None:
    """From the claim's own page where that has it, else from all pages as they stand today."""
    return compilation.levels_by_page[claim.document].best(unknown) or compilation.levels.best(unknown)


def _same_print(worked: Interval, claim: Claim) -> bool:
    """Whether the centre of what was worked out would be printed as the claim is; of a limit to a rate, whether it is within."""
    figure = claim.figure
    if claim.is_beside:
        assert figure.growth_pct is not None and figure.growth_decimals is not None
        return rounds_to(worked, as_fraction(figure.growth_pct), figure.growth_decimals)
    if figure.bound and claim.kind != "level":
        return worked in claim.interval
    value = as_fraction(figure.value) * (-1 if figure.measure == "trade_deficit" else 1)
    return rounds_to(worked, value, figure.decimals, figure.multiplier, figure.rounding)


def _title(claim: Claim) -> str:
    if claim.kind == "growth":
        return f"growth of {title_of(claim)}{claim.against_what or ' on the year'}"
    assert claim.of is not None
    line, whole = claim.of
    return f"share of {title_of(claim)} in {spelled(whole)}{' of all partners' if line.partner == WORLD else ''}"


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
