"""Findings: the contradictions among printed figures as a reader would count them, worst first.

One slip or one revision makes many checks fail. A finding is what explains them: a figure of a page that the rest of the
page excludes, or a figure that later pages no longer stand on; with what the others allow it to be, and the likely cause.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple

from ..derivation.slips import digit_slip, scale_slip
from ..model.codes import FLOWS
from ..model.interval import Interval
from ..model.records import Source
from ..wording.sentences import capital
from .evidence import Suspect
from .printed_claims import Claim
from .wording import about, between, claimed, page

PAGE, EDITIONS, ROUNDING = "page", "publications", "rounding"
KINDS_OF_FINDING = {PAGE: "a page contradicts itself", EDITIONS: "publications differ", ROUNDING: "the last digit"}
_CUT_OFF, LAST_DIGIT = "cut off, not rounded", "rounding"
_REVISED = "revised or counted anew"
_TENFOLD = 10
"""Bounds further apart than this fit too many slips to name one."""
_TRIED = 200
"""Numbers of so many digits as the print that are tried within what the others allow."""


class Finding(NamedTuple):
    """A contradiction: the figures in doubt (`suspects`), the likeliest first, and what it explains and stands on.

    `kind` is one of KINDS_OF_FINDING; `checks` and `figures` are ids.
    """

    kind: str
    suspects: tuple[Suspect, ...]
    checks: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"finding:{self.claim.figure.id}"

    @property
    def claim(self) -> Claim:
        """The claim most likely wrong."""
        return self.suspects[0].claim

    @property
    def beyond(self) -> float:
        """How far the prints are from what the others allow, as a part of them, at most."""
        return max(map(beyond, self.suspects))

    @property
    def title(self) -> str:
        """`Growth of exports, 2023: +2 per cent cannot be`."""
        first, claim = self.suspects[0], self.claim
        words = capital(f"{about(claim)}: {claimed(claim)}")
        if self.kind != EDITIONS:
            others = f"{capital(about(claim))} and {len(self.figures) - 1} other figures are mutually inconsistent"
            return others if first.pinned is None else f"{words} cannot be"
        if first.elsewhere:
            return f"{words} or {claimed(first.elsewhere[-1])}"
        return f"{words} or another" if first.pinned is None else f"{words} or {between(first.pinned, claim.unit)}"

    @property
    def cause(self) -> str:
        """What it most likely comes of; "" where no one slip explains it."""
        return _cause(self.suspects[0], self.kind)

    def says(self, sources: Mapping[str, Source]) -> str:
        """The finding in one sentence."""
        first, claim = self.suspects[0], self.claim
        where = page(sources[claim.document])
        elsewhere = "".join(f"; {page(sources[c.document])} prints {claimed(c)}" for c in first.elsewhere[-1:])
        allowed = "" if first.pinned is None else between(first.pinned, claim.unit)
        if self.kind != EDITIONS and first.pinned is None:
            listed = "; ".join(f"{about(s.claim)} {claimed(s.claim)}" for s in self.suspects)
            words = f"{len(self.figures)} figures of {where} are mutually inconsistent, and leaving out one does not help: {listed}."
        elif self.kind != EDITIONS:
            words = (
                f"{about(claim)} cannot be {claimed(claim)}: the other figures of {where} allow {allowed}{elsewhere}."
            )
        else:
            words = f"{about(claim)}: {where} prints {claimed(claim)}{elsewhere}"
            words += f"; figures of other pages allow {allowed}." if allowed and not elsewhere else "."
        return capital(words)

    def with_cause(self, sources: Mapping[str, Source]) -> str:
        """The finding in one sentence, and in another its likely cause where there is one."""
        return f"{self.says(sources)} Likely cause: {self.cause}." if self.cause else self.says(sources)

    def lines(self, sources: Mapping[str, Source]) -> list[str]:
        """What the others allow each suspect to be, who prints something else, and the likely cause."""
        return [_line(s, _cause(s, self.kind), sources) for s in self.suspects]


def _print_of(claim: Claim) -> tuple[Fraction, Fraction, int]:
    """The number of a claim as printed, the step it is printed to, and how many base units one of it is."""
    figure = claim.figure
    if claim.is_beside:
        return Fraction(figure.growth_pct or 0), Fraction(10) ** -(figure.growth_decimals or 0), 1
    return Fraction(figure.value or 0), Fraction(10) ** -figure.decimals, figure.multiplier


def likelihood(suspect: Suspect) -> tuple[bool, bool, bool, bool, int]:
    """Sorts suspects: what is printed right elsewhere, what one slip explains, rates before levels, parts before totals."""
    measures = list(FLOWS)
    at = measures.index(suspect.claim.measure) if suspect.claim.measure in measures else len(measures)
    silent = suspect.pinned is None and not suspect.elsewhere
    return silent, not suspect.elsewhere, not likely_cause(suspect), (suspect.claim.kind == "level") is not silent, at


def likely_cause(suspect: Suspect) -> str:
    """The one slip that makes the print of what the others allow, "" where none does."""
    claim, allowed = suspect.claim, allowed_by(suspect)
    if allowed is None or allowed.width == inf:
        return ""
    value, step, scale = _print_of(claim)
    within = Interval(Fraction(allowed.low) / scale, Fraction(allowed.high) / scale)
    if claim.kind != "level" and floor(Fraction(within.centre) / step) * step == value:
        return _CUT_OFF
    if max(within.low - value, value - within.high) < step * Fraction(3, 2):
        return LAST_DIGIT
    return _slip(value, step, within)


def _slip(value: Fraction, step: Fraction, within: Interval) -> str:
    if within.low <= 0 or within.high > within.low * _TENFOLD:
        return ""
    scaled = scale_slip(Interval(value - step / 2, value + step / 2), within)
    if scaled:
        return scaled
    first, last = ceil(Fraction(within.low) / step), floor(Fraction(within.high) / step)
    for number in range(first, min(last, first + _TRIED) + 1):
        slip = digit_slip(value, number * step, step)
        if slip and slip != "the last digit differs":
            places = len(str(step.denominator)) - 1
            return f"{float(value):,.{places}f} for {float(number * step):,.{places}f}"
    return ""


def _cause(suspect: Suspect, kind: str) -> str:
    """As a reader is told: between publications a revision is likelier than a slip."""
    slip = likely_cause(suspect)
    if kind != EDITIONS:
        return slip
    return f"revised or {slip}" if slip and not suspect.elsewhere else _REVISED


def allowed_by(suspect: Suspect) -> Interval | None:
    """What a figure in doubt should be by what else is printed; of a figure printed anew, that."""
    if suspect.elsewhere and (suspect.pinned is None or not suspect.elsewhere[-1].interval.meets(suspect.pinned)):
        return suspect.elsewhere[-1].interval
    return suspect.pinned


def beyond(suspect: Suspect) -> float:
    """How far a print is from what the others allow, as a part of it; 0 where that is not known."""
    allowed, printed = allowed_by(suspect), suspect.claim.interval
    if allowed is None or allowed.meets(printed):
        return 0.0
    gap = max(allowed.low - printed.high, printed.low - allowed.high)
    return float(gap / abs(Fraction(printed.centre))) if printed.centre else 1.0


def _line(suspect: Suspect, cause: str, sources: Mapping[str, Source]) -> str:
    claim = suspect.claim
    allowed = f"the other figures imply {between(suspect.pinned, claim.unit)}" if suspect.pinned is not None else ""
    prints = "; ".join(f"{page(sources[c.document])} prints {claimed(c)}" for c in suspect.elsewhere)
    said = "; ".join(filter(None, [allowed, prints, cause]))
    return f"{about(claim)}, {claimed(claim)}: {said}"
