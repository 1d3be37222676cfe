"""Products: what is traded, as the sources name it, and the figures of product groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest

from ...book.code_lists import compilers_of, concordance
from ...derivation import products as splits
from ...derivation.comparisons import growth
from ...derivation.quantity import printed
from ...language.phrases import codes
from ...model.codes import WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...model.records import Mention
from ...model.reference import HOME, Reference
from ...wording.sentences import amount, figures_of, growth_words, joined, period_words, whose
from ..answer import Answer, carries_out, in_words, view
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, sides
from ..period_resolver import When, when
from ..query import Query
from . import product_numbers
from .aggregate import over_time
from .strand import subject


def asks_what(question: Query) -> bool:
    """ "What does Cambodia export to Japan", "main products": goods, not an amount."""
    if question.values("good") or question.values("role") or question.has("country", "countries", "who"):
        return False
    ranked = question.has("which", "main", "primary", "kind", "top", "principal", "key") or question.does(
        "list", "peak"
    )
    ranked = ranked or bool(question.all("nth")) or question.does("rank")
    if question.does("products") and (ranked or (question.has("what") and not question.says("size"))):
        return True
    asked = question.words[:1] in (["what"], ["which"]) or not (question.spans or question.asks_whether)
    if ranked and _flows(question) and asked and question.says("chief"):
        return True  # "what are Cambodia's main exports to Japan", "main exports"
    if question.spans:
        return False
    return question.words[:2] in (
        ["what", "does"],
        ["what", "do"],
        ["what", "is"],
        ["what", "are"],
        ["what", "goods"],
    ) and any(
        i.slot in ("measure", "verb")
        and i.value in ("exports", "imports")
        and question.words[i.start] not in ("exports", "imports")
        for i in question.items
    )


def _flows(question: Query) -> list[str]:
    """The flows a question is about: those it names, else what comes "from" or goes "to" another country."""
    named = [m for m in question.trade_measures if m in ("exports", "imports")]
    roles = {p.role for p in question.places if p.code != question.home}
    return named or (["imports"] if "from" in roles else ["exports"] if "to" in roles else [])


@carries_out("nth peak rank")
def answer_what(context: LookupContext, question: Query) -> list[Answer]:
    """The goods the sources name for a flow, each source apart, and the largest groups where they are known."""
    answers = []
    for measure in (_flows(question) or ["exports", "imports"])[:2]:
        asked = sides(question, measure)
        if not asked.said and any(t.value == "hs" for t in question.terms):
            asked = asked._replace(partner=WORLD)  # of the pair there is no split by chapter
        if not question.spans and {asked.reporter, asked.partner} == set(context.pair):
            answers += _named(context, question, _seen_from_home(context, asked))
        answers += _largest_groups(context, question, asked.reporter, asked.partner, asked.measure)
    return answers


def _seen_from_home(context: LookupContext, asked: TradeDirection) -> str:
    """The flow as Cambodia sees it: what Japan buys from it are its exports."""
    return asked.measure if asked.reporter == context.home else MIRRORED[asked.measure]


def _named(context: LookupContext, question: Query, flow: str) -> list[Answer]:
    by_source: dict[tuple[str, str, str], list[str]] = {}
    first: dict[tuple[str, str, str], str] = {}
    for m in _mentions(context):
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


def _mentions(context: LookupContext) -> Iterable[Mention]:
    """What sources name, which speak of Cambodia and Japan alone."""
    return context.book.mentions if context.pair == HOME else ()


def _largest_groups(context: LookupContext, question: Query, reporter: str, partner: str, measure: str) -> list[Answer]:
    """The five largest groups of each split there is, the newest first."""
    seller, buyer = (reporter, partner) if measure == "exports" else (partner, reporter)
    if {reporter, partner} == set(context.pair):
        found = [a for s in ("SITC:", "MTN:") for a in _largest_of(context, question, seller, buyer, s)]
        flows = ((seller, buyer, "exports"), (buyer, seller, "imports"))
        for flow in (f for f in splits.imported_flows(context.book) if (f.reporter, f.partner, f.measure) in flows):
            split = splits.split(context.book, flow)
            amounts = (q.figure for period in split.periods for q in split.amounts(period))
            found += _largest(context, question, seller, buyer, [f for f in amounts if f is not None and f.value > 0])
        return sorted(found, key=lambda a: a.period, reverse=True)
    return [a for s in ("HS:", "WITS:") for a in _largest_of(context, question, seller, buyer, s)]


def _largest_of(context: LookupContext, question: Query, seller: str, buyer: str, system: str) -> list[Answer]:
    figures: list[Figure] = []
    for who, whom, flow in ((seller, buyer, "exports"), (buyer, seller, "imports")):
        products = {
            k[3]
            for k in context.book.index.keys(of_goods=True)
            if k[:3] == (flow, who, whom) and k[3].startswith(system)
        }
        figures += [f for p in products for f in context.figures(flow, who, whom, p) if f.value > 0]
        if figures:
            break
    return _largest(context, question, seller, buyer, figures)


def _largest(context: LookupContext, question: Query, seller: str, buyer: str, figures: list[Figure]) -> list[Answer]:
    time = when(question, (f.period for f in figures))
    if question.does("growth"):
        return _fastest(context, question, figures, time)
    answers = []
    for period in time.periods[:1]:
        here = sorted((f for f in figures if f.period == period), key=lambda f: -f.amount)[:5]
        if not here:
            continue
        each = ", ".join(
            f"{product_numbers.label(context, f.product)} {amount(printed(f).value, f.unit, f.interval, f)}"
            for f in here
        )
        text = f"The largest groups of goods from {context.name(seller)} to {context.name(buyer)} {period_words(period)}: {each}, by {whose(here[0].compiler, here[0].reporter)}."
        how = question.read_as("groups of goods by value", time.note)
        first, pair = here[0], (here[0].reporter, here[0].partner)
        answer = in_words(context.book, text, how, first.measure, pair, figures=here, period=period.code)
        answers.append(replace(answer, status=first.status))
    return answers


def _fastest(context: LookupContext, question: Query, figures: list[Figure], time: When) -> list[Answer]:
    """The five groups that grew most, or fell most, between two years: those asked for, else the last two there are."""
    years = sorted({f.period for f in figures if f.period.is_year})
    asked = sorted(p for p in time.periods if p in years) if question.spans else years[-2:]
    ends = [asked[0].year_before, asked[0]] if len(asked) == 1 else asked
    if len(ends) < 2:
        return []
    by_product = {(f.product, f.period): f for f in figures}
    levels = [
        [by_product.get((product, p)) for p in (ends[-1], ends[0])]
        for product in dict.fromkeys(f.product for f in figures)
    ]
    grown = [q for now, then in levels if now and then and (q := growth(printed(now), printed(then))) is not None]
    falls = question.does("trough") or question.asks_of_falls
    here = sorted(grown, key=lambda q: q.value if falls else -q.value)[:5]
    if not here:
        return []
    each = ", ".join(
        f"{product_numbers.label(context, q.product)} {growth_words(q.value, amount(q.value, 'percent', q.interval))}"
        for q in here
    )
    first, moved = here[0], "fell" if falls else "grew"
    about = subject(context, first.measure.removesuffix("_growth"), first.reporter, first.partner)
    text = f"Of {about}, these groups {moved} most from {ends[0].label} to {ends[-1].label}: {each}, worked out from {figures_of(first.compiler, first.reporter)}."
    how = question.read_as("groups of goods by growth", time.note)
    made = [f for q in here for f in q.figures]
    answer = in_words(
        context.book, text, how, first.measure, (first.reporter, first.partner), figures=made, period=ends[-1].code
    )
    return [replace(answer, status="derived")]


def answer_good(context: LookupContext, question: Query) -> list[Answer]:
    """The trade in each good that is named, the first of each before the second of any."""
    places = dict.fromkeys(item.start for item in question.all("good"))
    asked = [question.with_only("good", at) for at in places]
    each = (_of_good(context, of_one) or _of_own(context, of_one) for of_one in asked)
    return [a for turn in zip_longest(*each) for a in turn if a is not None]


def _of_good(context: LookupContext, question: Query) -> list[Answer]:
    """A product group's trade: with Japan whether a source names it, and its SITC section; else with the world."""
    good = question.values("good")[-1]
    if not _flows(question) and not question.does("share") and any(p.role == "in" for p in question.places):
        return []  # "meat in Cambodia": nothing says that it is traded
    asked = sides(question, (_flows(question) or ["exports"])[0])
    if question.does("share") and _is_of_partner(context, question):
        groups = concordance("of pair").get(good, "").split()
        return _of_splits(context, question, asked, groups, splits.MARKET_SHARE, "")
    abroad = any(p.code not in (context.home, asked.reporter) or p.code == asked.partner for p in question.places)
    if good.startswith("SITC:") or (abroad and {asked.reporter, asked.partner} == set(context.pair)):
        amounts = _of_groups(context, question, asked, good) + _of_section(context, question, asked, good)
        if question.spans:
            return amounts
        amounts.sort(key=lambda a: Period.parse(a.period), reverse=True)
        named = _named_good(context, question, good, _seen_from_home(context, asked), known=bool(amounts))
        return named + amounts if question.asks_whether else amounts + named
    partner = asked.partner if abroad else WORLD
    measure = "product_share_of_" + asked.measure if question.does("share") else asked.measure
    word = _word(question)
    for products in _ways(good):
        answers = _product(
            context, question, measure, asked.reporter, partner, products, word if word in codes("part") else ""
        )
        if answers:
            return answers
    if question.does("share") and not question.places:  # of a flow that the pair has the other way
        turned = asked._replace(reporter=context.partner, partner=context.home)
        groups = concordance("of pair").get(good, "").split()
        each = (splits.MARKET_SHARE, splits.SHARE)
        return [a for measures in each for a in _of_splits(context, question, turned, groups, measures, "")]
    return []


