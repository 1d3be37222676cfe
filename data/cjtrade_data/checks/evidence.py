"""Evidence: within which interval prints put a true value, by themselves or in one step from others."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ..model.codes import spelled
from ..model.grouped import grouped
from ..model.interval import Interval
from .identities import Relation
from .printed_claims import Claim, Variable
from .wording import apart, between, claimed


class Evidence(NamedTuple):
    """An interval for `unknown`, the claims it stands on and how it follows from them, in words."""

    unknown: Variable
    interval: Interval
    claims: tuple[Claim, ...]
    how: str

    @property
    def sentence(self) -> str:
        """`exports, Jan-Feb 2023: (total trade + trade balance) / 2 is 205.645 to 205.655 million USD`."""
        return sentence(self.unknown, self.how, self.interval)


def named(unknown: Variable) -> str:
    """`exports, Jan-Feb 2024`; with the partner where it is not the one the line is about."""
    return f"{spelled(unknown.measure)}, {unknown.period.label}{apart(unknown.line)}"


def sentence(unknown: Variable, how: str, interval: Interval) -> str:
    return f"{named(unknown)}: {how} is {between(interval, unknown.line.unit)}"


class PrintedLevels:
    """The printed levels among some claims and what follows from two of them in one step."""

    def __init__(self, claims: Iterable[Claim], relations: Mapping[Variable, list[Relation]]) -> None:
        self._relations = relations
        self.prints = grouped((claim.about, claim) for claim in claims if claim.kind == "level")

    def printed(self, unknown: Variable) -> Evidence | None:
        """The narrowest print of a level."""
        claims = self.prints.get(unknown)
        if not claims:
            return None
        best = min(claims, key=lambda c: c.interval.width)
        return Evidence(unknown, best.interval, (best,), claimed(best))

    def best(self, unknown: Variable) -> Evidence | None:
        """The print, or the narrowest interval that follows from others in one step."""
        own = self.printed(unknown)
        if own is not None and own.interval.width < inf:
            return own
        return min(self.derived(unknown), key=lambda e: e.interval.width, default=own)

    def derived(self, unknown: Variable) -> Iterator[Evidence]:
        """What the other prints of each relation leave for an unknown."""
        own = self._relations.get(unknown, ())
        ways = [self._solved(relation, unknown) for relation in own if not relation.at_least]
        if sum(r.kind == "sum" for r in own) == 2 and unknown.measure in ("exports", "imports"):
            ways.append(self._halved(unknown))
        return filter(None, ways)

    def _solved(self, relation: Relation, unknown: Variable) -> Evidence | None:
        sign = dict(relation.terms)[unknown]
        interval, words, used = Interval.exact(0), list[str](), list[Claim]()
        for other, factor in relation.terms:
            if other == unknown:
                continue
            level = self.printed(other)
            if level is None:
                return None
            factor = -factor * sign
            interval += level.interval * factor
            words.append(f"{'-' if factor < 0 else '+'} {spelled(other.measure)} {level.how}")
            used += level.claims
        words.sort(key=lambda w: w[0] == "-")
        return Evidence(unknown, interval, tuple(used), " ".join(words).removeprefix("+ "))

    def _halved(self, unknown: Variable) -> Evidence | None:
        total, balance = (self.printed(unknown._replace(measure=m)) for m in ("total_trade", "trade_balance"))
        if total is None or balance is None:
            return None
        sign, mark = (1, "+") if unknown.measure == "exports" else (-1, "-")
        interval = (total.interval + balance.interval * sign) * Fraction(1, 2)
        how = f"(total trade {total.how} {mark} trade balance {balance.how}) / 2"
        return Evidence(unknown, interval, (*total.claims, *balance.claims), how)


class Suspect(NamedTuple):
    """A claim of a contradiction: what the others pin it to, None where they exclude each other even without it, and
    what other pages print of the same thing within those bounds."""

    claim: Claim
    pinned: Interval | None
    elsewhere: tuple[Claim, ...]


class Contradiction(NamedTuple):
    """Claims of one page that cannot all hold: `sets` are the smallest sets that exclude each other, `suspects` their
    members, those first without which the others can hold."""

    sets: tuple[tuple[Claim, ...], ...]
    suspects: tuple[Suspect, ...]


class Way(NamedTuple):
    """A chain of figures, by their ids, that leaves `unknown` within an interval, and how, in words."""

    unknown: Variable
    interval: Interval
    figures: tuple[str, ...]
    how: str

    @property
    def sentence(self) -> str:
        """As that of `Evidence`."""
        return sentence(self.unknown, self.how, self.interval)


class Inferred(NamedTuple):
    """A figure nobody printed: `ways` from the shortest chain of figures to the narrowest interval."""

    unknown: Variable
    ways: tuple[Way, ...]

    @property
    def interval(self) -> Interval:
        """The narrowest bounds that are guaranteed, in base units."""
        return self.ways[-1].interval

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures of the shortest chain that gives `interval`."""
        return self.ways[-1].figures
