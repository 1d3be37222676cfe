"""Reader: what each number of a text may claim, the likeliest first, with what the words leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf

from ..language.articles.assertions import Assertion, assertions
from ..language.articles.flows import NamedFlow, flows, named_subject, start_of_total, with_totals
from ..language.articles.goods import ANY_GOOD, is_described
from ..language.articles.measures import CARRIED, RATES, MeasureFinder
from ..language.articles.movement import (
    direction,
    is_behind_amount,
    is_moved,
    is_of_something_else,
    is_told_as_amount,
    moved_to,
)
from ..language.articles.number import Numeral
from ..language.articles.numbers import numbers
from ..language.articles.reading import MEASURED, WITH_ALL, Context, Reading
from ..language.articles.shares import GROWTH_OR_SHARE, goods_of, in_brackets, is_part_of_amount, of_goods, shares
from ..language.articles.sides import CountryFinder
from ..language.articles.sources import customs_of, sources, told_by
from ..language.articles.time_words import are_together
from ..language.articles.times import Calendar
from ..language.articles.words import Lexicon, Tagged, word_class
from ..language.phrases import codes
from ..model.codes import LEVELS, WORLD
from ..model.interval import Interval
from ..model.period import Period
from ..model.reference import HOME, Pair
from .respectively import respectively

_MONEY = frozenset({*LEVELS, "fdi", "gdp", "aid_net"})
_OTHER_THAN = "it is more or less than something else"
_BY_OR_TO = "it is not said whether it rose by that or to that"
_LED = word_class("preposition")
_GOES_ON = word_class("goes on with a list")
_AVERAGE = "an average is not held against single figures"
_RANKED = frozenset({"exports", "imports", "total_trade", "fdi"})


class Reader:
    """Reads a text sentence by sentence; `written` is the day it was written."""

    def __init__(self, lexicon: Lexicon, written: Period | None = None, pair: Pair = HOME) -> None:
        self.lexicon = lexicon
        self.calendar = Calendar(written)
        self.context = Context(*pair)
        self.assertions: list[tuple[Assertion, list[Reading]]] = []
        self.named: frozenset[str] = frozenset()

    def paragraph(self, sentences: Sequence[str]) -> Iterator[list[Reading]]:
        """The readings of each number of a paragraph, the likeliest first."""
        tagged = []
        for text in sentences:
            tagged.append(self.lexicon.tagged(text, self.named))
            self.named |= {c.code for c in tagged[-1].all("area")}
        if self.context.pairs:
            self.context.reporter, self.context.partner = self.context.pairs.most_common(1)[0][0]
        self.context.heard |= {*self.context.source}
        named = [sources(t) for t in tagged]
        for k, (text, sentence) in enumerate(zip(sentences, tagged, strict=True)):
            self.context.source = tuple(dict.fromkeys(chain(*named[: k + 1]))) or tuple(dict.fromkeys(chain(*named)))
            yield from (read := _Sentence(text, sentence, self.context, self.calendar)).read()
            self.assertions += read.assertions
        self.context.subjects, self.context.listed = (), {}


class _Sentence:
    """One sentence in its context."""

    def __init__(self, text: str, tagged: Tagged, context: Context, calendar: Calendar) -> None:
        self.text, self.tagged, self.context, self.calendar = text, tagged, context, calendar
        self.numbers = numbers(tagged)
        named = [self._of_pronoun(f) for f in flows(tagged)]
        self.flows = with_totals(tagged, named, self.numbers)
        self.measures = MeasureFinder(tagged, self.numbers, self.flows, context)
        self.sides = CountryFinder(tagged, self.numbers, context)
        self.way, self.steps, self.projects = 0, False, False
        self.last: Reading | None = context.last if _continues(tagged) else None

    def read(self) -> list[list[Reading]]:
        self.calendar.date(self.tagged)
        self.sides.note("filed")
        found: list[list[Reading]] = []
        for number in self.numbers:
            same = found[-1] if found and self._is_told_again(found[-1][0].number, number) else None
            readings = [r.but(number=number) for r in same] if same else self._of(number)
            if found and found[-1][0].claim == "growth" and is_told_as_amount(self.tagged, found[-1][0].number, number):
                steps = [r.but(number=number, claim="step") for r in found[-1]]
                readings = [*steps, *(r.doubting(_BY_OR_TO) for r in readings)]
            if self.tagged.is_half_read:
                readings = [r.doubting("not all words of the sentence are understood") for r in readings]
            found.append(readings)
            self.last = readings[0]
            self.way = self.last.direction or self.way
            self.projects = self.projects or self.last.bases == ("projects",)
            self.steps = self.last.claim == "step" or (self.steps and self.last.claim == "growth")
        respectively(found, self.tagged, self.numbers, self.flows, self.sides, self.calendar)
        found = [[self._in_its_currency(r, found) for r in readings] for readings in found]
        told = [readings[0] for readings in found]
        self.assertions = [(a, self._of(n) if n else []) for a, n in assertions(self.text, self.tagged, told)]
        self._leave(told)
        return found

    def _of_pronoun(self, flow: NamedFlow) -> NamedFlow:
        """ "It bought goods from China": the subject of the sentence before."""
        whose = self.context.subject
        spoken = flow.cue.slot == "verb" and self.tagged.word(flow.cue.start - 1) in ("it", "also", "they")
        named = flow.owner or whose in flow.partners or any(c.end < flow.cue.start for c in self.tagged.all("area"))
        return flow._replace(owner=whose) if spoken and not named else flow

    def _is_told_again(self, before: Numeral, number: Numeral) -> bool:
        """Whether it is the amount before it in another currency: "1.6 billion dollars (177 billion yen)", "or 177 billion"."""
        between = self.tagged.words[before.end : number.start]
        return (
            between in (["("], ["or"], [",", "or"])
            and {before.kind, number.kind} == {"money"}
            and before.unit != number.unit
        )

    def _of(self, number: Numeral) -> list[Reading]:
        heard, told = frozenset(self.context.heard), tuple(self.calendar.told)
        blank = Reading(number, self.text, compilers=self.context.source, heard=heard, told=told)
        start, end = self.tagged.clause(number.first, number.end)
        blank = blank.surely("source") if self.tagged.within(start, end, "source") else blank
        problem = self._problem(number)
        if problem:
            return [blank.but(claim="unread", problem=problem)]
        if number.kind == "rank":
            made = [self._rank(blank)]
        else:
            made = [
                r
                for cost, flow in self.measures.near(number)
                for r in self._of_flow(blank, flow, carried=cost >= CARRIED)
            ]
        made = [*self._as_told_by(blank, made), *made]
        if self.last is not None and (share := in_brackets(self.tagged, number, self.last)) is not None:
            sure = {"measure", "pair"} & self.last.sure
            made.append(blank.but(bases=self.last.bases, **share.fields()).surely(*sure))
        if not made:
            return [blank.but(claim="unread", problem=self.measures.unread(number))]
        if number.base and self.last is not None and made[0].partner not in ("", self.last.partner):
            named = any(c.start >= self.last.number.end for c in self.tagged.all("area"))
            number = number._replace(base=not named)  # held against another country, not another time
        if self.context.away:
            made = [r.of_another_home() for r in made]
        return [r.at(t) for t in self.calendar.of(self.tagged, number, self.numbers) for r in made]

    def _as_told_by(self, blank: Reading, made: Sequence[Reading]) -> list[Reading]:
        """ "While Japan recorded 1.93 billion": the same by the customs of a country that reports it, whatever source is named;
        and of what it is compared with, by those of its own country."""
        side = "" if "source" in blank.sure else told_by(self.tagged, blank.number)
        if not side and not (blank.number.base and blank.compilers):
            return []
        by = ((customs_of(side or r.reporter), r) for r in made if r.measure in LEVELS)
        return [r.but(compilers=(code,)) for code, r in by if code and code not in blank.compilers]

    def _problem(self, number: Numeral) -> str:
        if number.kind == "points":
            return "a change in percentage points is not in the dataset"
        if number.kind == "unclear":
            return "it is not clear whether its comma begins decimals"
        start, end = self.tagged.clause(number.first, number.end)
        aims = self.tagged.within(start, min(end, number.end + 5), "future")
        supposed = self.tagged.word(start) == "had" and "would" in self.tagged.words[start:end]
        if supposed or (number.kind == "money" and are_together(self.tagged, number)):
            return "it is supposed, not told" if supposed else "it is of several times together"
        apart = any("," in self.tagged.words[number.end : c.start] for c in aims)
        if aims and not apart and not number.base and not self.measures.of_aid():
            return "it speaks of what is aimed at, expected or implied"
        return "it tells what used to be, not when" if self.tagged.within(start, end, "once") else ""

    def _of_flow(self, blank: Reading, flow: NamedFlow, *, carried: bool) -> list[Reading]:
        number, sentence = blank.number, self.tagged
        if flow.measure in codes("of zone") and not flow.partners and self.measures.subjects():
            flow = flow._replace(measure=codes("of zone")[flow.measure], owner="")
        if flow.cue.slot == "role" and number.kind != "money" and not is_behind_amount(sentence, number, self.numbers):
            return []
        bases, sector = self.measures.bases(flow.measure, flow.cue.slot), self.measures.sector(number, flow)
        reading = blank.but(measure=flow.measure, bases=bases, sector=sector)
        reading = reading if carried else reading.surely("measure")
        of_total = start_of_total(sentence, number, self.numbers) is not None
        if carried and (of_total or len(self.measures.spoken(number)) > 1):
            reading = reading.doubting("it is not clear of which of two measures")
        if flow.measure in RATES and number.kind == "percent":
            return self.sides.of(reading, flow, carried=carried)
        if (of_some := of_goods(sentence, number, flow, self.last)) is not None:
            return [reading.but(**of_some.fields()).surely("measure", *of_some.sure())]
        found = shares(sentence, number, self.flows, flow, self.context, self.last)
        if goods := goods_of(sentence, number, flow, self.last):
            if goods == ANY_GOOD or flow.measure not in ("exports", "imports") or found is not None:
                what = flow.narrowed or "a good"
                return [reading.but(problem=f"'{what}' narrows it in a way the dataset cannot follow")]
            return self.sides.of(self._kind(reading.but(sector=goods), flow), flow, carried=carried)
        reading = self._doubted(reading, flow, carried=carried)
        if found is not None:
            made = [reading.but(**share.fields()).surely("measure", *share.sure()) for share in found]
            return [r.but(bases=self.measures.bases(r.measure or flow.measure, flow.cue.slot)) for r in made]
        made = self.sides.of(self._kind(reading, flow), flow, carried=carried)
        if made[0].claim == "step" and not number.by and self._is_how_far(number, flow):
            made += [r.but(claim="level").doubting(_BY_OR_TO) for r in made]
        if flow.owner or flow.partners or not self.sides.of_world(flow):
            return made
        return [r if r.partner == WORLD else r.doubting(WITH_ALL) for r in made]

    def _doubted(self, reading: Reading, flow: NamedFlow, *, carried: bool) -> Reading:
        """A reading with what may narrow it, whom else it may be of, and of what it may be a part."""
        number, sentence = reading.number, self.tagged
        start, end = sentence.clause(number.first, number.end)
        listed = [] if flow.measure in MEASURED else [n.first for n in self.numbers if n.first >= flow.cue.end]
        narrowing = flow.narrowed or next(sentence.unknown(flow.cue.end, min(listed, default=number.start)), "")
        if narrowing:
            reading = reading.doubting(f"'{narrowing}' may narrow it")
        elif flow.measure in MEASURED and not all(
            is_described(sentence, number, c) for c in sentence.within(start, end, "good")
        ):
            reading = reading.doubting("goods are named")
        before = self.context.flow
        if before is not None and before.goods and before.measure == flow.measure and not narrowing:
            reading = reading.doubting(f"the sentence before is of '{before.narrowed}' alone")
        of_nobody = flow.measure in MEASURED and not (flow.owner or flow.pair or carried)
        if of_nobody and (sentence.all("firm") or flow.cue.slot == "verb"):
            of_firm = "it may be of a firm: no country is named that trades"
            approved = flow.measure == "fdi" and "approval" in self.measures.bases("fdi")
            reading = reading.doubting(of_firm) if approved else reading.but(problem=of_firm)
        if number.hedge == "range" and sentence.word(number.start - 1) == "(":
            reading = reading.doubting("it may be how sure the number before it is")
        of_a_part = "it is told as a part of an amount, or as the whole of a part"
        return reading.doubting(of_a_part) if is_part_of_amount(sentence, number) else reading

    def _kind(self, reading: Reading, flow: NamedFlow) -> Reading:
        number, sentence = reading.number, self.tagged
        if number.kind in ("percent", "part", "multiple"):
            return self._growth(reading)
        if number.kind == "times":
            named = [f.measure for f in self.flows if f.measure in ("exports", "imports")]
            if len(set(named)) == 2:
                return reading.but(claim="ratio", measure=named[0])
            return reading.but(problem="it does not say what is a multiple of what")
        if number.kind == "money" and not number.unit and flow.measure not in _MONEY:
            return reading.but(number=number._replace(kind="count"))
        if number.kind == "count":
            if flow.measure == "fdi" and self._counts_projects(number):
                return reading.but(bases=("projects",))
            unit = "it has no unit that the dataset measures trade or investment in"
            return reading.but(problem=unit) if flow.measure in MEASURED else reading
        if word_class("another") & {*sentence.words[max(0, number.start - 2) : number.start]}:
            reading = reading.doubting("it may be of another time than is said")
        goes_on = number.base and self.last is not None and self.last.claim == "average"
        average = "month" if goes_on else self.measures.average(number, flow)
        if average:
            return reading.but(claim="average") if average == "month" else reading.but(problem=_AVERAGE)
        reading = self._negated(reading)
        if number.base and sentence.all("spell"):
            reading = reading.doubting("it may be of several years before")
        told = self._is_how_far(number, flow)
        more = sentence.word(number.end) in ("more", "less", "higher", "lower") or (told and not number.base)
        moved = sentence.at(number.end, "up", "down")
        more = more or (moved is not None and sentence.word(moved.end) == "in")  # "the 35.55 million rise in"
        noun = sentence.word(number.start - 1) == "of" and sentence.ending(number.start - 1, "up", "down") is not None
        stepped = flow.measure in LEVELS or self.measures.of_aid()
        way = (direction(sentence, number) or told * self.way) if stepped else 0
        if way and (more or noun):
            step = reading.but(claim="step", direction=way)
            return step.doubting(_OTHER_THAN) if is_of_something_else(sentence, number) else step
        reading = reading.doubting(_BY_OR_TO) if number.by else reading
        return reading.but(moved=moved_to(sentence, number)) if flow.measure in LEVELS else reading

    def _is_how_far(self, number: Numeral, flow: NamedFlow) -> bool:
        """Whether an amount says how far something moved: "rose 162 million", "and imports 203 million" behind that."""
        words, cue, last = self.tagged.words, flow.cue, self.last
        if number.by or is_moved(self.tagged, number):
            return True
        named = {k for c in self.sides.areas for k in range(c.start, c.end)}
        alone = all(k in named or words[k] in _LED for k in range(cue.end, number.start))
        led = cue.end <= number.start and words[cue.start - 1] == "and" and alone
        return led and last is not None and last.sentence == self.text and self.steps

    def _counts_projects(self, number: Numeral) -> bool:
        """Whether projects are counted: "146 Japanese qualified investment projects"."""
        sentence = self.tagged
        if self.projects and sentence.word(number.end) in ("worth", "with", "by", "in", ",", "."):
            return True  # "145 projects by July 2021, and by August 2022 there were 149 worth 2.9 billion"
        for k in range(number.end, number.end + 5):
            near = [c for c in sentence.all("other", "basis", "measure", "area") if c.start <= k < c.end]
            if "projects" in sentence.words[k : k + 1] or any(c.code == "projects" for c in near):
                return True
            if not near and not sentence.is_link(k):
                return False
        return False

    def _negated(self, reading: Reading) -> Reading:
        """ "Fell short of $2 billion", "has not reached $2 billion": it was less."""
        number = reading.number
        if number.hedge or not any(0 <= number.start - c.end <= 3 for c in self.tagged.all("negated")):
            return reading
        under = number._replace(hedge="under", interval=Interval(-inf, number.value))
        return reading.but(number=under).doubting("it says what was not")

    def _growth(self, reading: Reading) -> Reading:
        number, sentence = reading.number, self.tagged
        beside = set(sentence.words[max(0, number.start - 5) : number.end + 5])
        if {"average", "averaged", "compound", "compounded", "annualised"} & beside:
            return reading.but(problem=_AVERAGE)
        if sentence.all("spell") or any(c.code == "past" for c in sentence.all("time")):
            reading = reading.doubting("it may be over several years")
        reading = reading.doubting(_OTHER_THAN) if is_of_something_else(sentence, number) else reading
        way = direction(sentence, number) or self._way_before(number)
        signed = number.value < 0 or number.words.startswith("+") or number.kind == "multiple"
        if not way and not signed and not any(abs(c.start - number.end) <= 3 for c in sentence.all("growth")):
            reading = reading.doubting(GROWTH_OR_SHARE)
        return reading.but(
            claim="growth", direction=1 if number.kind == "multiple" else -1 if number.value < 0 else way or 1
        )

    def _way_before(self, number: Numeral) -> int:
        """The way of the rate before it: "exports slid 4.55 per cent and imports 18.19 per cent"."""
        cue, leads = self.tagged.ending(number.start - number.by, "measure"), ("and", "its", "their")
        return self.way if cue is not None and self.tagged.word(cue.start - 1) in leads else 0

    def _rank(self, blank: Reading) -> Reading:
        """The place of a country among partners, markets, suppliers or investors."""
        number = blank.number
        roles = sorted(self.tagged.all("role"), key=lambda c: (abs(c.start - number.end), c.start))
        named = [f.measure for f in self.flows if f.measure in _RANKED]
        told = [f.measure for f in self.flows if number.end <= f.cue.start <= number.end + 1]  # "fifth in trade"
        measure = roles[0].code if roles else (told or named or [self.context.measure])[-1]
        if measure not in _RANKED:
            whom = [self.tagged.written(c.start, c.end) for c in roles[:1]]
            among = f"the dataset has no places by '{whom[0]}'" if whom else "it does not say a place among whom"
            return blank.but(claim="rank", problem=among)
        reading = self.sides.ranked(blank.but(claim="rank", measure=measure, bases=self.measures.bases(measure)))
        return reading.surely("measure") if roles else reading

    def _in_its_currency(self, reading: Reading, found: list[list[Reading]]) -> Reading:
        """An amount without a currency, and growth, are in that of the amounts beside it."""
        number = reading.number
        if number.kind == "money" and number.unit:
            return reading.but(currencies=(number.unit,))
        if number.kind != "money" and reading.claim != "growth":
            return reading
        amounts = [rs[0] for rs in found if rs[0].number.kind == "money" and rs[0].number.unit and not rs[0].problem]
        own = [r for r in amounts if (r.measure, r.partner) == (reading.measure, reading.partner)]
        spoken = [c.code for c in self.tagged.all("unit") if self.tagged.word(c.start - 1) == "in"]
        currencies = tuple(dict.fromkeys(spoken or [r.number.unit for r in own or amounts])) or self.context.currencies
        if number.kind == "money" and len(currencies) == 1:
            number = number._replace(unit=currencies[0])
        return reading.but(currencies=currencies, number=number)

    def _leave(self, found: list[Reading]) -> None:
        """What the next sentence may lean on."""
        context = self.context
        self.sides.note("area")
        told = [r for r in found if r.claim != "unread"]
        if told or self.flows or any(n.kind in ("money", "percent") for n in self.numbers):
            self.calendar.leave(self.tagged, self.numbers)
            told_of = {r.period for r in told if r.period is not None and not r.number.base}
            self.calendar.mixed = len({p for p in told_of if p.shift(12) not in told_of}) > 1
        context.last = found[-1] if found else None
        context.subject = named_subject(self.tagged) or context.subject
        context.subjects = tuple(c.code for c in self.tagged.all("subject")) or context.subjects
        context.whom = next(
            (r.partner for r in reversed(told) if r.partner not in ("", WORLD, context.home)), context.whom
        )
        whole = [r for r in told if r.claim in ("level", "growth", "step", "average") and r.measure in MEASURED]
        paired = [r for r in whole if "pair" in r.sure]
        context.pairs.update(
            (r.reporter, r.partner) for r in paired if r.partner not in ("", WORLD) and r.measure != "fdi"
        )
        for r in [*(r for r in whole[-1:] if r.reporter and r.problem), *paired[-1:]]:
            context.reporter, context.partner = r.reporter, r.partner
        if not whole and self.flows and len({c.code for c in self.tagged.all("area")}) == 2:
            reporter, partners = self.sides.the_two("")
            context.reporter, context.partner = (reporter, partners[0]) if partners else ("", "")
        context.investors = {r.partner for r in told if r.measure == "fdi"} - {""} or context.investors
        if whole:
            context.bases = whole[-1].bases
            context.currencies = next((r.currencies for r in reversed(told) if r.currencies), ())
        context.measure = (whole or told)[-1].measure or context.measure if told else context.measure
        two = {f.measure: f for f in self.flows if f.measure in LEVELS}
        context.listed.update(two)
        context.bilateral = not context.away and (context.bilateral or any(f.pair for f in self.flows))
        context.two = tuple(two.values())[-2:] if len(two) > 1 else () if self.flows else context.two
        last = [f for f in self.flows if whole and f.measure == whole[-1].measure]
        if self.flows:
            context.flow = (last or self.flows)[-1]


def _continues(sentence: Tagged) -> bool:
    """Whether a sentence goes on with the list of the one before: "This was followed by South Korea (11.8 per cent)"."""
    begun = sentence.words[:5]
    return not _GOES_ON.isdisjoint(begun) and not sentence.all("up", "down", "growth")
