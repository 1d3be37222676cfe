"""Goods: the trade in goods that a question names, by the product groups that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from itertools import zip_longest

from ...book.code_lists import concordance, groups_of_pair
from ...derivation import products as splits
from ...derivation.comparisons import difference
from ...language.phrases import codes
from ...model.codes import WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...model.reference import Reference
from ...wording.sentences import amount, points_more, whose
from ...wording.titles import product_name
from ..answer import VERDICT, Answer, carries_out, in_words, view
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, sides
from ..period_resolver import when
from ..query import Query
from ..retrieval import stems
from . import product_numbers
from .aggregate import over_time
from .main_goods import answer_contributed, flows_asked, mentions, seen_from_home
from .measure_series import subject


def answer_good(context: LookupContext, question: Query) -> list[Answer]:
    """The trade in each good that is named, the first of each before the second of any."""
    if question.does("contribution") and question.does("growth"):
        return answer_contributed(context, question)
    question = _of_heads(question)
    places = dict.fromkeys(item.start for item in question.all("good"))
    kinds = [g for g in question.values("good") if g.startswith("GOODS:")]
    if question.does("share") and len(places) > 1 and kinds:  # "shirts as a share of apparel"
        of_apparel = _product(context, question, splits.OF_APPAREL, context.partner, context.home, kinds)
        if of_apparel:
            return of_apparel
    asked = [question.with_only("good", at) for at in places]
    each = (_of_good(context, of_one) or _of_own(context, of_one) for of_one in asked)
    return [a for turn in zip_longest(*each) for a in turn if a is not None]


CONCENTRATED = (*splits.CONCENTRATION.values(), "market_concentration")


def asks_concentration(context: LookupContext, question: Query) -> bool:
    """Whether it is asked how far few goods make up a flow: that of one partner is by product, that of all is by market."""
    by_product, by_market = (not {*question.measures}.isdisjoint(m) for m in (CONCENTRATED[:-1], CONCENTRATED[-1:]))
    return by_product or (by_market and any(p.role in ("to", "from", "with") for p in question.others))


@carries_out("products by_product")
def answer_concentration(context: LookupContext, question: Query) -> list[Answer]:
    """The concentration of a flow of the pair by product, the newest first."""
    told = []
    for flow in flows_asked(question) or ["exports", "imports"]:
        asked = sides(question, flow)
        wholes = {flow.whole for flows in splits.bundled_splits().values() for flow in flows}
        told += _of_splits(context, question, asked, sorted(wholes), splits.CONCENTRATION, "")
    return sorted(told, key=lambda a: a.period, reverse=True)


def _of_heads(question: Query) -> Query:
    """The question with one good of several side by side, the last: "cotton shirts" are shirts, and fewer than all; but
    "bicycle parts" belong with bicycles."""
    whole, starts = copy(question), dict[int, int]()
    goods = question.all("good")
    whole.items = [i for i in question.items if i.slot != "good" or i.value != "parts"]
    for part in (i for i in goods if i.value == "parts"):
        whole.items = [i._replace(end=part.end) if i.slot == "good" and i.end == part.start else i for i in whole.items]
    ends = {i.end: i.start for i in whole.all("good")}
    for item in whole.all("good"):
        starts[item.start] = starts.get(ends.get(item.start, -1), item.start)
    kept = [i for i in whole.items if i.slot != "good" or i.end not in starts]
    whole.items = [i._replace(start=starts[i.start]) if i.slot == "good" else i for i in kept]
    return whole


def _of_good(context: LookupContext, question: Query) -> list[Answer]:
    """A product group's trade: with Japan whether a source names it, and its SITC section; else with the world."""
    good = question.values("good")[-1]
    at_home = question.says("sells") and not question.others
    if not question.trade_measures and not question.does("share") and any(p.role == "in" for p in question.places):
        at_home = True
    if at_home:
        return []  # "meat in Cambodia", "beer sales": nothing says that it is traded
    asked = sides(question, (flows_asked(question) or ["exports"])[0])
    if question.does("share") and _goes_to_partner(question):
        return []  # "what part of Cambodia's rice goes to Japan": no source splits a good by partner
    if {*splits.ADVANTAGE.values(), "rca"}.intersection([*question.measures, *(t.value for t in question.terms)]):
        return _of_splits(context, question, asked, groups_of_pair(good), splits.ADVANTAGE, "")
    if question.does("share") and _is_of_partner(context, question):
        groups, item = groups_of_pair(good), question.all("good")[-1]
        owners = {p.code for p in question.places if p.role == "own" and question.after(p.end) == item}
        found = _of_splits(context, question, asked, groups, splits.MARKET_SHARE, "")
        return [a for a in found if a.reporter in (owners or {a.reporter})]
    abroad = any(p.code not in (context.home, asked.reporter) or p.code == asked.partner for p in question.places)
    if good.startswith("SITC:") or (abroad and {asked.reporter, asked.partner} == set(context.pair)):
        amounts = _of_groups(context, question, asked, good) + _of_section(context, question, asked, good)
        if question.spans:
            return amounts
        amounts.sort(key=lambda a: Period.parse(a.period), reverse=True)
        named = _named_good(context, question, good, seen_from_home(context, asked), known=bool(amounts))
        return named + amounts if question.asks_whether else amounts + named
    partner = asked.partner if abroad else WORLD
    measure = "product_share_of_" + asked.measure if question.does("share") else asked.measure
    word = _word(question)
    for products in _ways(good):
        answers = _product(
            context, question, measure, asked.reporter, partner, products, word if _is_part(word) else ""
        )
        if answers and question.places:
            return answers
        if answers:
            with_world = [a._replace(reading=f"{a.reading}; no partner said: the world") for a in answers]
            of_pair = _of_pair(context, question, asked, good)
            return with_world + of_pair if question.trade_measures else of_pair + with_world
    return [] if question.places else _of_pair(context, question, asked, good)


