"""Topic: what the numbers of a clause are about: measure, the two sides, concept and goods."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..derivation.fixpoint import LEVELS
from ..language.phrases import fillers
from ..lookup.direction import TradeDirection, sides
from ..lookup.operations.investment import LEVEL
from ..model.reference import HOME
from .clause import Sentence
from .number_mentions import NumberMention
from .partner import UNCLEAR, beside, others, seen_from_here, sells_to_whom

DEFAULT = TradeDirection("total_trade", *HOME, said=False)
_LINKS = frozenset({"of", "in", "worth", "the", "a", "an", "its", "their", "goods", "products", "total", "bilateral", "'",
                    "annual", "overall", "two", "way", "foreign", "direct", "cambodia", "japan", "cambodian", "japanese",
                    "merchandise", "value", "both"})  # fmt: skip
_PLAIN = frozenset(
    [
        "strong",
        "robust",
        "weak",
        "merchandise",
        "meanwhile",
        "however",
        "moreover",
        "furthermore",
        "bilateral",
        "steady",
        "modest",
        "cumulative",
        "similarly",
        "conversely",
        "respective",
        "corresponding",
        "combined",
        "gross",
        "net",
        "goods",
        "kingdoms",
        "countrys",
        "country",
        "nations",
        "while",
        "whereas",
        "whilst",
        "although",
        "though",
        "but",
        "yet",
        "both",
        "former",
        "latter",
    ]
)
_CODES = re.compile(r"\s+(?=[A-Z]+:)")
_NARROWS = frozenset({"of", "to", "from", "with", "into", "for", "in", "between"})
_BACK = frozenset({"it", "this", "that", "which", "these", "they", "figure", "amount", "value", "total", "latter", "former",
                   "up", "down", "compared"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """`measure` is one of trade, "fdi" or another measure of the book, "" where none was named yet.

    `bases` are the concepts of investment named, `products` codes of goods or sectors, `partner_named` whether the
    clause itself says with whom. `problem` says in words why
    the book cannot follow.
    """

    measure: str = ""
    sides: TradeDirection = DEFAULT
    bases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    problem: str = ""
    carried: bool = False
    partner_named: bool = False


class Subject(NamedTuple):
    """A word or phrase that names a measure."""

    measure: str
    start: int
    end: int


def subjects(clause: Sentence) -> list[Subject]:
    """The measures a clause names, in order; a concept of investment counts as one."""
    found = []
    for item in clause.items:
        if item.slot in ("measure", "verb"):
            found.append(Subject(str(item.value), item.start, item.end))
        elif (item.slot == "basis" and (item.value in ("stock", "inflow") or _says_investment(clause))) or (
            item.slot == "role" and item.value == "fdi"
        ):
            found.append(Subject("fdi", item.start, item.end))
    return found


def _says_investment(clause: Sentence) -> bool:
    return any(i.slot == "measure" and i.value == "fdi" for i in clause.items) or clause.has("cdc", "investment")


def topic_for(clause: Sentence, mention: NumberMention, numbers: list[NumberMention], before: Topic) -> Topic:
    """What a number is about: the measure behind it where the words link them, the nearest one before it, or what
    was spoken of before."""
    subject = _subject(clause, mention, numbers)
    if subject is None:
        return _carried(clause, mention, before)
    clause = _own_words(clause, subject, numbers)
    bases = tuple(b for b in clause.values("basis") if b in LEVEL)
    found = _sides(clause, subject.measure, before)
    topic = Topic(found.measure if subject.measure in LEVELS else subject.measure, found, bases, products_of(clause),
                  problem=_whose(clause, found, before), partner_named=_names_partner(clause, subject))  # fmt: skip
    topic = _next_to(clause, mention, topic)
    if subject.measure == "fdi" and not bases:
        topic = replace(topic, bases=before.bases if before.measure == "fdi" else ())
    word = _narrowing(clause, subject, mention)
    if word and not topic.products:
        topic = replace(topic, problem=f"'{word}' narrows it in a way the book cannot follow")
    return topic


def _whose(clause: Sentence, found: TradeDirection, before: Topic) -> str:
    """Why the words leave open whose exports or imports they are."""
    if (
        before.sides.turned
        and {p.code for p in clause.places} <= {clause.home}
        and before.measure in ("exports", "imports")
    ):
        return "it is not clear whose they are"
    return sells_to_whom(clause, found)


def _next_to(clause: Sentence, mention: NumberMention, topic: Topic) -> Topic:
    """Where a clause names several countries, the one next to the number is meant, or none is known to be."""
    reporter = topic.sides.reporter
    if topic.measure not in (*LEVELS, "fdi") or len(others(clause, reporter)) < 2:
        return topic
    code = beside(clause, mention, reporter)
    if not code:
        return replace(topic, problem=topic.problem or UNCLEAR)
    return replace(topic, sides=topic.sides._replace(partner=code))


def antecedent(sentence: Sentence, clause: Sentence, before: Topic) -> Topic | None:
    """What "which" stands for at the head of a clause: the measure named last, with its own countries only."""
    if clause.words[clause.start] not in ("which", "that"):
        return None
    named = [s for s in subjects(sentence) if s.end <= clause.start]
    if not named or named[-1].measure not in LEVELS:
        return None
    near = sentence.clause(max(0, named[-1].start - 3), clause.start)
    return Topic(named[-1].measure, _sides(near, named[-1].measure, before), (), products_of(near))


def _own_words(clause: Sentence, subject: Subject, numbers: list[NumberMention]) -> Sentence:
    """The clause without what belongs to numbers before the measure."""
    start = max((m.end for m in numbers if m.end <= subject.start), default=clause.start)
    return clause if start == clause.start else clause.clause(start, clause.end)


def _subject(clause: Sentence, mention: NumberMention, numbers: list[NumberMention]) -> Subject | None:
    named = subjects(clause)
    before = [s for s in named if s.end <= mention.start]
    behind = [s for s in named if s.start >= mention.end]
    if behind and _linked(clause, mention, behind[0]) and not (before and _has_own_number(clause, behind[0], numbers)):
        return behind[0]
    if before:
        return before[-1]
    free = [s for s in behind if not _has_own_number(clause, s, numbers)]
    return free[0] if free and len(numbers) == 1 else None


def _linked(clause: Sentence, mention: NumberMention, subject: Subject) -> bool:
    """ "$237.22 million worth of exports", "a 15.3% increase in Cambodian exports", "a $148.79 million surplus"."""
    growth, areas = clause.covered("op"), clause.covered("area")
    return all(
        clause.words[k] in _LINKS or k in growth or k in areas or clause.words[k] in ("to", "with")
        for k in range(mention.end, subject.start)
    )


def _has_own_number(clause: Sentence, subject: Subject, numbers: list[NumberMention]) -> bool:
    return any(
        subject.end <= m.start and all(w in fillers() or w in ("$", "") for w in clause.words[subject.end : m.start])
        for m in numbers
    )


def _sides(clause: Sentence, measure: str, before: Topic) -> TradeDirection:
    """Who trades with whom, from the clause; what it leaves open is as before."""
    if measure == "fdi":
        return TradeDirection("total_trade", clause.home, _investor(clause, before))
    trade = measure if measure in LEVELS else "total_trade"
    found = sides(clause, trade)
    buyer = _doer(clause, measure)
    if buyer:
        other = next(
            (p.code for p in clause.places if p.code not in (buyer, "WLD")),
            clause.home if buyer != clause.home else clause.partner,
        )
        return seen_from_here(TradeDirection(trade, buyer, other, found.side, found.compilers))
    if _of_all_trade(clause, found):
        return found._replace(partner="WLD", said=True)
    if clause.places:
        return found
    return before.sides._replace(measure=trade, said=before.sides.said and before.measure != "", compilers=found.compilers,
                                 side=found.side) if before.measure and before.sides.partner != "WLD" else found  # fmt: skip


def _names_partner(clause: Sentence, subject: Subject) -> bool:
    return subject.measure not in LEVELS or clause.has("bilateral", "two", "both") or any(
        p.code != clause.home for p in clause.places
    )  # fmt: skip


def _doer(clause: Sentence, measure: str) -> str:
    """ "Japan, its fourth largest market, bought ...": who buys or sells is named before the clause of the verb."""
    verb = next((i for i in clause.items if i.slot == "verb" and i.value == measure), None)
    if verb is None or any(p.start < verb.start for p in clause.places) or not clause.named:
        return ""
    first = clause.named[0]
    return first.code if first.role == "bare" and first.start < clause.start and first.code != "WLD" else ""


def _of_all_trade(clause: Sentence, found: TradeDirection) -> bool:
    """ "The Kingdom's international trade": with everybody, where no partner is named."""
    alone = bool(clause.places) and all(p.code == found.reporter for p in clause.places)
    return alone and clause.has("international", "global", "worldwide", "foreign", "external", "overall", "total")


def _investor(clause: Sentence, before: Topic) -> str:
    named = next((p.code for p in clause.places if p.code not in (clause.home, "WLD")), "")
    if named or before.measure == "fdi":
        return named or before.sides.partner
    if clause.has("fdi", "foreign", "total", "overall", "all"):
        return "WLD"
    earlier = [p.code for p in clause.named if p.start < clause.start and p.code not in (clause.home, "WLD")]
    return earlier[-1] if earlier else "WLD"


def products_of(clause: Sentence) -> tuple[str, ...]:
    """The codes of the goods and sectors a clause names."""
    goods = [code for good in clause.values("good") for code in _CODES.split(good)]
    return tuple(goods + [f"SECTOR:{s}" for s in clause.values("sector")])


def _narrowing(clause: Sentence, subject: Subject, mention: NumberMention) -> str:
    """What belongs to the measure and is not in the book: "umbrella exports", "exports to the moon", "to the EU"."""
    groups = {k for i in clause.items if i.slot == "group" for k in range(i.start, i.end)}
    unknown = {k for k in {*clause.unknown_at, *groups} if clause.start <= k < clause.end}
    at = subject.start - 1
    while at >= clause.start and (clause.words[at] in fillers() or at in clause.covered("area")) and at not in unknown:
        if clause.words[at] not in ("total", "bilateral", "its", "their", "overall", "and", "the"):
            break
        at -= 1
    if at in unknown and not _is_plain(clause.words[at]):
        return clause.words[at]
    end = mention.start if mention.start >= subject.end else clause.end
    for k in range(subject.end, end):
        before = k - 1
        while before > subject.start and clause.words[before] in ("the", "a", "its"):
            before -= 1
        if k in unknown and clause.words[before] in _NARROWS and not _is_plain(clause.words[k]):
            return clause.words[k]
    return ""


def _is_plain(word: str) -> bool:
    return word in _PLAIN or not word.isalpha() or word.endswith(("ed", "ing", "ly"))


def _carried(clause: Sentence, mention: NumberMention, before: Topic) -> Topic:
    """What was spoken of before, unless the clause speaks of something the book has no word for."""
    if not before.measure:
        return Topic(problem="it does not say of what")
    strange = [k for k in clause.unknown_at if clause.start <= k < mention.start and not _is_plain(clause.words[k])]
    if strange and not before.problem:
        word = clause.words[strange[0]]
        return replace(before, problem=f"'{word}' is nothing the book has figures of")
    if before.measure in LEVELS:
        return _carried_trade(clause, mention, before)
    if before.measure == "fdi":
        return _carried_investment(clause, mention, before)
    return replace(before, carried=True)


def _carried_trade(clause: Sentence, mention: NumberMention, before: Topic) -> Topic:
    """The same flow, with the country next to the number or the only one named before it."""
    reporter = before.sides.reporter
    roles = ("to", "from", "with", "bare", "own") if clause.has("which") else ("to", "from", "with")
    code = beside(clause, mention, reporter)
    if not code and len(others(clause, reporter)) < 2:
        to = [p.code for p in clause.places if p.role in roles and p.start < mention.start and p.code != reporter]
        code = to[-1] if to else ""
    return _carried_with(clause, code, before)


def _carried_investment(clause: Sentence, mention: NumberMention, before: Topic) -> Topic:
    """The same concept, from the investor or of the sector next to the number."""
    products = products_of(clause)
    before = replace(before, products=products) if products else before
    return _carried_with(clause, beside(clause, mention, clause.home), before)


def _carried_with(clause: Sentence, code: str, before: Topic) -> Topic:
    if code:
        problem = "" if before.problem == UNCLEAR else before.problem
        sides = before.sides._replace(partner=code)
        return replace(before, sides=sides, carried=True, partner_named=True, problem=problem)
    problem = UNCLEAR if others(clause, before.sides.reporter, before.sides.partner) else before.problem
    return replace(before, carried=True, problem=problem)


def beside_the_way(clause: Sentence, topic: Topic) -> Topic:
    """A clause without a number that names another country: what comes next may be of either."""
    another = others(clause, topic.sides.reporter, topic.sides.partner)
    reached = any(p.code in another and p.role not in ("than", "own") for p in clause.places)
    return replace(topic, problem=topic.problem or UNCLEAR) if reached and topic.measure else topic


def speaks_back(clause: Sentence) -> bool:
    """Whether a clause without a measure of its own leans on the sentence before: "This was up 9.3 per cent"."""
    moves = any(i.slot == "op" and i.value == "growth" for i in clause.items)
    return moves or clause.has(*_BACK)
