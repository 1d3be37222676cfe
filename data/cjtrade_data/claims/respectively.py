"""Respectively: numbers that stand in one list, and the flows, countries or times that each of them is of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..language.articles.flows import NamedFlow
from ..language.articles.movement import runs
from ..language.articles.number import Numeral
from ..language.articles.reading import Reading
from ..language.articles.sides import ANOTHER, CountryFinder
from ..language.articles.times import Calendar
from ..language.articles.words import Tagged
from ..model.digits import is_digits


def respectively(
    found: list[list[Reading]],
    sentence: Tagged,
    numbers: Sequence[Numeral],
    flows: Sequence[NamedFlow],
    sides: CountryFinder,
    calendar: Calendar,
) -> None:
    """ "Exports and imports were 237.22 and 88.43 million dollars respectively": each with its own."""
    words = sentence.words
    for run in runs(sentence, numbers):
        named = [f for f in flows if f.cue.end <= numbers[run[0]].start][-len(run) :]
        joints = [words[a.cue.end : b.cue.start] for a, b in pairwise(named)]
        beside = all({"and", ","} & set(j) and not any(is_digits(w[:1]) for w in j) for j in joints)
        joined = (beside or "respectively" in words) and len({f.measure for f in named}) == len(run)
        partners = named[-1].partners if named else ()
        partners = partners or sides.listed(numbers[run[0]].start, len(run))
        partners = partners if "respectively" in words else ()
        times = [c for c in sentence.all("time") if c.code in ("period", "months")]
        listed = all(words[a.end : b.start] in (["and"], [","]) for a, b in pairwise(times))
        times = times if listed or "respectively" in words else []
        for place, k in enumerate(run):
            own = found[k][0]
            if joined:
                found[k] = [r.but(measure=named[place].measure).surely("measure") for r in found[k]]
            elif beside and len(named) == len(run) > 1:
                found[k] = [r.doubting("one flow of two owners, each with its number") for r in found[k]]
            elif len(partners) == len(run) and own.measure:
                doubts = tuple(d for d in own.doubts if d != ANOTHER)
                found[k] = [own.but(partner=partners[place], problem="", doubts=doubts).surely("pair")]
            elif len(times) == len(run):
                period = calendar.resolve(sentence, times[place])
                found[k] = [own.but(period=period, notes=()).surely("period")]
