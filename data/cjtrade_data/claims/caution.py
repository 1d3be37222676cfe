"""Caution: why a number that no figure fits cannot be called wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from ..book.code_lists import compilers_of
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.mirror import mirrors
from ..derivation.quantity import Operation, Quantity
from ..derivation.slips import overlap
from ..language.articles.reading import MEASURED, Reading
from ..lookup.answer import what_others_allow
from ..lookup.context import LookupContext
from ..model.codes import BALANCES, LEVELS, WORLD
from ..wording.difference import held_words
from ..wording.sentences import balance_word, country, possessive
from .evidence import evidence, named_compilers, trade_lines
from .verdict import AGREES, DISAGREES, Judgement, claimed, is_near, is_of_something_else, is_plain, is_roughly, judge

_NEAR_POINTS = 5
"""How far a rate may be from one that several pages give."""
_MIRROR = Fraction(1, 10)
"""How far from the ratio of the two sides a number may be that is the other's."""
_LACKING = {"measure": "of what", "pair": "of which countries", "period": "when"}
ONE_SIDED = frozenset({"exports", "imports", "trade_balance", "trade_deficit"})
"""Measures of which each of two countries has its own figure."""


class Decision(NamedTuple):
    """How a number was read and judged; `held` is everything there is on it, `question` names the figure that may be meant,
    in words, and `mirror` whose figure it is that the number agrees with, where that is the other side's own."""

    reading: Reading
    judgement: Judgement
    note: str = ""
    question: str = ""
    held: tuple[Quantity, ...] = ()
    mirror: str = ""


class Case(NamedTuple):
    """A number that no figure fits: the reading that is judged, the figure it is `held` against, the other readings (`found`),
    what the words and the neighbours leave open (`lacking`), whose trade figures those `beside` it are that agree, whether
    one of them is told of the very same (`is_told`), and whether one before it that is seems of something else (`is_astray`)."""

    context: LookupContext
    best: Decision
    held: Quantity
    found: Sequence[Decision]
    lacking: frozenset[str]
    beside: frozenset[str] = frozenset()
    is_told: bool = False
    is_astray: bool = False

    @property
    def reading(self) -> Reading:
        return self.best.reading

    @property
    def slip(self) -> str:
        return self.best.judgement.slip

    @property
    def is_named_slip(self) -> bool:
        """Whether no later edition explains the difference: the sign, or two of many digits swapped."""
        return self.slip == "sign" or (self.slip == "two digits are swapped" and self.reading.number.digits > 3)

    @property
    def is_of_a_share(self) -> bool:
        return self.held.derivation is not None and self.held.derivation.operation is Operation.PART

    @property
    def is_strange(self) -> bool:
        return is_of_something_else(self.best.judgement)

    @property
    def is_plain(self) -> bool:
        return is_plain(claimed(self.reading), self.best.judgement, self.best.held)


def unsafe(case: Case) -> str:
    """Why a number that no figure fits cannot be called wrong; "" where it can."""
    return next((why if isinstance(why, str) else why(case) for test, why in _UNSAFE if test(case)), "")


def _foreign(case: Case) -> list[str]:
    """The other currencies it is told in, where no print is in them."""
    named = [c for c in case.reading.currencies if c != "USD"]
    return [] if any(q.figure is not None and q.figure.unit in named for q in case.best.held) else named


def _estimates(case: Case) -> list[str]:
    near = [q for q in case.best.held if q.is_estimate and is_near(claimed(case.reading), q)]
    return [held_words(case.context.book, q) for q in near]


def _allowed(case: Case) -> list[str]:
    """A disputed print of what is claimed, of which the other figures allow the claim."""
    book, said = case.context.book, claimed(case.reading).interval
    prints = ((q, what_others_allow(book, q)) for q in case.best.held if q.figure is not None)
    return [held_words(book, q) for q, allowed in prints if allowed is not None and overlap(said, allowed)]


def _levels_give(case: Case) -> bool:
    """Whether the levels give a rate that is not the one printed."""
    said = claimed(case.reading).interval
    rate = case.reading.claim in ("growth", "share")
    return rate and any(q.figure is None and q.value in said for q in case.best.held)


def _is_of_any_investment(case: Case) -> bool:
    reading = case.reading
    return reading.measure == "fdi" and not reading.bases and not reading.sector and reading.claim != "rank"


