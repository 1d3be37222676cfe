"""Main goods: what is traded, as the sources name it, and the largest or fastest-growing product groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ...book.code_lists import compilers_of, groups_of_pair
from ...derivation import products as splits
from ...derivation.comparisons import contribution, growth, total
from ...derivation.exchange_rates import CURRENCIES
from ...derivation.quantity import Quantity, printed
from ...language.phrases import cue
from ...model.codes import FLOWS, WORLD
from ...model.figure import Figure
from ...model.records import Mention
from ...model.reference import HOME
from ...wording.sentences import NOTE, amount, figures_of, growth_words, joined, note_sentence, period_words, whose
from ..answer import Answer, carries_out, in_words, view
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, sides
from ..period_resolver import When, when
from ..query import Query
from . import product_numbers
from .growth import signed
from .measure_series import subject


def asks_what(question: Query) -> bool:
    """ "What does Cambodia export to Japan", "main products": goods, not an amount."""
    if question.values("good") or question.values("role") or question.says("country") or question.says("who"):
        return False
    ranked = question.says("which goods") or question.does("list", "peak", "trough", "contribution")
    ranked = ranked or bool(question.all("nth")) or question.does("rank")
    if question.does("by_product"):
        return True
    if question.does("products") and (ranked or (question.says("what") and not question.says("size"))):
        return True
    moves = {i.start for i in question.all("op") if i.value == "growth"}
    if _names_chief_flow(question) or (question.words[:1] == ["what"] and 1 in moves and question.does("peak")):
        return True  # "what fell most in Japan's imports"
    asked = question.words[:1] in (["what"], ["which"]) or not (question.spans or question.asks_whether)
    at = question.words.index("goods") + 1 if question.says("goods") else 0
    of_goods = at > 0 and not {"exports", "imports", "trade"}.intersection(question.words[at : at + 1])
    of_goods = of_goods and (question.does("peak") or question.asks_for_most) and not question.says("year", "month")
    if ranked and flows_asked(question) and ((asked and question.says("chief")) or of_goods):
        return True  # "what are Cambodia's main exports to Japan", "main exports", "largest goods exported"
    does = question.words[:1] == ["what"] and not cue("auxiliary").isdisjoint(question.words[1:2])
    acts = any(
        i.slot in ("measure", "verb")
        and i.value in ("exports", "imports")
        and ((does and i.start > _BEHIND_DOES) or question.words[i.start] not in ("exports", "imports"))
        for i in question.items
    )
    if acts and does and (question.does("peak") or question.asks_for_most):
        return True  # "what does Japan buy most from Cambodia"
    asks = does or question.words[:2] in (["what", "is"], ["what", "are"], ["what", "goods"])
    return acts and not question.spans and asks


_BEHIND_DOES = 2
"""Where "what did exports peak at" has what it is about, and no verb."""


def _names_chief_flow(question: Query) -> bool:
    """ "Top five exports to Japan", "main imports": the flow as what is chief in it."""
    at = next((k for k, w in enumerate(question.words) if f"{w.removesuffix('s')}s" in FLOWS[:2]), 0)
    counted = {i.start for i in question.items if i.slot in ("count", "number")}
    at -= at - 1 in counted
    return (
        at > 0
        and question.words[at - 1] in cue("chief of a flow")
        and not (question.says("partners", "year", "month") or question.spans_years or question.does("when"))
    )


def flows_asked(question: Query) -> list[str]:
    """The flows a question is about: those it names, else what comes "from" or goes "to" another country."""
    named = [m for m in question.trade_measures if m in ("exports", "imports")]
    roles = {p.role for p in question.places if p.code != question.home}
    if any(i.slot == "role" and g.end == i.start for g in question.all("good") for i in question.items):
        return ["imports"]  # "Japan's clothing market"
    return named or (["imports"] if "from" in roles else ["exports"] if "to" in roles else [])


@carries_out("nth peak rank by_product contribution")
def answer_what(context: LookupContext, question: Query) -> list[Answer]:
    """The goods the sources name for a flow, each source apart, and the largest groups where they are known."""
    answers = []
    for measure in (flows_asked(question) or ["exports", "imports"])[:2]:
        asked = sides(question, measure)
        if not asked.said and any(t.value == "hs" for t in question.terms):
            asked = asked._replace(partner=WORLD)  # of the pair there is no split by chapter
        of_pair = not question.spans and {asked.reporter, asked.partner} == set(context.pair)
        named = _named(context, question, seen_from_home(context, asked)) if of_pair else []
        groups = _largest_groups(context, question, asked.reporter, asked.partner, asked.measure)
        answers += groups + named if question.counts or question.does("rank", "peak") else named + groups
    return answers


@carries_out("contribution growth")
def answer_contributed(context: LookupContext, question: Query) -> list[Answer]:
    """What the goods named added to the growth of a flow of the pair, the newest first."""
    asked = sides(question, (flows_asked(question) or ["exports"])[0])
    if {asked.reporter, asked.partner} != set(context.pair):
        return []
    pair = (asked.reporter, asked.partner)
    seller, buyer = pair if asked.measure == "exports" else pair[::-1]
    told = [a for system in ("SITC:", "MTN:") for a in _largest_of(context, question, seller, buyer, system)]
    return sorted(told, key=_end, reverse=True)


def seen_from_home(context: LookupContext, asked: TradeDirection) -> str:
    """The flow as Cambodia sees it: what Japan buys from it are its exports."""
    return asked.measure if asked.reporter == context.home else MIRRORED[asked.measure]


def _named(context: LookupContext, question: Query, flow: str) -> list[Answer]:
    by_source: dict[tuple[str, str, str], list[str]] = {}
    first: dict[tuple[str, str, str], str] = {}
    for m in mentions(context):
        if m.kind == "good" and m.flow == flow:
            by_source.setdefault((m.attributed_to, m.source, m.locator), []).append(m.name)
            first.setdefault((m.attributed_to, m.source, m.locator), m.id)
    answers = []
    for (who, source, locator), names in sorted(
        by_source.items(), key=lambda item: (item[0][0] not in compilers_of("customs"), item[0])
    ):
        person = context.book.people.get(who)
        name = person.name if person is not None else whose(who, context.home)
        text = f"{subject(context, flow, *context.pair)} are mainly {joined(names)}, according to {name} ({locator})."
        how = question.read_as(f"goods named as {flow}, {locator}")
        opens = view("people", view="mentions", row=first[who, source, locator])
        dated = context.book.sources[source].published
        answers.append(
            in_words(context.book, text, how, flow, context.pair, sources=[source], period=dated, opens=opens)
        )
    return answers


def mentions(context: LookupContext) -> Iterable[Mention]:
    """What sources name, which speak of Cambodia and Japan alone."""
    return context.book.mentions if context.pair == HOME else ()


def _largest_groups(context: LookupContext, question: Query, reporter: str, partner: str, measure: str) -> list[Answer]:
    """The five largest groups of each split there is, the newest first."""
    seller, buyer = (reporter, partner) if measure == "exports" else (partner, reporter)
    if {reporter, partner} == set(context.pair):
        found = [a for s in ("SITC:", "MTN:") for a in _largest_of(context, question, seller, buyer, s)]
        if question.does("contribution"):
            return sorted(found, key=_end, reverse=True)  # the other goods are not all there are
        found += _largest_of(context, question, seller, buyer, ("HS:", "GOODS:"))
        found += _largest_of(context, question, seller, buyer, ("HS:", "GOODS:"), splits.SHARE)
        flows = ((seller, buyer, "exports"), (buyer, seller, "imports"))
        for flow in (f for f in splits.imported_flows(context.book) if (f.reporter, f.partner, f.measure) in flows):
            split = splits.split(context.book, flow)
            amounts = (q.figure for period in split.periods for q in split.amounts(period))
            found += _largest(context, question, seller, buyer, [f for f in amounts if f is not None and f.value > 0])
        return sorted(found, key=lambda a: (_end(a), len(a.figures)), reverse=True)
    return [a for s in ("HS:", "WITS:") for a in _largest_of(context, question, seller, buyer, s)]


def _largest_of(
    context: LookupContext,
    question: Query,
    seller: str,
    buyer: str,
    system: str | tuple[str, ...],
    measures: Mapping[str, str] = MappingProxyType(dict(zip(FLOWS, FLOWS, strict=True))),
) -> list[Answer]:
    """The largest groups by the seller's figures, or by the buyer's where these are newer."""
    found = []
    for who, whom, flow in ((seller, buyer, measures["exports"]), (buyer, seller, measures["imports"])):
        products = {
            k[3]
            for k in context.book.index.keys(of_goods=True)
            if k[:3] == (flow, who, whom) and k[3].startswith(system)
        }
        figures = [f for p in products for f in context.figures(flow, who, whom, p) if f.value > 0]
        in_full = [f for f in figures if f.compiler not in compilers_of("unnamed press")]  # which prints single groups
        found.append(_largest(context, question, seller, buyer, in_full))
    return max(found, key=lambda answers: _end(answers[0]) if answers else 0)


def _end(answer: Answer) -> int:
    return answer.when.last if answer.when is not None else 0


def _count(question: Query) -> int:
    return max(question.counts, default=5)


def _largest(context: LookupContext, question: Query, seller: str, buyer: str, figures: list[Figure]) -> list[Answer]:
    time = when(question, (f.period for f in figures))
    if question.does("growth", "contribution"):
        return _fastest(context, question, figures, time)
    answers = []
    for period in time.periods[:1]:
        here = sorted((f for f in figures if f.period == period), key=lambda f: (-f.amount, f.product))[
            : _count(question)
        ]
        if not here:
            continue
        each = ", ".join(
            f"{product_numbers.label(context, f.product)} {amount(printed(f).value, f.unit, f.interval, f)}"
            for f in here
        )
        text = f"The largest groups of goods from {context.name(seller)} to {context.name(buyer)} {period_words(period)}: {each}, by {whose(here[0].compiler, here[0].reporter)}."
        noted = dict.fromkeys(note_sentence(f.note) for f in here if f.note)
        text += "".join(f"{NOTE}{note}" for note in noted)
        how = question.read_as("groups of goods by value", time.note)
        first, pair = here[0], (here[0].reporter, here[0].partner)
        answer = in_words(context.book, text, how, first.measure, pair, figures=here, period=period.code)
        answers.append(answer._replace(status=first.status))
    return answers


def _grown(q: Quantity) -> str:
    return growth_words(q.value, amount(q.value, "percent", q.interval))


def _fastest(context: LookupContext, question: Query, figures: list[Figure], time: When) -> list[Answer]:
    """The groups that grew most, or fell most, or added most to the growth of all, between two years: those asked for, else the
    last two there are."""
    figures = [f for f in figures if f.unit in CURRENCIES]  # a share that grows is no growth
    years = sorted({f.period for f in figures if f.period.is_year})
    asked = sorted(time.periods) if question.spans else years[-2:]
    ends = [asked[0].year_before, asked[0]] if len(asked) == 1 else asked
    if len(ends) < 2:
        return []
    by_product = {(f.product, f.period): f for f in figures}
    levels = [
        [by_product.get((product, p)) for p in (ends[-1], ends[0])]
        for product in dict.fromkeys(f.product for f in figures)
    ]
    adds = question.does("contribution")
    both = [(printed(now), printed(then)) for now, then in levels if now and then]
    before = total([printed(f) for f in figures if f.period == ends[0]]) if adds and both else None
    moves = [contribution(*pair, before) if before is not None else growth(*pair) for pair in both]
    grown = [q for q in moves if q is not None]
    falls = question.does("trough") or question.asks_of_falls
    here = sorted(grown, key=lambda q: q.value if falls else -q.value)
    groups = {p for good in question.values("good") for p in (good, *groups_of_pair(good))}
    here = [q for q in here if q.product in groups] if groups else here[: _count(question)]
    if not here:
        return []
    size = signed if adds else _grown
    each = ", ".join(f"{product_numbers.label(context, q.product)} {size(q)}" for q in here)
    first, moved = here[0], "fell" if falls else "grew"
    most = "" if groups else " least" if falls and adds else " most"
    moved = f"added{most} to the growth of all of them" if adds else f"{moved}{most}"
    about = subject(context, here[0].figures[0].measure, first.reporter, first.partner)
    text = f"Of {about}, {'this group' if groups else 'these groups'} {moved} from {ends[0].label} to {ends[-1].label}: {each}, worked out from {figures_of(first.compiler, first.reporter)}."
    how = question.read_as("groups of goods by growth", time.note)
    made = [f for q in here for f in q.figures]
    answer = in_words(
        context.book, text, how, first.measure, (first.reporter, first.partner), figures=made, period=ends[-1].code
    )
    return [answer._replace(status="derived")]