def _of_pair(context: LookupContext, question: Query, asked: TradeDirection, good: str) -> list[Answer]:
    """The shares of a good in what the pair's second buys of its first, where a share is asked for."""
    if not question.does("share"):
        return []
    sold = asked.measure == "exports"
    of, to = (context.home, context.partner) if sold else (context.partner, context.home)
    between, groups = asked._replace(reporter=of, partner=to), groups_of_pair(good)
    each = (splits.SHARE, splits.MARKET_SHARE) if sold else (splits.MARKET_SHARE, splits.SHARE)
    told = [a for measures in each for a in _of_splits(context, question, between, groups, measures, "")]
    return told or _of_groups(context, question, between, good)


def _of_own(context: LookupContext, question: Query) -> list[Answer]:
    """A chapter of the pair's imported trade, or what is within one: its amount, or its share of all goods."""
    asked, answers = sides(question, (flows_asked(question) or ["exports"])[0]), list[Answer]()
    good = question.values("good")[-1]
    codes_ = [p for p in (*good.split(), *groups_of_pair(good)) if p.startswith("HS:")]
    for flow in splits.imported_flows(context.book):
        if (flow.measure, flow.reporter, flow.partner) != (asked.measure, asked.reporter, asked.partner):
            continue
        measure = splits.SHARE[flow.measure] if question.does("share") else flow.measure
        each = ((p, splits.split(context.book, flow, p[_CHAPTER:-2])) for p in codes_)
        for product, split in ((p, split) for p, split in each if p in split.products):
            known = {p: q for p in split.periods if (q := split.measures[measure](product, p)) is not None}
            time = when(question, known)
            for q in (known[p] for p in time.periods[:1] if p in known):
                named = Reference(measure, flow.reporter, flow.partner, q.period, flow.compiler, product)
                is_amount = q.figure is not None and measure == flow.measure
                one = q.figure if is_amount else None
                of_one = product_numbers.good_answer(context, question, one, time.note) if one else None
                answers.append(of_one or product_numbers.said(context, question, q, named))
    return answers


_CHAPTER = len("HS:")


def _is_of_partner(context: LookupContext, question: Query) -> bool:
    """ "Cambodia's share of Japan's clothing imports": the good says which flow, the share is that of a country."""
    item, places = question.all("good")[-1], {p.code: p for p in question.places}
    behind = question.after(item.end)
    ahead = [i for i in question.items if i.slot in ("measure", "verb") and i.end in (item.start, item.start - 1)]
    flow = behind is not None and behind.slot in ("measure", "verb", "area", "role")
    return set(context.pair) <= set(places) and (flow or bool(ahead))


def _goes_to_partner(question: Query) -> bool:
    """ "The share of rice that goes to Japan", "sold to Japan": the part of a good, not what a good is a part of."""
    end = question.all("good")[-1].end
    to = [p.start for p in question.places if p.role == "to" and p.start > end]
    behind = {i.slot for i in question.items if to and end <= i.start < to[0] and i.value != "in"}
    return bool(to) and behind <= {"prep", "verb"} and "in" not in question.words[end : to[0]]


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
                change = difference(shares[-1], shares[0]) if len(shares) > 1 and question.does("growth") else None
                text += f" {points_more(change)} than in {shares[0].period.label}." if change is not None else ""
                does = frozenset({"growth", "yearly", "over_years"} if len(shares) > 1 else ())
                reading = "; ".join(filter(None, (answer.reading, time.note)))
                answers.append(answer._replace(text=text, reading=reading, does=does))
    return answers