def _another_time(case: Case) -> str:
    """The first period that the text spoke of before of which a number is true whose sentence does not say when; "" where there
    is none."""
    reading = case.reading
    others = (p for p in reading.told if p != reading.period) if "period" not in reading.sure else ()
    return next((p.label for p in others if _agrees(case, reading.but(period=p, base=None))), "")


def _agrees(case: Case, reading: Reading) -> bool:
    return judge(claimed(reading), evidence(case.context, reading), named_compilers(reading)).verdict == AGREES


def _is_on_the_month(case: Case) -> bool:
    """Whether a month is compared with the month before, which the sentence does not say."""
    reading, period = case.reading, case.reading.period
    compared = reading.claim in ("growth", "step") and reading.base is None and period is not None and period.is_month
    return compared and period is not None and _agrees(case, reading.but(base=period.shift(-1)))


def _may_be_rounded(case: Case) -> bool:
    """Whether an amount ends in two zeros or more, "600 million", and is what the dataset has to that place, within a twentieth."""
    said, off = claimed(case.reading), case.best.judgement.difference
    step = said.step
    while said.kind == "money" and 0 < step < abs(said.value) and said.value % (step * 10) == 0:
        step *= 10
    return (
        off is not None and said.step * 100 <= step and abs(off) <= min(step / 2, abs(Fraction(case.held.value)) / 20)
    )


def _is_off_by_the_last_digit(case: Case) -> bool:
    """Whether a rate is one off in its last decimal, as two publications round what they work out."""
    said, off = claimed(case.reading), case.best.judgement.difference
    return said.kind == "percent" and off is not None and said.step < 1 and abs(off) <= said.step


def _counts_a_part_twice(case: Case) -> bool:
    """Whether it is a figure of investment and its part in a sector added to it: 145 projects and the 66 of them in zones."""
    book, held = case.context.book, case.held
    sectors = [f"SECTOR:{s}" for s in book.names("sectors")] if case.reading.measure == "fdi" else []
    parts = (f for s in sectors for f in case.context.figures(held.measure, held.reporter, held.partner, s))
    return any(
        f.period == held.period and held.value + Fraction(f.amount) in claimed(case.reading).interval for f in parts
    )


def _has_rivals(case: Case) -> bool:
    """Whether another reading of the same words may fit."""
    others = [o for o in case.found if o is not case.best and o.judgement.verdict != DISAGREES]
    rivals = [o.reading for o in others if not o.reading.problem]
    return any(r.measure != case.reading.measure or r.partner != WORLD or case.is_strange for r in rivals)


def _is_of_the_mirror_alone(case: Case) -> bool:
    """Whether only the other side has figures, none of which the text names, and the number is not absurd."""
    reading = case.reading
    own = reading.measure not in ONE_SIDED or reading.claim in ("rank", "share") or named_compilers(reading)
    absurd = case.slip == "scale" and claimed(reading).digits >= 3
    return not own and not absurd and all(q.reporter != reading.reporter for q in case.best.held)


def _may_be_the_mirror(case: Case) -> bool:
    """Whether a number whose source is not told is as far from the only side's figure as the two sides were apart in the
    nearest year that both print."""
    reading, held, said = case.reading, case.held, abs(claimed(case.reading).value)
    told = case.beside or {*reading.compilers, *reading.heard} - {"other"}
    both = len({q.reporter for q in case.best.held if not q.is_estimate}) > 1
    if told or both or case.slip or reading.claim != "level" or held.measure not in ("exports", "imports") or not said:
        return False
    sells = held.measure == "exports"
    of_years = mirrors(case.context.book, "year")
    years = [m for m in of_years if held.reporter == (m.sold if sells else m.bought).reporter]
    near = min(years, key=lambda m: abs(m.period.year - held.period.year), default=None)
    ratio = said / held.value if sells else held.value / said
    return near is not None and abs(ratio / near.ratio.value - 1) < _MIRROR


def _mirror_words(case: Case) -> str:
    if case.held.measure in BALANCES:
        theirs, own = possessive(case.held.reporter), possessive(case.reading.reporter)
        side = f"by {theirs} figures it was a {balance_word(case.held)} of {theirs}"
        return f"{side}; the dataset has none of {own} own, which may differ"
    name, other = (country(case.context.book, code) for code in (case.held.reporter, case.reading.reporter))
    return f"only figures of {name} give it, which {other} may report otherwise"


