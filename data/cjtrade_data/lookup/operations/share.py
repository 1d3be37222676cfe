"""Shares: a partner's part of all trade, and each flow's part of the trade of the pair."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from fractions import Fraction
from itertools import pairwise

from ...derivation.comparisons import share
from ...derivation.editions import described
from ...derivation.levels import Series
from ...derivation.partners import pair_lists
from ...derivation.preferred_print import is_print
from ...derivation.quantity import Quantity, printed
from ...derivation.rankings import SHARE, partner_lists
from ...language.period_parser import Span
from ...language.phrases import cue
from ...model.codes import BALANCES, FLOWS, WORLD
from ...model.period import Period
from ...model.reference import partner_in
from ...wording.sentences import amount, figures_of, limit_of, of_what, period_words, whose
from ..answer import Answer, carries_out, of_quantity
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, sides
from ..parser import Item
from ..query import Query
from . import aggregate, extremes, growth
from .measure_series import MeasureSeries, reading, series_of_measure, subject, time_of_series

_IN_WORDS = ((Fraction(50), "half"), (Fraction(100, 3), "a third"), (Fraction(200, 3), "two-thirds"))


@carries_out("share")
def answer_share(context: LookupContext, question: Query, measure: str = "") -> list[Answer]:
    """A share as printed, then as the levels give it."""
    measures = question.trade_measures
    if not question.others and (question.all("nth") or question.all("count")):
        return []  # "the share of the top three": of none that is named
    flows = [i for i in question.items if i.slot in ("measure", "verb") and i.value in FLOWS[:2]]
    if flows and any(_has_time_on_both_sides(question, i) for i in question.all("op") if i.value == "share"):
        return []  # "exports of 2016 as a share of those of 2019", "of the year before": two questions
    said = [_at_home(question, i) for i in flows] or question.values("role") * (not measures)
    parts = [m for m in dict.fromkeys(said) if m in FLOWS[:2]]
    balances = [m for m in measures if m in BALANCES]
    if balances:
        return _of_pair(context, question, balances[0]) if "total_trade" in measures else []
    if (turned := _of_the_same_trade(question)) is not None:
        return _of_world(context, *turned)
    if len(set(parts)) > 1 and "total_trade" not in measures and not question.says("both together"):
        return []  # exports in proportion to imports: two questions
    if (parts and "total_trade" in measures and not _names_world(question)) or len(set(parts)) > 1:
        return _of_pair(context, question, parts[0])
    return _of_world(context, question, parts[0] if parts else "total_trade")


def _has_time_on_both_sides(question: Query, part: Item) -> bool:
    return len({time.start < part.start for time in question.all("span")}) > 1


def _of_the_same_trade(question: Query) -> tuple[Query, str] | None:
    """The question from the side of the whole, and the whole: "exports to Japan as a share of Japan's imports"."""
    owners = [p for p in question.places if p.role == "own"]
    towards = {p.code for p in question.places if p.role in ("to", "from") or p in owners[:-1]}
    whole = next((p for p in owners[::-1] if p.code in towards or len({o.code for o in owners}) > 1), None)
    flow = question.after(whole.end) if whole is not None else None
    if whole is None or flow is None or flow.value not in FLOWS[:2]:
        return None
    other = next((p.code for p in question.places if p.code != whole.code), partner_in(question.pair, whole.code))
    turned = copy(question)
    turned.places = [whole, whole._replace(code=other, role="with")]
    return turned, str(flow.value)


def _at_home(question: Query, flow: Item) -> str:
    """A flow as home has it: what another country does is its mirror, "how much of imports does China supply"."""
    done = any(p.end == flow.start and question.words[p.start - 1] in cue("auxiliary") for p in question.others)
    return MIRRORED[str(flow.value)] if done and len(question.trade_measures) > 1 else str(flow.value)


def part_of_year(question: Query) -> tuple[Period, Period] | None:
    """The months and the year whose part they are asked for: "the first quarter's share of 2024 exports"; else None."""
    shares = [i for i in question.all("op") if i.value == "share"]
    of_partner = any(question.after(p.end) in shares for p in question.places)
    if not shares or not question.trade_measures or of_partner:
        return None
    years = [s.first for s in question.spans if s.first is not None and s.first.is_year]
    months = [s.months for s in question.spans if s.kind == "months" and s.months is not None]
    parts = [s.first for s in question.spans if s.first is not None and 0 < s.first.months < 12]
    if len(question.spans) == 2 and len(years) == 1:
        parts += [Period.of_months(years[0].year, *m) for m in months]
        return (parts[0], years[0]) if parts and parts[0] in years[0] else None
    spans = question.all("span")
    whole = any("year" in question.words[a:b] for a, b in _between(spans, len(question.words)))
    whole = whole or any(question.words[i.start - 1] == "of" and "in" in question.words[i.start : i.end] for i in spans)
    return (parts[0], Period.of_year(parts[0].year)) if len(spans) == len(parts) == 1 and whole else None


def _between(items: list[Item], end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a question that lie before, between and behind some items."""
    for before, behind in pairwise([0, *(k for i in items for k in (i.start, i.end)), end]):
        if (before, behind) not in {(i.start, i.end) for i in items}:
            yield before, behind


