"""Reading: what a number may claim, and what earlier sentences leave to later ones."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from ...model.codes import LEVELS, WORLD
from ...model.period import Period
from ...model.reference import HOME
from .flows import NamedFlow
from .number import Numeral
from .times import Time

MEASURED = frozenset({*LEVELS, "fdi"})
"""Measures that are told with two countries."""
WITH_ALL = "it may be that with all countries"


class Reading(NamedTuple):
    """What a number may claim.

    `claim` is "level", "growth", "step" (an amount more or less), "average" (a level a month), "share", "rank", "ratio" or
    "unread", of `measure` in `period`; growth and step are against `base`. `reporter` and `partner` are codes of areas, ""
    where unknown; `part` says of what a share is one: "pair", "world", "fdi", "goods" (of `sector` in
    all goods) or "market" (the partner's in all of `sector`). `bases` are the concepts of investment that are meant, or the
    association or zone that is spoken of. `direction` is 1 up, -1 down; `moved` the
    way a level is said to have gone. `compilers` are those that the paragraph names, `heard` those of paragraphs before it; `told` are the
    periods that the text has spoken of. `sure` holds which of measure, pair,
    period, source and investor the words say outright, `months` the months of a year not said, `at_end` that a year's last day is meant,
    `carried` that the period is that of an earlier sentence. `doubts` are reasons not to call the number wrong, `problem`
    one to say nothing.
    """

    number: Numeral
    sentence: str
    claim: str = "level"
    measure: str = ""
    reporter: str = ""
    partner: str = ""
    part: str = ""
    bases: tuple[str, ...] = ()
    sector: str = ""
    period: Period | None = None
    months: tuple[int, int] | None = None
    at_end: bool = False
    carried: bool = False
    base: Period | None = None
    direction: int = 0
    moved: int = 0
    compilers: tuple[str, ...] = ()
    heard: frozenset[str] = frozenset()
    told: tuple[Period, ...] = ()
    currencies: tuple[str, ...] = ()
    sure: frozenset[str] = frozenset()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""

    @property
    def product(self) -> str:
        """The sector as figures name it."""
        return f"SECTOR:{self.sector}" if self.sector else ""

    def at(self, time: Time) -> Reading:
        """The same at a time that it may be of."""
        if time.stretch is not None and (self.measure == "fdi" or self.measure not in MEASURED):
            time = Time(time.stretch)
        flowed = time.at_end and self.bases[:1] == ("inflow",)  # "attracted 39 billion by the end of June"
        bases = ("stock", *self.bases) if flowed else self.bases
        base = time.base if self.claim in ("growth", "step") or self.moved else None
        notes = (*self.notes, time.note) if time.note else self.notes
        made = self.but(
            period=time.period,
            base=base,
            bases=bases,
            notes=notes,
            months=time.months,
            at_end=time.at_end,
            carried=time.carried,
        )
        if time.mixed:
            made = made.doubting("its sentence does not say when, and the one before speaks of several times")
        return made.surely("period") if time.sure and time.period is not None else made

    def but(self, **changes: Any) -> Reading:
        return self._replace(**changes)

    def surely(self, *what: str) -> Reading:
        return self._replace(sure=self.sure | set(what))

    def of_another_home(self) -> Reading:
        """The same where the text has gone over to other countries: of investment the investor stays sure, the host does not."""
        invested = self.measure == "fdi" and "pair" in self.sure
        return self._replace(sure=self.sure - {"pair"} | ({"investor"} if invested else set()))

    def doubting(self, doubt: str) -> Reading:
        return self._replace(doubts=(*self.doubts, doubt))


class Context:
    """What earlier sentences leave to later ones: who trades with whom, the last measure and its words (`flow`), the last
    two flows (`two`), the association or zone (`subjects`), the country spoken of (`whom`), how often each pair was named, each flow of the paragraph (`listed`), the `investors` of the last sentence with any. `source` holds for its paragraph, `heard` are those of earlier ones.
    `home` and `other` are the two that the dataset is about; `away` tells that others were named since
    `home` was, `bilateral` that trade of two countries was spoken of."""

    reporter = partner = measure = whom = subject = ""
    bases: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    flow: NamedFlow | None = None
    last: Reading | None = None
    two: tuple[NamedFlow, ...] = ()
    currencies: tuple[str, ...] = ()
    away = bilateral = False

    def __init__(self, home: str = HOME[0], other: str = HOME[1]) -> None:
        self.home, self.other = home, other
        self.listed: dict[str, NamedFlow] = {}
        self.heard: set[str] = set()
        self.investors: set[str] = set()
        self.pairs: Counter[tuple[str, str]] = Counter()

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two countries spoken of, None where one is unknown or is the world."""
        return (self.reporter, self.partner) if self.reporter and self.partner not in ("", WORLD) else None