def _is_between(case: Case) -> bool:
    sides = [q.value for q in case.best.held if not q.is_estimate and q.unit == case.held.unit]
    by_customs = {q.compiler for q in case.best.held} & {*compilers_of("customs")}
    between = bool(sides) and min(sides) < claimed(case.reading).value < max(sides)
    return between and not by_customs and not case.slip


def _is_of_another_source(case: Case) -> bool:
    """Whether a figure fits of a source that is not named in the sentence itself, but another in its paragraph, or one that
    has nearly what the source has that is named."""
    reading, off = case.reading, case.best.judgement.difference
    near = off is not None and abs(off) <= abs(case.held.value) / 50
    firm = "source" in reading.sure and not {*compilers_of("compilation")} & {
        *reading.compilers
    }  # these carry both sides
    if (firm and not near) or not reading.compilers:
        return False
    return _agrees(case, reading.but(compilers=()))


def _is_of_a_source_before(case: Case) -> bool:
    """Whether an earlier paragraph names a source, the number's own none, and the figure is of another."""
    reading = case.reading
    heard = (
        frozenset() if reading.compilers else named_compilers(reading.but(compilers=tuple(reading.heard - {"other"})))
    )
    own = case.beside or heard  # numbers beside it that agree tell more than a paragraph before
    told = bool(heard) and reading.measure in LEVELS
    return told and case.held.compiler not in heard | own and case.slip != "scale"


def _is_of_a_source_without(case: Case) -> bool:
    """Whether a paragraph names several sources, of which one has nothing of this: "Customs have it at that, JETRO at this"."""
    reading, compilers = case.reading, {q.compiler for q in case.best.held}
    each = [named_compilers(reading.but(compilers=(c,))) for c in reading.compilers if c != "other"]
    lacking = [c for c in each if c and not c & compilers]
    return bool(lacking) and len(set(each)) > 1 and case.slip != "scale"


def _is_of_several_pages(case: Case) -> bool:
    """Whether a rate is near one that is worked out of figures of several pages, which may be of several editions."""
    held, off = case.held, case.best.judgement.difference
    pages = {f.source for f in held.figures}
    near = off is not None and abs(off) < _NEAR_POINTS
    return case.reading.claim == "growth" and held.figure is None and len(pages) > 1 and near and not case.slip


def _is_revised(case: Case) -> bool:
    """Whether a number is near, and its compiler printed a level of that time more than once, each time another."""
    held, off = case.held, case.best.judgement.difference
    near = off is not None and abs(off) <= abs(held.value) / 50 and not case.is_named_slip
    is_level = case.reading.claim == "level" and case.reading.measure in LEVELS
    if case.reading.period is None or off is None or not near or not is_level:
        return False
    lines = [line for line, _ in trade_lines(case.context, case.reading) if line.compiler == held.compiler]
    prints = [[f.amount for f in line.prints(m, case.reading.period)] for line in lines for m in LEVELS]
    return any(max(p) - min(p) > abs(off) / 2 for p in prints if p)


def _is_of_a_ministry(case: Case) -> bool:
    named = case.reading.compilers
    return bool({*compilers_of("government")} & {*named}) and case.held.compiler not in named and not case.slip


def _is_counted_otherwise(case: Case) -> bool:
    """Whether others may count it too; two digits swapped or a wrong scale are a slip whoever counted, and any slip is one
    where the text names who did."""
    reading, slip = case.reading, case.slip in ("two digits are swapped", "scale")
    is_named = bool(case.slip) and case.held.compiler in reading.compilers
    counted = reading.measure not in MEASURED and not is_named and not (slip and reading.number.digits > 3)
    of_goods = bool(reading.sector) and reading.measure in LEVELS and not slip
    return (counted or of_goods) and reading.claim != "rank"


def _is_for_one(case: Case) -> bool:
    """Whether a few dollars are set against millions, which is no misprint: "1.64 dollars for every dollar"."""
    own = abs(claimed(case.reading).value)
    return not case.slip and case.reading.number.kind == "money" and own < 1000 < abs(case.held.value) / 1000


def _is_of_others(case: Case) -> bool:
    """Whether it is of a country of which few figures are known; the lists that a named compilation or estimate has are whole."""
    whole = {*compilers_of("compilation"), *compilers_of("estimate")}
    listed = case.held.compiler in whole & named_compilers(case.reading)
    others = case.reading.partner not in (*case.context.book.pair, WORLD)
    return case.reading.measure in LEVELS and others and not listed