def _of_own(context: LookupContext, question: Query) -> list[Answer]:
    """A chapter of the pair's imported trade: its amount, or its share of all goods."""
    asked, answers = sides(question, (_flows(question) or ["exports"])[0]), list[Answer]()
    for flow in splits.imported_flows(context.book):
        if (flow.measure, flow.reporter, flow.partner) != (asked.measure, asked.reporter, asked.partner):
            continue
        split, measure = splits.split(context.book, flow), flow.measure
        measure = splits.SHARE[measure] if question.does("share") else measure
        for product in (p for p in question.values("good")[-1].split() if p in split.products):
            known = {p: q for p in split.periods if (q := split.measures[measure](product, p)) is not None}
            time = when(question, known)
            for q in (known[p] for p in time.periods[:1] if p in known):
                named = Reference(measure, flow.reporter, flow.partner, q.period, flow.compiler, product)
                is_amount = q.figure is not None and measure == flow.measure
                of_one = (
                    product_numbers.good_answer(context, question, q.figure, time.note)
                    if is_amount and q.figure
                    else None
                )
                answers.append(of_one or product_numbers.said(context, question, q, named))
    return answers


def _is_of_partner(context: LookupContext, question: Query) -> bool:
    """ "Cambodia's share of Japan's clothing imports": the good says which flow, the share is that of a country."""
    item, places = question.all("good")[-1], {p.code: p for p in question.places}
    behind = question.after(item.end)
    ahead = [i for i in question.items if i.slot in ("measure", "verb") and i.end in (item.start, item.start - 1)]
    flow = behind is not None and behind.slot in ("measure", "verb", "area")
    return set(context.pair) <= set(places) and (flow or bool(ahead))


