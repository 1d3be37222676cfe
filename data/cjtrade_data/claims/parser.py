"""Reading: each number of a text with what it claims: measure, sides, period and direction, as the words say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..derivation.fixpoint import LEVELS
from ..language.phrases import moving
from ..language.vocabulary import Vocabulary
from ..lookup.direction import TradeDirection
from ..model.period import Period
from .clause import Sentence, clauses
from .number_mentions import NumberMention, mentions
from .periods import Calendar
from .sentences import sentences
from .shares import Part, part_of
from .topic import Subject, Topic, antecedent, beside_the_way, speaks_back, subjects, topic_for

_FORESEES = frozenset({"aim", "aims", "aimed", "aiming", "target", "targets", "targeted", "goal", "forecast", "forecasts",
                       "projected", "will", "would", "could", "hopes"})  # fmt: skip
_BEHIND = frozenset({"above", "below"})
"""Words that tell a direction behind a number only: "12 per cent above 2021"."""


@dataclass(frozen=True, slots=True)
class ParsedClaim:
    """What a number claims.

    `claim` is "level", "growth", "step" (an amount more or less), "share", "rank", "ratio" or "unread", of
    `topic.measure` in `period`; growth and step are against `base`. `direction` is 1 up, -1 down, 0 not said.
    `moved` is the way a level is said to have gone ("fell to"), 1, -1 or 0. `part` says of what a share is one,
    `currencies` what an amount is in, or the amounts that a growth is told with. `notes` tell how the words were taken where they leave something open, and
    `problem` why nothing can be said.
    """

    mention: NumberMention
    sentence: str
    claim: str
    topic: Topic
    period: Period | None = None
    base: Period | None = None
    direction: int = 0
    moved: int = 0
    part: Part | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    currencies: tuple[str, ...] = ()

    @property
    def sides(self) -> TradeDirection:
        return self.topic.sides


def read(text: str, vocabulary: Vocabulary) -> Iterator[ParsedClaim]:
    """The numbers of a text in order, each as its sentence and those before it say."""
    reader = _Reader(vocabulary)
    for sentence in sentences(text):
        yield from reader.read(sentence)


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.calendar = Calendar()
        self.topic = Topic()
        self.pair: tuple[Topic, ...] = ()
        self.waiting: Sentence | None = None
        self.last: ParsedClaim | None = None
        self.currencies: dict[tuple[Topic, Period | None], tuple[str, ...]] = {}

    def read(self, text: str) -> list[ParsedClaim]:
        sentence = Sentence(text, self.vocabulary)
        self.calendar.date(sentence)
        numbers = mentions(sentence)
        found: list[ParsedClaim] = []
        topic, own = self.topic, False
        self.waiting = None
        for clause in clauses(sentence, [m.start for m in numbers]):
            here = [m for m in numbers if clause.start <= m.start < clause.end]
            for mention in here:
                self.last = found[-1] if found else None
                reading = self._mention(sentence, clause, mention, here, numbers, topic, own)
                found.append(reading)
                topic, own = reading.topic, True
            if not here and _speaks_of_share(clause):
                self.waiting = clause
            if not here and subjects(clause) and clause.words[clause.start] not in ("which", "who"):
                topic, own = self._heading(clause, topic), True
            elif not here:
                topic = beside_the_way(clause, topic)
        found = list(_by_its_own_numbers(self._respectively(sentence, numbers, found)))
        found = [self._in_its_currency(sentence, reading, found) for reading in found]
        self._leave(sentence, found, topic, own)
        return found

    def _in_its_currency(self, sentence: Sentence, reading: ParsedClaim, found: list[ParsedClaim]) -> ParsedClaim:
        """An amount without a currency, and growth, are in that of the amounts of the same thing, or of those beside it."""
        mention, about = reading.mention, (_thing(reading), reading.period)
        if mention.kind == "money" and mention.unit:
            return replace(reading, currencies=(mention.unit,))
        if mention.kind != "money" and reading.claim != "growth":
            return reading
        amounts = [r for r in found if r.mention.kind == "money" and r.mention.unit and not r.problem]
        own = [r for r in amounts if _thing(r) == _thing(reading)]
        said = _spoken_in(sentence) or [r.mention.unit for r in own or amounts]
        currencies = tuple(dict.fromkeys(said)) or self.currencies.get(about, ())
        if mention.kind == "money" and len(currencies) == 1 and currencies != ("USD",):
            reading = replace(reading, mention=mention._replace(unit=currencies[0]))
        return replace(reading, currencies=currencies)

    def _heading(self, clause: Sentence, before: Topic) -> Topic:
        """A clause that names a measure and leaves its number to the next one."""
        end = NumberMention("", clause.end, clause.end, "money", 0, None, "", 1, 0)  # type: ignore[arg-type]
        return topic_for(clause, end, [], before)

    def _mention(
        self, sentence: Sentence, clause: Sentence, mention: NumberMention, here: list[NumberMention], numbers: list[NumberMention],
        before: Topic, own: bool,
    ) -> ParsedClaim:  # fmt: skip
        before = self._named_last(clause, before)
        if not own and not subjects(clause) and not speaks_back(clause) and mention.kind != "rank":
            before = Topic()
        topic = antecedent(sentence, clause, before) or topic_for(clause, mention, here, before)
        if self._is_beside_another(topic):
            mention = mention._replace(base=False)
        time = self.calendar.of(sentence, clause, mention, numbers)
        notes = (time.note,) if time.note else ()
        if self._share_goes_on(clause, mention, topic):
            assert self.last is not None
            return replace(
                self.last, mention=mention, topic=topic, period=time.period, notes=notes, problem=topic.problem
            )
        if self.waiting is not None and mention.kind in ("percent", "part") and not _direction(clause, mention):
            part, topic = part_of(self.waiting, mention, topic, before)
            return ParsedClaim(
                mention, sentence.text, "share", topic, time.period, None, 0, 0, part, notes, topic.problem
            )
        reading = ParsedClaim(mention, sentence.text, "level", topic, time.period, time.base, notes=notes)
        reading = _claimed(sentence, clause, reading, before)
        if reading.claim == "growth" and not _says_growth(clause, mention) and self._was_share():
            return replace(reading, claim="unread", problem=_OPEN)
        if _FORESEES & set(sentence.words):
            return replace(reading, claim="unread", problem="it speaks of what is aimed at or expected")
        if reading.topic.problem and not reading.problem:
            reading = replace(reading, problem=reading.topic.problem)
        return reading

    def _is_beside_another(self, topic: Topic) -> bool:
        """ "$2.9 billion to Vietnam against $1.15 billion to Japan": held against another country, not another time."""
        return topic.carried and self.last is not None and topic.sides.partner != self.last.sides.partner

    def _was_share(self) -> bool:
        return self.last is not None and self.last.claim == "share"

    def _share_goes_on(self, clause: Sentence, mention: NumberMention, topic: Topic) -> bool:
        """ "China held 45.6 per cent of it, South Korea 11.8 per cent": the same share of another one."""
        if not self._was_share() or mention.kind not in ("percent", "part") or not topic.carried:
            return False
        assert self.last is not None
        part, before = self.last.part, self.last.topic
        other = topic.sides.partner != before.sides.partner or topic.products != before.products
        return part is not None and part.of != "pair" and other and not _says_growth(clause, mention)

    def _named_last(self, clause: Sentence, before: Topic) -> Topic:
        """ "The former", "the latter": of the two that were named last."""
        if len(self.pair) == 2 and not subjects(clause):
            if clause.has("former"):
                return self.pair[0]
            if clause.has("latter"):
                return self.pair[1]
        return before

    def _leave(self, sentence: Sentence, found: list[ParsedClaim], topic: Topic, own: bool) -> None:
        """What the next sentence may lean on."""
        for reading in found:
            if reading.currencies:
                self.currencies[_thing(reading), reading.period] = reading.currencies
        if (own or found) and not _FORESEES & set(sentence.words):
            self.calendar.take(sentence, [r.mention for r in found])
        if own and topic.measure:
            self.topic = replace(topic, problem="")
        named = list(dict.fromkeys(s.measure for s in subjects(sentence) if s.measure in LEVELS))
        if len(named) >= 2:
            self.pair = tuple(replace(topic, measure=m, sides=topic.sides._replace(measure=m)) for m in named[-2:])

    def _respectively(
        self, sentence: Sentence, numbers: list[NumberMention], found: list[ParsedClaim]
    ) -> list[ParsedClaim]:
        """ "Exports and imports were 237.22 and 88.43 million dollars respectively": each with its own."""
        run = _joined_numbers(sentence, numbers)
        if len(run) < 2:
            return found
        first = numbers[run[0]].start
        named = [s for s in subjects(sentence) if s.end <= first and s.measure in LEVELS]
        if len({s.measure for s in named[-len(run) :]}) == len(run) and _side_by_side(sentence, named[-len(run) :]):
            for k, subject in zip(run, named[-len(run) :], strict=True):
                topic = found[k].topic
                sides = topic.sides._replace(measure=subject.measure)
                found[k] = replace(found[k], topic=replace(topic, measure=subject.measure, sides=sides))
            return found
        spans = [i for i in sentence.all("span") if (p := self.calendar.resolve(sentence, i)) is not None and p.is_year]
        if sentence.has("respectively") and len(spans) == len(run):
            for k, item in zip(run, spans, strict=True):
                found[k] = replace(found[k], period=self.calendar.resolve(sentence, item), notes=())
        return found


def _thing(reading: ParsedClaim) -> Topic:
    """What a number is of, however that was said."""
    topic, sides = reading.topic, TradeDirection(reading.topic.measure, reading.sides.reporter, reading.sides.partner)
    return Topic(topic.measure, sides, topic.bases, topic.products)


def _spoken_in(sentence: Sentence) -> list[str]:
    """The currencies that a sentence says it counts in: "in yen", "in dollar terms"."""
    units = [i for i in sentence.all("unit") if i.value != "percent"]
    return [str(i.value) for i in units if sentence.words[i.start - 1 : i.start] == ["in"]]


def _by_its_own_numbers(found: list[ParsedClaim]) -> Iterator[ParsedClaim]:
    """ "Rose to 1,170 million from 1,173 million": a direction that the two numbers themselves tell against."""
    for here, then in pairwise([*found, None]):
        assert here is not None
        if then is None or not then.mention.base or then.topic.measure != here.topic.measure or not here.moved:
            yield here
        elif (here.mention.value - then.mention.value) * here.moved < 0 and here.mention.unit == then.mention.unit:
            word = "fell" if here.moved > 0 else "rose"
            yield replace(here, notes=(*here.notes, f"by the two numbers of the sentence it {word}"))
        else:
            yield here


def _joined_numbers(sentence: Sentence, numbers: list[NumberMention]) -> list[int]:
    """The places of the first two or more numbers of one kind with only "and" or commas between them."""
    run: list[int] = []
    for k, mention in enumerate(numbers):
        joint = sentence.words[numbers[k - 1].end : mention.start] if run else []
        if run and mention.kind == numbers[k - 1].kind and set(joint) <= {"and", ",", "at", "by", "to"} and joint:
            run.append(k)
        elif len(run) >= 2:
            break
        else:
            run = [k]
    return run if len(run) >= 2 else []


def _side_by_side(sentence: Sentence, named: list[Subject]) -> bool:
    return all(
        "and" in sentence.words[a.end : b.start] or "," in sentence.words[a.end : b.start] for a, b in pairwise(named)
    )


def _claimed(sentence: Sentence, clause: Sentence, reading: ParsedClaim, before: Topic) -> ParsedClaim:
    """The kind of claim that the words around a number make of it."""
    mention = reading.mention
    if mention.kind == "points":
        return replace(reading, claim="unread", problem="a change in percentage points is not in the book")
    if mention.kind == "unclear":
        return replace(reading, claim="unread", problem="it is not clear whether its comma begins decimals")
    if mention.kind == "multiple":
        return replace(reading, claim="unread", problem="multiples in words are not read: say it in per cent")
    if mention.kind == "rank":
        return _rank(sentence, clause, reading, before)
    if mention.kind == "times":
        return replace(reading, claim="ratio")
    if mention.kind in ("percent", "part"):
        return _percent(clause, reading, before)
    if mention.kind == "money" and mention.by and not mention.base and _direction(clause, mention):
        return replace(reading, claim="step", direction=_direction(clause, mention))
    if mention.kind == "money" and reading.topic.measure in LEVELS:
        return replace(reading, moved=_moved_to(clause, mention))
    counted = clause.words[mention.end : mention.end + 1] in (["projects"], ["project"])
    if mention.kind == "count" and reading.topic.measure == "fdi" and counted:
        return replace(reading, topic=replace(reading.topic, bases=("projects",)))
    if mention.kind == "count" and reading.topic.measure in (*LEVELS, "fdi"):
        return replace(reading, claim="unread", problem="it has no unit that the book measures trade or investment in")
    return reading


_OPEN = "it is not said whether this is a growth or a share"


def _percent(clause: Sentence, reading: ParsedClaim, before: Topic) -> ParsedClaim:
    """Growth or a share."""
    mention = reading.mention
    behind = clause.words[mention.end : mention.end + 2]
    adjacent = [
        w
        for w in _moving(clause)[mention.end : mention.end + 2]
        if w in _moves() | _BEHIND or w in ("change", "growth")
    ]
    if not adjacent and mention.start > 0:
        adjacent = [w for w in _moving(clause)[max(0, mention.start - 3) : mention.start] if w in _moves()]
    speaks_of_share = _speaks_of_share(clause) or behind[:1] == ["of"]
    if mention.kind == "part" or (speaks_of_share and not adjacent) or "share" in clause.words[: mention.start]:
        part, topic = part_of(clause, mention, reading.topic, before)
        return replace(reading, claim="share", topic=topic, part=part)
    if _is_average(clause, mention):
        return replace(reading, claim="unread", problem="an average over years is not held against single figures")
    direction = _direction(clause, mention)
    beside = clause.words[clause.start] == "or"  # "$1.173 billion, or 5.22 per cent"
    grows = direction or clause.has("growth", "change", "rate") or (reading.topic.carried and not beside)
    if not grows:
        return replace(reading, claim="unread", problem=_OPEN)
    sign = -1 if mention.value < 0 else direction or 1
    notes = reading.notes if direction or mention.value < 0 else (*reading.notes, "read as growth on the year before")
    return replace(reading, claim="growth", direction=sign, notes=notes)


def _says_growth(clause: Sentence, mention: NumberMention) -> bool:
    return bool(_direction(clause, mention)) or clause.has("growth", "change", "rate") or mention.value < 0


def _is_average(clause: Sentence, mention: NumberMention) -> bool:
    """ "An average of 12 per cent", "12 per cent a year"; not "a year-on-year rise", "a year earlier"."""
    averages = [i for i in clause.items if i.slot == "op" and i.value in ("average", "compound")]
    each = any(i.slot == "op" and i.value == "yearly" and i.start == mention.end for i in clause.items)
    return bool(averages) or each


def _speaks_of_share(clause: Sentence) -> bool:
    return clause.has("accounting", "representing") or any(i.slot == "op" and i.value == "share" for i in clause.items)


def _moves() -> frozenset[str]:
    return moving("rising") | moving("falling") | moving("smaller")


def _moving(clause: Sentence) -> list[str]:
    """The words of a clause without those of a share: nothing goes up in "made up"."""
    shares = {k for i in clause.items if i.slot == "op" and i.value == "share" for k in range(i.start, i.end)}
    return ["" if k in shares else w for k, w in enumerate(clause.words)]


def _direction(clause: Sentence, mention: NumberMention) -> int:
    """Which way, by the word of movement nearest to a number, those right behind it first."""
    words = _moving(clause)
    for word in words[mention.end : mention.end + 2]:
        if word in _moves() | _BEHIND:
            return 1 if word in moving("rising") | {"above"} else -1
    moves = [(abs(k - mention.start), w) for k, w in enumerate(words) if w in _moves()]
    moves = [m for m in moves if m[1] not in ("more", "less") or m[0] > 2]
    if not moves:
        return 0
    return 1 if min(moves)[1] in moving("rising") else -1


def _moved_to(clause: Sentence, mention: NumberMention) -> int:
    """Which way a level is said to have gone: "rose to", "narrowed 5 per cent to"."""
    if mention.base or clause.words[mention.start - 1 : mention.start] != ["to"]:
        return 0
    moves = [w for w in _moving(clause)[: mention.start] if w in _moves() and w not in ("more", "less")]
    return (1 if moves[-1] in moving("rising") else -1) if moves else 0


def _rank(sentence: Sentence, clause: Sentence, reading: ParsedClaim, before: Topic) -> ParsedClaim:
    """The place of a country among partners, markets, suppliers or investors."""
    mention = reading.mention
    roles = sorted(clause.all("role"), key=lambda i: abs(i.start - mention.end))
    measure = str(roles[0].value) if roles else reading.topic.measure
    if measure not in ("exports", "imports", "total_trade", "fdi"):
        return replace(reading, claim="unread", problem="it does not say a place among whom")
    owner, who = _ranked(sentence, clause, mention)
    if not who:
        who = before.sides.partner if before.sides.partner != "WLD" else clause.partner
    owner = owner or clause.home
    sides = TradeDirection(measure if measure != "fdi" else "total_trade", owner, who)
    topic = Topic(measure, sides, before.bases if measure == "fdi" else ())
    problem = "" if owner == clause.home else "the book ranks the partners of Cambodia only"
    return replace(reading, claim="rank", topic=topic, problem=problem)


def _ranked(sentence: Sentence, clause: Sentence, mention: NumberMention) -> tuple[str, str]:
    """Among whose partners, and which country: "Japan is Cambodia's fifth largest partner, after China"."""
    named = [p for p in clause.places if p.code != "WLD"]
    owner = next((p.code for p in named if p.role in ("own", "of", "in") and p.start <= mention.start + 6), "")
    above = next((k for k in range(mention.end, clause.end) if clause.words[k] in _ABOVE), clause.end)
    around = [p.code for p in named if p.start < above and p.code != (owner or clause.home)]
    earlier = [
        p.code for p in sentence.places if p.start < clause.start and p.code not in (owner or clause.home, "WLD")
    ]
    return owner, next(iter(around or earlier), "")


_ABOVE = frozenset({"after", "behind", "following", "ahead", "above", "below", "than"})