def _is_of_neither(case: Case) -> bool:
    reading = case.reading
    return reading.measure in LEVELS and case.context.book.home not in (reading.reporter, reading.partner)


Test = Callable[[Case], object]
_STRANGE = "its sentence does not say when, and no slip explains so large a difference"
_STRANGE_PAIR = "its sentence does not say of whom, and no slip explains so large a difference"
_TOO_LITTLE = "of other countries the dataset has too little to call a number wrong"
_UNSAFE: tuple[tuple[Test, str | Callable[[Case], str]], ...] = (
    (_foreign, lambda c: f"it is told in {in_words(_foreign(c))}; {_CONVERTED}"),
    (lambda c: "pair" in c.lacking and c.reading.partner in (WORLD, ""), "no partner is named"),
    (_estimates, lambda c: f"it is what an estimate has: {_estimates(c)[0]}"),
    (
        lambda c: c.held.is_estimate and c.held.compiler not in named_compilers(c.reading),
        "the dataset has an estimate of this only, which is not the same series",
    ),
    (_allowed, lambda c: f"other figures allow it, though not the disputed {_allowed(c)[0]}"),
    (_levels_give, "it is what the levels give"),
    (
        lambda c: c.reading.measure == "fdi" and c.is_of_a_share,
        "the dataset works it out of a printed share, and has no print of it",
    ),
    (_is_of_any_investment, "it does not say whether it is of the stock, the inflow or the approvals of investment"),
    (_is_of_neither, _TOO_LITTLE),
    (lambda c: c.reading.doubts, lambda c: "; ".join(c.reading.doubts)),
    (
        lambda c: c.lacking,
        lambda c: f"it does not say outright {' and '.join(w for k, w in _LACKING.items() if k in c.lacking)}",
    ),
    (_counts_a_part_twice, "it may count a part of it twice, which other pages say lies inside"),
    (_is_on_the_month, "it is the change on the month before"),
    (_may_be_rounded, "it may be rounded to what the dataset has"),
    (_is_off_by_the_last_digit, "the difference is as small as that of two editions"),
    (lambda c: is_roughly(claimed(c.reading), c.held), "it is given roughly, and lies near what the dataset has"),
    (lambda c: c.slip == "cut off", "its last digit looks cut off, not rounded"),
    (lambda c: c.reading.carried and c.is_strange, _STRANGE),
    (lambda c: "pair" not in c.reading.sure and c.is_strange, _STRANGE_PAIR),
    (_another_time, lambda c: f"it is the figure of {_another_time(c)}, of which the text has spoken"),
    (
        lambda c: c.reading.measure in LEVELS and c.beside and c.held.compiler not in c.beside and not c.slip,
        "the numbers beside it are of another source",
    ),
    (
        lambda c: c.is_astray and not c.slip,
        "the amount before it is none of what it is read as, and it may go with that",
    ),
    (_has_rivals, "it may be meant of something else"),
    (_is_for_one, "so small an amount may be of one piece or one dollar"),
    (_is_of_the_mirror_alone, _mirror_words),
    (
        _may_be_the_mirror,
        "the other country may count it so: the text names no source, and the dataset has one side only",
    ),
    (_is_between, "it lies between what the two sides report"),
    (lambda c: "other" in c.reading.compilers, "the dataset has no figures of the source that is named"),
    (_is_of_another_source, "it is the figure of another source than its paragraph names"),
    (_is_of_a_source_before, "the text names another source before, which may count it otherwise"),
    (_is_of_a_source_without, "the paragraph names several sources, and not all have figures of this"),
    (
        lambda c: c.is_told and c.is_strange,
        "a number beside it is that figure, and no slip explains so large a difference",
    ),
    (_is_of_several_pages, "the dataset works it out of several pages, which may be of several editions"),
    (_is_revised, "the difference is as small as that of two editions"),
    (_is_of_a_ministry, "the ministry that is named may count it otherwise than the customs"),
    (_is_counted_otherwise, "other sources may count it otherwise"),
    (lambda c: not c.is_named_slip and not c.is_plain, "the difference is as small as that of two editions"),
    (lambda c: not c.slip and _is_of_others(c), _TOO_LITTLE),
)
"""Each reason not to call a number wrong, with the test for it; the first that holds is told."""
_CONVERTED = "the dataset works that out of dollars only, at average exchange rates"


def in_words(codes: Sequence[str]) -> str:
    return " and ".join(CURRENCIES.get(c, c) for c in codes)