def _of_splits(
    context: LookupContext,
    question: Query,
    asked: TradeDirection,
    products: Iterable[str],
    measures: Mapping[str, str],
    word: str,
) -> list[Answer]:
    """What follows from the splits of the flow, or of its mirror, by group: its part of all groups, or the partner's part in
    a group; `word` is the good it may be wider than."""
    mine = (asked.measure, asked.reporter, asked.partner)
    seen = (mine, (MIRRORED[asked.measure], asked.partner, asked.reporter))
    answers = []
    for flow in (
        f for flows in splits.bundled_splits().values() for f in flows if (f.measure, f.reporter, f.partner) in seen
    ):
        number_of = splits.split(context.book, flow).measures[measures[flow.measure]]
        for product in (p for p in products if p.startswith(f"{flow.system}:")):
            known = [p for p in splits.split(context.book, flow).periods if number_of(product, p) is not None]
            time = when(question, known)
            first, last = sorted(time.periods)[:1], sorted(time.periods)[-1:]
            several = [p for p in known if first <= [p] <= last] if time.kind in ("range", "several") else []
            if question.does("growth") and len(several) < 2:
                several = known  # how a share grew is told by all its years
            for q in (q for p in (several or time.periods)[-1:] if (q := number_of(product, p)) is not None):
                named = Reference(measures[flow.measure], flow.reporter, flow.partner, q.period, flow.compiler, product)
                answer = product_numbers.said(context, question, q, named)
                wider = word and word not in answer.text.lower()
                text = f"{answer.text} That group is wider than {word}." if wider else answer.text
                shares = [s for p in several if (s := number_of(product, p)) is not None]
                each = (f"{s.period.label} {amount(s.value, s.unit, s.interval)}" for s in shares)
                text += f" Year by year: {', '.join(each)}." if len(shares) > 1 else ""
                does = frozenset({"growth", "yearly", "over_years"} if len(shares) > 1 else ())
                reading = "; ".join(filter(None, (answer.reading, time.note)))
                answers.append(replace(answer, text=text, reading=reading, does=does))
    return answers


