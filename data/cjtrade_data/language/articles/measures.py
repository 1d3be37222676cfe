"""Measures of numbers: which of the measures that a text names a number may be of, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ...model.codes import BALANCES, LEVELS
from .beside import beside
from .flows import NamedFlow
from .number import Numeral
from .reading import MEASURED, Context
from .words import Cue, Tagged, word_class

_ADDS_UP = word_class("adds flows up")
_NEAR = 1.0
"""A measure that is so little further from a number than the nearest may be meant as well."""
CARRIED = 8.0
"""How far away a measure of an earlier sentence counts, and one that must not be taken for sure."""
_FAR = 40.0
_OWNS = frozenset({"of", "were", "was", "in", "as"})
_COUNTED = word_class("counted")
RATES = word_class("told in per cent")


class MeasureFinder:
    """Finds the measures of numbers in one sentence."""

    def __init__(
        self, sentence: Tagged, numbers: Sequence[Numeral], flows: Sequence[NamedFlow], context: Context
    ) -> None:
        self.sentence, self.numbers, self.flows, self.context = sentence, numbers, flows, context

    def near(self, number: Numeral) -> list[tuple[float, NamedFlow]]:
        """The measures a number may be of with their distance, the nearest first; none where it is of something else."""
        last = [w for w in self.sentence.words[max(0, number.start - 6) : number.start] if w in ("former", "latter")]
        if last and not self.flows and self.context.two:
            return [(0.0, self.context.two[last[-1] == "latter"])]
        if number.kind == "percent" and (rates := [f for f in self.flows if f.measure in RATES]):
            ahead = [f for f in rates if f.cue.start >= number.end]
            if ahead and not any(number.end <= n.first < ahead[0].cue.start for n in self.numbers):
                return [(0.0, ahead[0])]  # "43.9 per cent of Japanese firms expected a profit"
        told = [f for f in self.flows if number.base and f.cue.end <= number.start]
        meant = [f for f in told or self.flows if not number.unit or f.measure not in _COUNTED]
        costs = sorted((self._distance(number, f.cue), k, f) for k, f in enumerate(meant))
        others = (c for c in self._others() if number.kind == "count" or not self.sentence.at(c.start, "good"))
        other = min((self._distance(number, c) + 0.3 for c in others), default=inf)
        if (not costs or costs[0][0] >= _FAR) and other == inf:
            return [(CARRIED, f) for f in self.spoken(number) if self._speaks_back(number)]
        if not costs or other < costs[0][0]:
            return []
        if self._is_far_behind(number, costs[0][2].cue):
            spoken = self.spoken(number)
            return [(CARRIED, f) for f in spoken] + [(max(cost, CARRIED), f) for cost, _, f in costs[:1]]
        unmeant = "total_trade" if costs[0][2].measure in BALANCES else ""  # "trade, a deficit of"
        return [(cost, f) for cost, _, f in costs if cost - costs[0][0] <= _NEAR and f.measure != unmeant][:3]

    def unread(self, number: Numeral) -> str:
        """Why a number is of no measure: it stands beside something else, or beside nothing."""
        named = [(self._distance(number, c), c) for c in self._others()]
        cost, cue = min(named, key=lambda each: each[0], default=(inf, None))
        if cue is None or cost >= _FAR:
            return "it does not say of what"
        return f"it may be of '{self.sentence.written(cue.start, cue.end)}', which the claim check does not read"

    def _is_far_behind(self, number: Numeral, cue: Cue) -> bool:
        """Whether a measure comes behind another number: "its value rose 5 per cent, more than the 3 per cent of all trade"."""
        crossed = any(number.end <= n.first and n.end <= cue.start for n in self.numbers)
        crossed = crossed or any(number.end <= c.start < cue.start for c in self.sentence.all("break"))
        return crossed and "respectively" not in self.sentence.words

    def spoken(self, number: Numeral) -> list[NamedFlow]:
        """The measures of earlier sentences that a number may be of: the last two, or the one that its verb, the number
        before it or "the total" settles."""
        two = {f.measure: f for f in self.context.two}
        added = not _ADDS_UP.isdisjoint(self.sentence.words[: number.start])
        if added and {"exports", "imports"} <= self.context.listed.keys():
            return [self.context.listed["exports"]._replace(measure="total_trade")]
        took = [c.code for c in self.sentence.all("took") if c.end <= number.start]
        flow = self.context.flow
        if flow is not None and flow.measure in LEVELS and took and took[-1] in LEVELS:
            return [flow._replace(measure=took[-1])]
        return [*two.values()] or ([flow] if flow is not None else [])

    def _others(self) -> list[Cue]:
        """The words of what is no measure; projects are one where approvals or aid are spoken of."""
        funded = "approval" in self.bases("fdi") or self.of_aid()
        return [c for c in self.sentence.all("other") if not (funded and c.code == "projects")]

    def of_aid(self) -> bool:
        """Whether aid is spoken of in the sentence, or was in the one before where this one names no measure."""
        spoken = self.flows or ([self.context.flow] if self.context.flow is not None else [])
        return bool(spoken) and all(f.measure.startswith("aid_") for f in spoken)

    def _distance(self, number: Numeral, cue: Cue) -> float:
        """How far some words are from a number: by words, numbers and breaks between, much further from behind."""
        sentence = self.sentence
        before = cue.end <= number.first
        start, end = (cue.end, number.start) if before else (number.end, cue.start)
        if start > end:
            return 0.0 if before else inf
        crossed = sum(start <= n.first < end for n in self.numbers)
        breaks = sum(start <= k < end for k in sentence.breaks)
        cost = 0.1 * (end - start) + 2.5 * crossed + 4 * breaks + 0.4 * sentence.words[start:end].count(",")
        cost += 4 * any(first < cue.start and cue.end <= last <= number.first for first, last in sentence.asides)
        if before:
            owners = (n for n in self.numbers if n.end <= cue.start and n.kind == number.kind)
            owned = any(set(sentence.words[n.end : cue.start]) <= _OWNS for n in owners)
            return cost + 2 * owned  # "of which 1.57 billion were exports and 956 million imports"
        linked = all(sentence.is_link(k) or sentence.words[start:end] == ["in"] for k in range(start, end))
        if number.kind == "percent" and "and" in sentence.words[start:end]:
            linked = False  # "exports, at 753.55 million, were 19.9 per cent higher and imports"
        own = next((n for n in self.numbers if n.first >= cue.end and n.kind == number.kind), None)
        apart = own is None or own.start - cue.end > 8 or {",", ";", "and"} & set(sentence.words[cue.end : own.start])
        of_another = sentence.word(number.start - 1) == "of" and sentence.ending(number.start - 1, "measure")
        return cost + (0.4 if linked else 4) + (0 if apart else 4) + (3 if of_another else 0)

    def _speaks_back(self, number: Numeral) -> bool:
        """Whether a sentence without a measure leans on the one before, and on no subject that is strange to it."""
        sentence = self.sentence
        leaning = sentence.all("back", "up", "down", "share", "took")
        leans = bool(sentence.all("time")) or any(c.start < number.end + 3 for c in leaning)
        leans = leans or bool(beside(sentence, number, self.context.reporter))
        return leans and not self._others() and not any(sentence.unknown(0, number.start))

    def bases(self, measure: str, slot: str = "") -> tuple[str, ...]:
        """Of investment whether stock, inflow or approval is meant, of what is counted the subject; none of trade."""
        if measure not in MEASURED:
            return self.subjects()
        if measure != "fdi":
            return ()
        own = tuple(dict.fromkeys(c.code for c in self.sentence.all("basis"))) or (
            ("inflow", "approval") if slot == "verb" else ()
        )
        return own or (self.context.bases if self.context.measure == "fdi" else ())

    def sector(self, number: Numeral, flow: NamedFlow) -> str:
        """The sector of an amount of investment: behind it, "390 million to manufacturing", or the last before it."""
        named = self.sentence.all("sector") if flow.measure == "fdi" else []
        behind = [c for c in named if 0 <= c.start - number.end <= 3]
        told = [c for c in behind if not {",", "and", ";"} & set(self.sentence.words[number.end : c.start])]
        told = told or [c for c in named if c.end <= number.start][-1:]
        return told[0].code if told else ""

    def average(self, number: Numeral, flow: NamedFlow) -> str:
        """ "month" or "year" for "a month on average", "97.5 million a month", "average monthly trade"; "" for no average."""
        words, first, found = self.sentence.words, flow.cue.start, ""
        for cue in self.sentence.all("average"):
            led = 0 <= first - cue.end <= 1 and first < number.first and "average" in words[cue.start : first]
            near = led or 0 <= cue.start - number.end <= 1 or 0 <= number.start - cue.end <= 2
            if near and words[cue.end : cue.end + 2] not in (["on", "year"], ["on", "month"]):
                around = {*words[max(0, cue.start - 3) : cue.end + 5], words[first - 1]}
                found = "month" if found == "month" or {"month", "monthly"} & around else "year"
        return found

    def subjects(self) -> tuple[str, ...]:
        """The associations and zones that are named, or the one spoken of before, where it names no other place."""
        named = [c for c in self.sentence.all("firm") if self.sentence.word(c.start - 1) not in ("the", "this", "its")]
        carried = () if self.sentence.all("area") or named else self.context.subjects
        return tuple(dict.fromkeys(c.code for c in self.sentence.all("subject"))) or carried