def _of_groups(context: LookupContext, question: Query, asked: TradeDirection, good: str) -> list[Answer]:
    """The pair's trade in the groups that hold a good and are printed more often than SITC sections, the closest first."""
    word = _word(question)
    products = groups_of_pair(good)
    flows = ((asked.reporter, asked.partner, asked.measure), (asked.partner, asked.reporter, MIRRORED[asked.measure]))
    named = {product_name(context.book, p).partition(" (")[0] for p in products}
    itself = any(codes("good").get(name) == good for name in named)  # "clothing" is what the press calls garments
    wider = word if _is_part(word) or (good.startswith("HS:") and not itself) else ""
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
        groups = [*groups_of_pair(good), section]
        return _of_splits(context, question, asked, groups, splits.SHARE, word)
    return _product(context, question, asked.measure, asked.reporter, asked.partner, [section], word)


def _word(question: Query) -> str:
    """The good as the question calls it."""
    item = question.all("good")[-1]
    return " ".join(question.words[item.start : item.end])


def _is_part(word: str) -> bool:
    """Whether a good is but a part of the groups that it belongs to: "shirts", "cotton shirts"."""
    return word in codes("part") or not (word in codes("good") or word.startswith(("hs", "sitc")))


def with_width(question: Query, answer: Answer) -> Answer:
    """An answer of a product group, with the good that the group is wider than, where that is what was asked."""
    word = _word(question) if question.values("good") and answer.quantity and answer.quantity.product else ""
    wider = _is_part(word) and word not in answer.text.lower() if word else False
    return answer._replace(text=f"{answer.text} That group is wider than {word}.") if wider else answer


def _named_good(context: LookupContext, question: Query, good: str, flow: str, *, known: bool) -> list[Answer]:
    """Whether a source names the good, or what it belongs to, among what is traded; `known` tells of amounts elsewhere."""
    word = _word(question)
    answers: list[tuple[bool, Answer]] = []
    for m in mentions(context):
        meanings = context.vocabulary.longest(m.name.split(), 0)
        if m.kind != "good" or m.flow != flow or meanings is None:
            continue
        itself = stems(m.name) == stems(word) or (("good", good) in meanings.meanings and not _is_part(word))
        if not itself and ("good", concordance("farmed").get(good, "")) not in meanings.meanings:
            continue
        person = context.book.people.get(m.attributed_to)
        name = person.name if person is not None else whose(m.attributed_to, context.home)
        wider = "" if itself else f", to which {word} may belong,"
        yes = "Yes: " if itself and not question.says("for the most part") else ""
        amount_ = "" if known else "; how much is not in the data"
        text = (
            f"{yes}{name} names {m.name}{wider} among {subject(context, flow, *context.pair)} ({m.locator}){amount_}."
        )
        how = question.read_as(f"whether {word} are named among {flow}, {m.locator}")
        opens = view("people", view="mentions", row=m.id)
        answer = in_words(context.book, text, how, flow, context.pair, sources=[m.source], opens=opens)
        answers.append((not itself, answer._replace(does=frozenset({VERDICT} if yes else ()))))
    return [answer for _, answer in sorted(answers, key=lambda found: found[0])]


def _ways(good: str) -> list[list[str]]:
    """The product groups that hold a good, of the world's trade, the closest first."""
    wide, groups = concordance("beside").get(good, ""), groups_of_pair(good)
    wider = [[wide] if wide.startswith("WITS:") else wide.split()] if wide else []
    wider += [groups] if groups else []
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
    answers: list[tuple[bool, list[Answer]]] = []
    for product in products:
        narrow = word if product not in question.values("good") or _is_part(word) else ""
        sets = [context.figures(measure, reporter, partner, product)]
        if measure in ("exports", "imports") and partner != WORLD:
            sets.append(context.figures(MIRRORED[measure], partner, reporter, product))
        for figures in sets:
            time = when(question, (f.period for f in figures))
            over, changes = over_time(context, question, figures, time)
            compared = question.does("difference")  # the two levels, then their difference
            chosen = [] if over and not compared else _chosen(time.kind, time.periods, figures)
            each = [product_numbers.good_answer(context, question, f, time.note, narrow) for f in chosen]
            lacks = time.kind == "several" and not {f.period for f in figures}.issuperset(time.periods)
            answers.append((lacks, [*each, *over] if compared else [*over, *changes, *each]))
    return [a for _, each in sorted(answers, key=lambda found: found[0]) for a in each]


def _chosen(kind: str, periods: tuple[Period, ...], figures: list[Figure]) -> list[Figure]:
    if kind == "range":
        return [f for f in figures if periods[0] <= f.period <= periods[1]][::-1]
    return [f for p in periods[: 1 if kind == "default" else None] for f in figures if f.period == p]