def _names_world(question: Query) -> bool:
    """Whether the whole is all of Cambodia's trade: "Japan's share of total foreign trade"."""
    return question.says("of the world") or any(
        p.code == question.partner and p.role in ("of", "own") for p in question.places
    )


class _ShareSeries(MeasureSeries):
    """A partner's part of all trade by one compiler, as a series: `measure` is the share, `asked` has the flow."""

    @property
    def about(self) -> str:
        whole = subject(self.context, self.asked.measure, self.line.reporter, WORLD).replace("total ", "")
        return f"{self.context.name(self.line.partner)}'s share of {whole}"

    @property
    def periods(self) -> list[Period]:
        return _both(self.context, self.line, self.measure, self.asked.measure)

    def level(self, period: Period) -> Quantity | None:
        return next(world_shares(self.context, [self.line], self.asked.measure, self.measure, period), None)


def _both(context: LookupContext, line: Series, name: str, measure: str) -> list[Period]:
    """The periods with a printed share, or for which a compiler has the world as well."""
    world = context.line(line.reporter, WORLD, line.compiler)
    return sorted({*line.known(name), *(p for p in line.periods(measure) if world.level(measure, p) is not None)})


def _of_world(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    asked = sides(question, measure)
    measure, name = asked.measure, SHARE[asked.measure]
    if asked.partner == WORLD:
        asked = asked._replace(partner=context.partner if asked.reporter == context.home else context.home, said=False)
    compilers = asked.compilers or tuple(context.compilers(asked.reporter, asked.partner))
    found = [context.line(asked.reporter, asked.partner, c) for c in compilers]
    series = [_ShareSeries(context, question, asked, line, name) for line in found]
    if question.does("peak", "trough"):
        return extremes.answer_extreme(question, series)
    moves = question.does("growth", "difference")
    if moves and (told := growth.difference_of_series(_at_latest_pair(question, series), series)):
        return told
    if question.spans_years or question.does("over_years", "yearly"):
        return aggregate.series_in_words(series, question)
    time = time_of_series(series, question)
    shares_ = (q for p in time.periods for q in world_shares(context, found, measure, name, p))
    return [world_answer(context, question, asked, q, time.note) for q in shares_]


def _at_latest_pair(question: Query, series: list[_ShareSeries]) -> Query:
    """The question; where it names no time, of the latest period that has a share now and a year before."""
    both = [p for s in series for p in s.periods if p.year_before in s.periods] if not question.spans else []
    return question.at(Span("period", max(both))) if both else question


def world_shares(
    context: LookupContext, found: list[Series], measure: str, name: str, period: Period
) -> Iterator[Quantity]:
    """The share as printed and as the levels give it, one compiler and edition at a time."""
    for line in found:
        at_home = line.reporter == context.home
        lists = pair_lists(context.book) if at_home else partner_lists(context.book, line.reporter)
        listed = [e for e in lists.editions(period) if lists.size(period, e, measure, line.partner) is not None]
        own = [e for e in listed if described(context.book, e).compiler == line.compiler]
        made = [way(period, e, measure, line.partner) for way in (lists.share, lists.share_of_levels) for e in own]
        if not own:
            world = context.line(line.reporter, WORLD, line.compiler)
            prints = [printed(f) for f in line.prints(name, period) if is_print(f)][:1]
            made = [*prints, _part(line.level(measure, period), world.level(measure, period), name)]
        told = sorted(dict.fromkeys(q for q in made if q is not None), key=lambda q: q.figure is None)
        yield from (
            q for q in told if q.figure is not None or not any(_agrees(q, p) for p in told if p.figure is not None)
        )


def _agrees(made: Quantity, print_: Quantity) -> bool:
    """Whether the levels give what is printed, as far as it is printed."""
    return made.compiler == print_.compiler and made.value in print_.interval


def _part(level: Quantity | None, whole: Quantity | None, name: str) -> Quantity | None:
    return share(level, whole, name) if level is not None and whole is not None else None


def world_answer(context: LookupContext, question: Query, asked: TradeDirection, q: Quantity, note: str = "") -> Answer:
    """A partner's part of all trade as a sentence."""
    whole = {"share_of_world_exports": "exports", "share_of_world_imports": "imports"}.get(q.measure, "foreign trade")
    verb = "took" if whole == "exports" else "accounted for"
    text = (
        f"{context.name(q.partner)} {verb} {amount(q.value, 'percent', q.interval, q.figure)} of "
        f"{context.name(q.reporter)}'s {whole}{of_what(q.compiler)} {period_words(q.period)}, {_source_words(q)}."
    )
    how = reading(context, question, asked, f"share of all {whole}, {q.period.label}", q.compiler, note)
    return of_quantity(context.book, q, text, how)


def _source_words(q: Quantity) -> str:
    if q.figure is None:
        return f"worked out from {figures_of(q.compiler, q.reporter)}"
    return f"according to {whose(q.compiler, q.reporter)}"


def _of_pair(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Exports, or imports, as a part of both together."""
    asked, name = sides(question, measure), f"{measure}_share_of_pair"
    own = [s for s in series_of_measure(context, question, measure) if not s.is_mirrored]
    time = time_of_series(own, question)
    parts = (q for period in time.periods for s in own for q in pair_shares(s.line, measure, name, period))
    return [pair_answer(context, question, asked, q, time.note) for q in parts]


def pair_answer(context: LookupContext, question: Query, asked: TradeDirection, q: Quantity, note: str = "") -> Answer:
    """A flow's part of the pair's trade as a sentence."""
    share = amount(q.value, "percent", q.interval, q.figure if q.figure and q.figure.decimals < 4 else None)
    if q.is_open:  # a limit that was printed in words
        share = next((f"{words} ({share})" for f, words in _IN_WORDS if abs(q.value - f) < Fraction(1, 100)), share)
    text = (
        f"{subject(context, asked.measure, q.reporter, q.partner)} made up {limit_of(q)}{share} of the trade of the two "
        f"{period_words(q.period)}, {_source_words(q)}."
    )
    how = reading(context, question, asked, f"share of the pair's trade, {q.period.label}", q.compiler, note)
    return of_quantity(context.book, q, text, how)


def pair_shares(line: Series, measure: str, name: str, period: Period) -> Iterator[Quantity]:
    """A flow's part of the pair's trade as printed, and as the levels give it."""
    yield from (printed(f) for f in line.prints(name, period)[:1])
    part = _part(line.level(measure, period), line.level("total_trade", period), name)
    if part is not None:
        yield part
