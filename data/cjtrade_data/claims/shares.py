"""Shares: of what a per cent is a part: the trade of the pair, all trade of the country, or all investment."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ..derivation.fixpoint import LEVELS
from ..lookup.direction import TradeDirection
from .clause import Sentence
from .number_mentions import NumberMention
from .partner import UNCLEAR, beside, others
from .topic import Subject, Topic, products_of, subjects

_WORLD = frozenset({"world", "international", "foreign", "external", "global", "overall"})
_PAIR = frozenset({"bilateral", "two", "both", "mutual", "between", "them"})


class Part(NamedTuple):
    """A share as the book names it: "pair" (a flow in the trade of the two), "world" or "fdi"."""

    of: str
    measure: str


def part_of(clause: Sentence, mention: NumberMention, topic: Topic, before: Topic) -> tuple[Part | None, Topic]:
    """What a share is a part of, and its topic; None with the topic's `problem` where the words do not tell."""
    named = subjects(clause)
    left = [s for s in named if s.end <= mention.start]
    right = [s for s in named if s.start >= mention.end]
    if any(s.measure == "fdi" for s in right[:1] + left[-1:]) or (not named and before.measure == "fdi"):
        return Part("fdi", "fdi"), _of_investment(clause, mention, topic, before)
    part, whole = _part_and_whole(clause, left, right, before)
    if part == "imports" and whole == "exports" and any(p.code != clause.home for p in clause.places):
        part = None  # "Japan bought 5 per cent of Cambodia's exports"
    if whole is None:
        return None, replace(topic, problem="it is not said of what this is a share")
    if part in ("exports", "imports") and whole in ("total_trade", part) and _of_pair(clause, whole, left, right):
        sides = topic.sides._replace(measure=part, partner=_partner(clause, topic))
        return Part("pair", part), replace(topic, measure=part, sides=sides)
    if part is not None and part != whole:
        return None, replace(
            topic, problem=f"a share of {part} in {whole.replace('_', ' ')} of all countries is not in the book"
        )
    reporter, partner = _who(clause, topic, before)
    sides = TradeDirection(whole, reporter, partner, compilers=topic.sides.compilers)
    return Part("world", whole), replace(topic, measure=whole, sides=sides, problem="")


def _of_investment(clause: Sentence, mention: NumberMention, topic: Topic, before: Topic) -> Topic:
    """Whose share, or which sector's: the one named, or the investor spoken of before."""
    named = others(clause)
    code = beside(clause, mention, clause.home) if len(named) > 1 else next(iter(named), "")
    problem = UNCLEAR if named and not code else ""
    investor = code or (before.sides.partner if before.measure == "fdi" else "WLD")
    return replace(
        topic, measure="fdi", sides=TradeDirection("total_trade", clause.home, investor), bases=topic.bases or before.bases,
        products=topic.products or products_of(clause), problem=problem,
    )  # fmt: skip


def _part_and_whole(
    clause: Sentence, left: list[Subject], right: list[Subject], before: Topic
) -> tuple[str | None, str | None]:
    """The measures of the part and the whole: "exports made up 72% of trade", "Japan's share of exports was 5%"."""
    trade = [[s.measure for s in side if s.measure in LEVELS] for side in (left, right)]
    if trade[1]:
        part = trade[0][-1] if trade[0] else None
        if part is None and len(trade[1]) > 1 and clause.has("was", "were", "is", "are", "consisted", "came"):
            part = trade[1][1]  # "two thirds of the trade was exports"
        if part is None and not clause.places and before.measure in LEVELS:
            part = before.measure
        return part, trade[1][0]
    if len(trade[0]) >= 2:
        return trade[0][-2], trade[0][-1]
    if trade[0] and clause.has("share") and any(p.code not in (clause.home, "WLD") for p in clause.places):
        return None, trade[0][0]
    if (
        not trade[0]
        and clause.has("which", "share", "that", "this", "accounting")
        and clause.places
        and before.measure in LEVELS
    ):
        return None, before.measure
    if trade[0] and clause.has("total", "all"):
        return trade[0][0], "total_trade" if clause.has("trade") else trade[0][0]
    return None, None


def _of_pair(clause: Sentence, whole: str, left: list[Subject], right: list[Subject]) -> bool:
    """Whether the whole is what the two trade with each other."""
    start = right[0].start if right else left[-1].start
    words = set(clause.words[max(0, start - 6) : start + 8])
    near = {p.code for p in clause.places if start - 6 <= p.start < start}
    if words & _PAIR or (clause.home in near and len(near) == 2 and "WLD" not in near):
        return True
    return whole == "total_trade" and not words & _WORLD and not _owned(clause, start)


def _owned(clause: Sentence, at: int) -> bool:
    """Whether the whole is one country's own: "of the Kingdom's total trade"."""
    return any(p.role in ("own", "of") and p.code == clause.home and at - 6 <= p.start <= at for p in clause.places)


def _partner(clause: Sentence, topic: Topic) -> str:
    named = [p.code for p in clause.places if p.code not in (clause.home, "WLD")]
    return named[0] if named else (topic.sides.partner if topic.sides.partner != "WLD" else clause.partner)


def _who(clause: Sentence, topic: Topic, before: Topic) -> tuple[str, str]:
    """Whose whole it is, and whose part."""
    others = [p for p in clause.places if p.code not in (clause.home, "WLD")]
    khmer = [p for p in clause.places if p.code == clause.home]
    if others and khmer and others[-1].role == "own" and khmer[0].role != "own" and khmer[0].start < others[-1].start:
        return others[-1].code, clause.home
    if others:
        return clause.home, others[0].code
    partner = before.sides.partner if before.measure else topic.sides.partner
    return clause.home, partner if partner not in ("WLD", clause.home) else clause.partner
