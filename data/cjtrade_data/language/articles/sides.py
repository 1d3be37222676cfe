"""Sides: between which countries a number of a sentence is, and which of them has a rank."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...book.code_lists import compilers
from ...model.codes import BALANCES, LEVELS, WORLD
from .beside import beside
from .flows import NamedFlow, is_adjective
from .number import Numeral
from .reading import MEASURED, Context, Reading
from .sources import sources
from .words import Cue, Tagged, word_class

ANOTHER = "another country is named as well"
_SEVERAL = "with which country is not clear: several are named"
_LEFT_OUT = word_class("left out")
_WITHOUT = word_class("told without")
_ABOVE = _LEFT_OUT | {"above", "below"}
_REACHING = frozenset({"to", "from", "with", "into"})
_THERE = frozenset({"in", "to", "into", "for"})
_UNKNOWN = frozenset({"group", "elsewhere"})
Pair = tuple[str, str, bool]
"""Reporter, partner, and whether the words say so."""


class CountryFinder:
    """Finds the countries of numbers in one sentence."""

    def __init__(self, sentence: Tagged, numbers: Sequence[Numeral], context: Context) -> None:
        self.sentence, self.numbers, self.context = sentence, numbers, context
        self.home, self.other = self.pair = (context.home, context.other)
        self.areas = sentence.all("area")

    def note(self, slot: str) -> None:
        """Note whether the text has gone over to other countries: "Vietnam is growing fast. Exports to Japan were"."""
        known = compilers()
        sides = {known[s].side for s in sources(self.sentence) if s in known}
        others = {c.code for c in self.sentence.all(slot)} - {self.other}
        at_home = self.home in {c.code for c in self.sentence.all("area", "filed")} | sides
        self.context.away = not at_home and (self.context.away or bool(others))

    def of(self, reading: Reading, flow: NamedFlow, *, carried: bool) -> list[Reading]:
        """A reading with its reporter and partner, or one for each pair that may be meant."""
        if flow.measure not in MEASURED:
            return [self._counted(reading, flow)]
        number = reading.number
        owner, partners, near = self._told(flow, number)
        if any("total" in self.sentence.words[c.end : number.start][:1] for c in self.sentence.all("world")):
            partners = [WORLD]  # "5.22 per cent of the global total of 22.483 billion"
        of_two, of_all = flow.pair and not owner, owner and self.of_world(flow)
        invested = flow.measure == "fdi"
        none = partners or (carried and not invested) or of_two or of_all
        loose = [] if none else self._loose(number, owner, invested)
        partners = loose if len(loose) == 1 else partners
        named = {c.code for c in self.areas if c.start < number.start and not self._is_left_out(c)}
        spoken = set() if partners else {self.context.reporter, self.context.partner}
        strangers = named - {owner, self.home, *partners} - spoken
        if partners == [self.home] and not owner and len(named - {self.home}) == 1:
            owner, strangers = (named - {self.home}).pop(), set()
        if strangers and not near and (self._is_compared(number) or not (flow.owner and flow.partners)):
            reading = reading.doubting(ANOTHER)
        if len(partners) > 1:
            return [reading.but(reporter=owner or self.home, problem=_SEVERAL)]
        if _UNKNOWN & {*partners, owner}:
            return [reading.but(reporter=owner, problem="the dataset has no figures of that country or group")]
        pairs = self._pairs(flow, owner, (partners or [""])[0], sure=not strangers or [near] == partners)
        if flow.measure == "fdi" and not (near or loose) and (carried or not partners):  # the one spoken of, or all
            whom = dict.fromkeys((pairs[0][1], WORLD))
            pairs = (
                [(self.home, WORLD, True)]
                if self.of_world(flow) and not carried
                else [(self.home, w, False) for w in whom]
            )
        if "out" in self.sentence.words[max(0, number.start - 3) : number.start]:
            pairs = [(owner or self.home, WORLD, False)]
        elif (loose or flow.lent) and partners and flow.measure in LEVELS:
            pairs.append((owner or self.home, WORLD, False))
        if near and self.sentence.tokens[number.first - 1].owns and flow.owner not in ("", near):
            others = [(who, whom, False) for who, whom, _ in pairs]
            pairs = [(near, flow.owner, False), *others]  # "and Japan's 88 million"
        if flow.unsure:
            reading = reading.doubting("it is not said whose trade it is")
            pairs += [(whom, who, False) for who, whom, _ in pairs if whom not in ("", WORLD)]
        made = [self._paired(reading, pair) for pair in pairs]
        one = len(self.context.investors) < 2 and not self.of_world(flow)
        spoken_of = flow.measure == "fdi" and pairs[0][1] not in ("", WORLD) and one
        return [
            r.doubting("it may be of the investor spoken of") if spoken_of and r.partner == WORLD else r for r in made
        ]

    def listed(self, end: int, count: int) -> tuple[str, ...]:
        """The last so many countries before a word, where they make a list or there are no more; none else."""
        areas, words = [c for c in self.areas if c.start < end], self.sentence.words
        last = areas[-count:]
        joints = [{*words[a.end : b.start]} for a, b in pairwise(last)]
        alone = len(areas) == count or all(j and j <= {",", "and", "the"} for j in joints)
        return tuple(c.code for c in last) if len(last) == count and alone else ()

    def _told(self, flow: NamedFlow, number: Numeral) -> tuple[str, list[str], str]:
        """Owner and partners of a flow, with the country right at the number in their place, and that country."""
        owner, partners, context = flow.owner, list(flow.partners), self.context
        leaning = not partners or {*partners} & {context.reporter, context.partner}
        whose = owner or (context.reporter if leaning else "") or self.home
        near = "" if self._is_listed(flow, number) else beside(self.sentence, number, whose)
        owns = bool(near) and self.sentence.tokens[number.start - 1].owns and flow.cue.start >= number.end
        if owns and partners and near not in partners and not owner:
            owner = near  # "Japan's 1.9 billion dollars of imports from Cambodia"
        elif near and near != owner and owner not in ("", self.home) and partners == [self.home]:
            owner = near  # "the US bought 868 million dollars of Cambodian goods, followed by Vietnam, 278 million"
        elif near and near != owner and (near not in partners or len(partners) > 1):
            partners = [near]
        elif flow.pair and not partners:
            owner, partners = self.the_two(owner)
        return owner, partners, near

    def _counted(self, reading: Reading, flow: NamedFlow) -> Reading:
        """A number of what is no trade: the place where it is counted, a foreign one first, and whose it is there."""
        number, areas, last = reading.number, self.areas, self.context.last
        if not areas and last is not None and last.measure == reading.measure:
            return reading.but(reporter=last.reporter, partner=last.partner).surely("pair")
        before = max((n.end for n in self.numbers if n.end <= number.first), default=0)
        after = min((n.first for n in self.numbers if n.first >= number.end), default=len(self.sentence.words))
        own = [c for c in areas if number.end <= c.start < after]
        adjacent = bool(own) and own[0].start <= number.end and is_adjective(self.sentence, own[0])
        areas = (own if adjacent else [c for c in areas if before <= c.start < after]) or areas
        theirs = [c for c in areas if is_adjective(self.sentence, c) or self.sentence.lead(c.start) == "from"]
        near = beside(self.sentence, number, "")
        people = [c.code for c in theirs]
        places = [c.code for c in areas if c not in theirs]
        people, places = ([near], places) if near in people else (people, [near, *places] if near else places)
        home = self.home in places and not any(
            c.code not in self.pair and self.sentence.lead(c.start) in _THERE for c in areas
        )
        place = next((p for p in places if not home and p not in self.pair), next(iter(places), ""))
        spoken_of = self.context.subject if self.sentence.word(flow.cue.start - 1) in ("its", "their") else ""
        whose = next((p for p in (*people, *places, spoken_of) if p and p != place), "")
        return reading.but(reporter=place, partner=whose).surely("pair")

    def _loose(self, number: Numeral, owner: str, invested: bool) -> list[str]:
        """The countries that are named up to the next comma behind a number, other than the owner."""
        words = self.sentence.words
        ends = (k for k in range(number.end, len(words)) if words[k] == "," or k in self.sentence.breaks)
        until = next(ends, len(words))
        found = [
            c for c in self.areas if c.code != (owner or self.home) and c.start < until and not self._is_left_out(c)
        ]
        bare = [
            c
            for c in found
            if invested or self.sentence.lead(c.start) in _REACHING or not is_adjective(self.sentence, c)
        ]
        return list(dict.fromkeys(c.code for c in bare))

    def _pairs(self, flow: NamedFlow, owner: str, partner: str, *, sure: bool) -> list[Pair]:
        """Each pair that may be meant, the likeliest first."""
        reporter, whom = self.context.reporter, self.context.partner
        if owner and partner:
            return [(owner, partner, True)]
        if flow.measure == "fdi":
            carried = whom if self.context.measure == "fdi" and whom else WORLD
            return [(self.home, partner or carried, bool(partner))]
        if partner and reporter and partner in (whom, reporter):
            other = reporter if partner == whom else whom
            return [(other, partner, other in self.pair)]
        if partner == self.home:
            return [(self.other, self.home, sure)] if whom in ("", WORLD, *self.pair) else [(whom, self.home, False)]
        if partner:
            return [(self.home, partner, sure and reporter in ("", self.home))]
        if owner and self.of_world(flow):
            return [(owner, WORLD, True)]
        return self._unsaid(flow, owner)

    def _unsaid(self, flow: NamedFlow, owner: str) -> list[Pair]:
        """Pairs of a measure without a partner: the two spoken of, or all countries."""
        pair = self.context.pair
        found: list[Pair] = []
        if owner and pair is not None and owner in pair:
            found.append((owner, pair[owner == pair[0]], False))
            if owner != self.home and flow.adjective and flow.measure in ("exports", "imports"):
                found.append((self.home, owner, False))  # Japanese imports: imports from Japan
        elif owner and owner not in self.pair:
            spoken = self.home in (self.context.reporter, self.context.partner)
            return [(owner, self.home if spoken else "", False)]
        elif not owner and self.context.reporter and self.context.partner:
            found.append((self.context.reporter, self.context.partner, flow.pair))
        if not found and not owner and not self.areas and not self.context.away:
            found.append((*self.pair, False))
        of_both = {c.code for c in self.areas} <= {*self.pair} and not self.context.away and pair is None
        if (
            (self.sentence.all("pair") or self.context.bilateral)
            and owner in ("", *self.pair)
            and of_both
            and not found
        ):
            whose = owner or self.home
            found.append((whose, self.pair[whose == self.home], False))  # "bilateral", and one of the two is named
        recent = [(*pair, False) for pair, _ in self.context.pairs.most_common(1) if self.context.pair is None]
        if recent and not owner:
            return [*found, (self.home, WORLD, False), *recent]
        # A surplus of Cambodia's may be that with whomever the text is about.
        with_all = bool(owner) and not (found or flow.lent) and flow.measure not in BALANCES
        return [*found, (owner or self.home, WORLD, with_all)] if owner in ("", *self.pair) else found

    def of_world(self, flow: NamedFlow) -> bool:
        """Whether a measure is said to be that with all countries."""
        near = any(c.start < flow.cue.end + 6 and c.end > flow.cue.start - 6 for c in self.sentence.all("world"))
        return near or self.sentence.word(flow.cue.start - 1) in ("total", "all")

    def the_two(self, owner: str) -> tuple[str, list[str]]:
        """Who "the two countries" are: named in this sentence, else spoken of before."""
        named = list(dict.fromkeys(c.code for c in self.areas if c.code not in _UNKNOWN))
        if len(named) == 2:
            first = self.home if self.home in named else named[0]
            return first, [a for a in named if a != first]
        if self.context.pair is not None:
            reporter, partner = self.context.pair
            return owner or reporter, [partner if owner != partner else reporter]
        return (named[0], []) if len(named) == 1 and not owner else (owner, [])

    def _is_listed(self, flow: NamedFlow, number: Numeral) -> bool:
        """Whether a flow with its partner stands right before a number: no country beside it is meant instead."""
        crossed = any(flow.cue.end <= n.first < number.first for n in self.numbers)
        before = len(flow.partners) == 1 and flow.cue.end <= number.first and not crossed
        return before and beside(self.sentence, number, flow.owner) in ("", *flow.partners)

    def _is_compared(self, number: Numeral) -> bool:
        """Whether a flow of another country is named last before a number: "smaller than that with China, $11 billion"."""
        before = [c.start for c in self.areas if c.end <= number.start]
        return bool(before) and bool({"that", "those"} & {*self.sentence.words[max(0, before[-1] - 3) : before[-1]]})

    def _is_left_out(self, area: Cue) -> bool:
        """A country that others are compared with, listed after or told without, or one of a source or a currency."""
        ahead = self.sentence.word(area.start - 1) in _LEFT_OUT or self._is_told_without(area)
        return ahead or self.sentence.at(area.end, "source", "unit") is not None

    def _is_told_without(self, area: Cue) -> bool:
        """ "Apart from Japan", "except Japan"."""
        return not _WITHOUT.isdisjoint(self.sentence.words[max(0, area.start - 2) : area.start])

    def ranked(self, reading: Reading) -> Reading:
        """A reading of a rank with the country that has it: among Cambodia's partners, markets, suppliers or investors."""
        sentence, number = self.sentence, reading.number
        told = [c for c in self.areas if c.code not in _UNKNOWN]
        areas = [c for c in told if not self._is_told_without(c)]
        words = range(number.end, len(sentence.words))
        above = next((k for k in words if sentence.words[k] in _ABOVE or sentence.at(k, "break")), len(sentence.words))
        before = [c for c in areas if c.start < above]
        named = [c for c in self.areas if c.start < above]
        owners = [c.code for c in named if self._has_the_rank(c, number)]
        owner = owners[0] if owners and self.home not in owners else self.home
        others = [c for c in before if c.code != owner]
        earlier = [c.code for c in others if c.start < number.start]
        partner = earlier[-1] if earlier else next((c.code for c in others), "")
        if len({c.code for c in others}) > 1:
            reading = reading.doubting(ANOTHER)
        problem = "" if owner == self.home else "the dataset ranks the partners of Cambodia only"
        problem = problem or ("" if partner or self.context.whom else "it does not say of whom")
        problem = problem or ("it is a place without a country that is left out" if len(areas) < len(told) else "")
        reading = reading.but(reporter=self.home, partner=partner or self.context.whom, problem=problem)
        return reading.surely("pair") if partner else reading

    def _has_the_rank(self, area: Cue, number: Numeral) -> bool:
        """Whether the partners are those of a country: Cambodia's fifth-largest, a partner of Cambodia."""
        adjacent = is_adjective(self.sentence, area) and area.end in (number.start, number.end)
        flow_of_its_own = self.sentence.within(
            area.end, number.first, "measure", "basis"
        )  # "Japan's approvals ..., fifth"
        owns = self.sentence.tokens[area.end - 1].owns and (area.code == self.home or not flow_of_its_own)
        return owns or self.sentence.word(area.start - 1) in ("of", "in", "for") or adjacent

    def _paired(self, reading: Reading, pair: Pair) -> Reading:
        reporter, partner, sure = pair
        unknown = (
            reporter and partner and self.home not in (reporter, partner) and (reporter, partner) != (self.other, WORLD)
        )
        problem = reading.problem or ("the dataset has no figures of these two countries" if unknown else "")
        made = reading.but(reporter=reporter, partner=partner, problem=problem)
        return made.surely("pair") if sure else made