def _of_groups(context: LookupContext, question: Query, asked: TradeDirection, good: str) -> list[Answer]:
    """The pair's trade in the groups that hold a good and are printed more often than SITC sections, the closest first."""
    word = _word(question)
    products = concordance("of pair").get(good, "").split()
    flows = ((asked.reporter, asked.partner, asked.measure), (asked.partner, asked.reporter, MIRRORED[asked.measure]))
    wider = word if word in codes("part") else ""
    found: list[Answer] = []
    for share in ("product_share_of_",) if question.does("share") else ("", "product_share_of_"):
        if not found:  # where no amount is printed: the share instead
            found = [a for f in flows for a in _product(context, question, share + f[2], *f[:2], products, wider)]
    if not found:
        found = [a for f in flows for a in _product(context, question, splits.OF_APPAREL, *f[:2], products, wider)]
    return [a for i, a in enumerate(found) if a not in found[:i]]


def _of_section(context: LookupContext, question: Query, asked: TradeDirection, good: str) -> list[Answer]:
    """The pair's trade in the SITC section that holds a good; or what part of all groups the good is."""
    section = concordance("section").get(good, good)
    word = "" if section == good else _word(question)
    if question.does("share"):
        groups = [*concordance("of pair").get(good, "").split(), section]
        return _of_splits(context, question, asked, groups, splits.SHARE, word)
    return _product(context, question, asked.measure, asked.reporter, asked.partner, [section], word)


def _word(question: Query) -> str:
    """The good as the question calls it."""
    item = question.all("good")[-1]
    return " ".join(question.words[item.start : item.end])


def _named_good(context: LookupContext, question: Query, good: str, flow: str, *, known: bool) -> list[Answer]:
    """Whether a source names the good, or what it belongs to, among what is traded; `known` tells of amounts elsewhere."""
    word = _word(question)
    answers: list[tuple[bool, Answer]] = []
    for m in _mentions(context):
        meanings = context.vocabulary.longest(m.name.split(), 0)
        if m.kind != "good" or m.flow != flow or meanings is None:
            continue
        itself = ("good", good) in meanings.meanings
        if not itself and ("good", concordance("farmed").get(good, "")) not in meanings.meanings:
            continue
        person = context.book.people.get(m.attributed_to)
        name = person.name if person is not None else whose(m.attributed_to, context.home)
        wider = "" if itself else f", to which {word} may belong,"
        yes = "Yes: " if itself else ""
        amount_ = "" if known else "; how much is not in the data"
        text = (
            f"{yes}{name} names {m.name}{wider} among {subject(context, flow, *context.pair)} ({m.locator}){amount_}."
        )
        how = question.read_as(f"whether {word} are named among {flow}, {m.locator}")
        opens = view("people", view="mentions", row=m.id)
        answer = in_words(context.book, text, how, flow, context.pair, sources=[m.source], opens=opens)
        answers.append((not itself, answer))
    return [answer for _, answer in sorted(answers, key=lambda found: found[0])]


def _ways(good: str) -> list[list[str]]:
    """The product groups that hold a good, of the world's trade, the closest first."""
    wide, groups = concordance("beside").get(good, ""), concordance("of pair").get(good, "")
    wider = [[wide] if wide.startswith("WITS:") else wide.split()] if wide else []
    wider += [groups.split()] if groups else []
    return [[p for p in good.split() if ":" in p], *wider] if not good.startswith("WITS:") else [[good], *wider]


def _product(
    context: LookupContext,
    question: Query,
    measure: str,
    reporter: str,
    partner: str,
    products: list[str],
    word: str = "",
) -> list[Answer]:
    """The figures of some product groups; `word` is the good they are wider than."""
    answers: list[Answer] = []
    for product in products:
        sets = [context.figures(measure, reporter, partner, product)]
        if measure in ("exports", "imports") and partner != WORLD:
            sets.append(context.figures(MIRRORED[measure], partner, reporter, product))
        for figures in sets:
            time = when(question, (f.period for f in figures))
            over, changes = over_time(context, question, figures, time)
            compared = question.does("difference")  # the two levels, then their difference
            chosen = [] if over and not compared else _chosen(time.kind, time.periods, figures)
            each = [product_numbers.good_answer(context, question, f, time.note, word) for f in chosen]
            answers += [*each, *over] if compared else [*over, *changes, *each]
    return answers


def _chosen(kind: str, periods: tuple[Period, ...], figures: list[Figure]) -> list[Figure]:
    if kind == "range":
        return [f for f in figures if periods[0] <= f.period <= periods[1]][::-1]
    return [f for p in periods[: 1 if kind == "default" else None] for f in figures if f.period == p]
