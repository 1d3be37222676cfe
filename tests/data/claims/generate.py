"""True and slipped sentences in many wordings, made of the figures of the dataset, each with the right verdict.

`cases(seed)` gives the same set for the same seed. Among them are other pairs and other subjects, of which no verdict of
substance can be given, and slips of each kind: digits swapped, the last digit, the scale, the direction, a digit lost.
"""

import random
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from bundled import BOOK
from every_row import rows_of

from cjtrade_data.book.book import Book
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.period import MONTH_NAMES, Period

AGREES, DISAGREES, CANNOT = "agrees", "disagrees", "cannot tell"


class Case(NamedTuple):
    """A text and, for each number of it in order, the verdicts that are right."""

    text: str
    wanted: tuple[frozenset[str], ...]
    kind: str


_SPOKEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDINGS: dict[str, dict[str, list[str]]] = {}
for _row in rows_of(Path(__file__).parent / "wordings.csv", delimiter="|"):
    _WORDINGS.setdefault(_row["kind"], {}).setdefault(_row["measure"], []).append(_row["wording"])
_UP, _DOWN = ("rose", "increased", "climbed", "grew"), ("fell", "declined", "dropped", "decreased")
_RISE, _FALL = ("rise", "grow", "climb"), ("fall", "decline", "drop")


def cases(seed: int = 20_261_128) -> list[Case]:
    """About 500 sentences, the same for the same seed."""
    rng = random.Random(seed)
    book = BOOK
    return [*_levels(rng, book), *_growths(rng, book), *_pairs(rng, book), *_partners(rng, book), *_others(rng)]


def _printed(book: Book, measure: str, partner: str = "JPN") -> list[Figure]:
    found = book.prints(measure, "KHM", partner)
    return [f for f in found if f.compiler == "GDCE" and f.status == "reported" and not f.bound and f.decimals >= 0]


def _levels(rng: random.Random, book: Book) -> Iterator[Case]:
    for measure, wordings in _WORDINGS["level"].items():
        figures = _printed(book, measure)
        for f in figures:
            said = _digits(f)
            true = _case(rng.choice(wordings), f.period, rng, AGREES, "true", x=_money(said, f.scale, rng))
            mirrored = true.text.startswith("Japan ")  # Japan's own customs may count otherwise
            yield true._replace(wanted=(frozenset({AGREES, CANNOT}),)) if mirrored else true
            for slip, other, scale in _slipped(said, f.scale, rng):
                if not _is_held(book, f, other, scale):
                    money = _money(other, scale, rng)
                    case = _case(rng.choice(wordings), f.period, rng, DISAGREES, slip, x=money)
                    mirrored = case.text.startswith("Japan ")
                    yield case._replace(wanted=(frozenset({DISAGREES, CANNOT}),)) if mirrored else case


def swapped(words: str) -> str:
    """The number with two neighbouring digits swapped, "" where no two differ."""
    pairs = [m.start() for m in re.finditer(r"(?=[0-9][0-9])", words) if words[m.start()] != words[m.start() + 1]]
    pairs = [k for k in pairs if words[k + 1] != "0" or (k and words[k - 1] in ".0123456789")]
    if not pairs:
        return ""
    k = pairs[len(pairs) // 2]
    return words[:k] + words[k + 1] + words[k] + words[k + 2 :]


def last_digit(words: str) -> str:
    """The number with another last digit, no zero: "500 million" may be a rounded 507."""
    found = list(re.finditer(r"[0-9]", words))
    if len(found) < 3:
        return ""
    k = found[-1].start()
    return words[:k] + str((int(words[k]) + 3) % 10 or 1) + words[k + 1 :]


def _slipped(said: str, scale: str, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """(kind, digits, scale) of two slips of a number."""
    made = [("digits swapped", swapped(said), scale), ("last digit", last_digit(said), scale)]
    made = [*(each for each in made if each[1]), ("scale", said, "billion" if scale == "million" else "million")]
    yield from rng.sample(made, min(2, len(made)))


def _is_held(book: Book, figure: Figure, said: str, scale: str) -> bool:
    """Whether somebody printed the slipped number for the same thing."""
    value = Fraction(said) * {"million": 10**6, "billion": 10**9}[scale]
    step = Fraction(1, 10 ** len(said.partition(".")[2])) * {"million": 10**6, "billion": 10**9}[scale]
    same = book.prints(figure.measure, "KHM", figure.partner)
    return any(
        f.period == figure.period and f.interval.low <= value + step / 2 and value - step / 2 <= f.interval.high
        for f in same
    )


def _growths(rng: random.Random, book: Book) -> Iterator[Case]:
    for measure, wordings in _WORDINGS["moved"].items():
        for f in _printed(book, measure):
            if not f.growth_pct or f.growth_decimals is None or abs(f.growth_pct) < 2:
                continue
            said = f"{abs(f.growth_pct):.{f.growth_decimals}f}"
            up = f.growth_pct > 0
            for verdict, kind, rises in ((AGREES, "true", up), (DISAGREES, "sign", not up)):
                moved = {
                    "moved": rng.choice(_UP if rises else _DOWN),
                    "moved_to": rng.choice(_RISE if rises else _FALL),
                }
                yield _case(rng.choice(wordings), f.period, rng, verdict, kind, r=said, **moved)


def _pairs(rng: random.Random, book: Book) -> Iterator[Case]:
    """Exports and imports of one period in a sentence, true and with one of the two slipped."""
    imports = {f.period: f for f in _printed(book, "imports")}
    for e in _printed(book, "exports"):
        i = imports.get(e.period)
        if i is None:
            continue
        wording = rng.choice(_WORDINGS["both"][""])
        amounts = _money(_digits(e), e.scale, rng, signs=("${}",)), _money(_digits(i), i.scale, rng, signs=("${}",))
        text = _text(wording, e.period, rng, e=amounts[0], i=amounts[1])
        yield Case(text, (frozenset({AGREES}), frozenset({AGREES})), "two flows")
        slip = next(((d, s) for k, d, s in _slipped(_digits(i), i.scale, rng) if not _is_held(book, i, d, s)), None)
        if slip is not None:
            wrong = _money(slip[0], slip[1], rng, signs=("${}",))
            text = _text(wording, e.period, rng, e=amounts[0], i=wrong)
            yield Case(text, (frozenset({AGREES}), frozenset({DISAGREES})), "two flows, one slipped")


def _partners(rng: random.Random, book: Book) -> Iterator[Case]:
    """What the dataset has of other partners of Cambodia is right of them and says nothing of others."""
    for code, name in (("CHN", "China"), ("VNM", "Vietnam"), ("USA", "the United States")):
        for f in _printed(book, "exports", code)[:3]:
            said = _money(_digits(f), f.scale, rng)
            yield _case(f"Cambodia's exports to {name} were {{x}} {{when}}.", f.period, rng, AGREES, "partner", x=said)
            text = _text("Cambodia's exports to Malaysia were {x} {when}.", f.period, rng, x=said)
            yield Case(text, (frozenset({CANNOT}),), "other pair")


def _others(rng: random.Random) -> Iterator[Case]:
    """Other pairs and other subjects: nothing is to be said of any number."""
    for kind in ("other pair", "other subject"):
        for wording in _WORDINGS[kind][""]:
            for _ in range(2):
                text = wording.format(
                    a=f"{rng.uniform(1.1, 9.9):.{rng.choice((1, 2))}f}",
                    b=rng.randint(120, 990),
                    r=f"{rng.uniform(2, 30):.1f}",
                    year=rng.choice((2019, 2021, 2022, 2023, 2024)),
                    moved=rng.choice(_UP),
                )
                yield Case(text, (frozenset({CANNOT}),) * 9, kind)


def _case(wording: str, period: Period, rng: random.Random, verdict: str, kind: str, **words: str) -> Case:
    return Case(_text(wording, period, rng, **words), (frozenset({verdict}),), kind)


def _text(wording: str, period: Period, rng: random.Random, **words: str) -> str:
    when = _when(period, rng)
    return wording.format(when=when, When=when[:1].upper() + when[1:], **words)


def _when(period: Period, rng: random.Random) -> str:
    assert period.first is not None
    year, first, last = period.year, period.first % 12, period.last % 12
    if period.is_year:
        return rng.choice((f"in {year}", f"in the whole of {year}", f"in the year {year}"))
    if period.is_month:
        return rng.choice((f"in {MONTH_NAMES[last]} {year}", f"in {MONTH_NAMES[last]} of {year}"))
    ways: list[Callable[[], str]] = [
        lambda: f"in {MONTH_NAMES[first]}-{MONTH_NAMES[last]} {year}",
        lambda: f"in the {MONTH_NAMES[first]}-{MONTH_NAMES[last]} period of {year}",
        lambda: f"between {MONTH_NAMES[first]} and {MONTH_NAMES[last]} {year}",
    ]
    if first == 0:
        ways.append(lambda: f"in the first {_SPOKEN[last]} months of {year}")
        ways.append(lambda: f"in the first {last + 1} months of {year}")
    if period.months == 6:
        ways.append(lambda: f"in the first half of {year}")
    if period.months == 3 and first == 0:
        ways.append(lambda: f"in the first quarter of {year}")
    return rng.choice(ways)()


def _digits(figure: Figure) -> str:
    return f"{figure.value:.{max(figure.decimals, 0)}f}"


def _money(said: str, scale: str, rng: random.Random, signs: tuple[str, ...] = ("${}", "US${}", "{} dollars")) -> str:
    short = {"million": "m", "billion": "bn"}[scale]
    amount = rng.choice((f"{said} {scale}", f"{said} {scale}", f"{said}{short}"))
    return rng.choice(signs).format(amount)
