"""Grouping: which figure or revision explains which failed checks, so that each is one finding."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import inf

from ..model.interval import Interval
from ..model.period import Period
from .check import FAILS, Check
from .consistent_subset import Resolution
from .document_checks import examined
from .evidence import Contradiction, Suspect
from .findings import EDITIONS, LAST_DIGIT, PAGE, ROUNDING, Finding, likelihood, likely_cause
from .identities import relations_of, unknowns_of
from .network import parts_of
from .printed_claims import Claim
from .proof import pinned_without

_SHOWN = 5
"""Suspects of which a finding says what the others allow."""
_UNDATED = "9"
"""The date of a page that has none: after all others."""
_ANY = Interval(0, inf)


def findings_of(resolution: Resolution, checks: Iterable[Check]) -> Iterator[Finding]:
    """What explains the failed `checks` of one compiler in one edition."""
    own = {f.id for f in resolution.compilation.figures}
    failed = [c for c in checks if c.verdict == FAILS and own.issuperset(c.figures)]
    grouping = _Grouping(resolution, failed)
    for contradiction in filter(None, (c for _, c in examined(resolution.compilation, None))):
        yield grouping.of_page(contradiction)
    yield from grouping.of_editions()


class _Grouping:
    """The failed checks of a compilation and the smallest sets of figures that exclude each other, each told once."""

    def __init__(self, resolution: Resolution, failed: Sequence[Check]) -> None:
        self.compilation = resolution.compilation
        self.failed = {check.id: frozenset(check.figures) for check in failed}
        clashes = [frozenset(c.figure.id for c in clash.claims) for clash in resolution.clashes]
        simple = [frozenset(c.figures) for c in failed if c.kind not in ("together", "network")]
        self.sets = list(dict.fromkeys([*simple, *clashes]))

    def of_page(self, found: Contradiction) -> Finding:
        """The finding of a page, which explains all that its first suspect takes part in."""
        suspects = sorted(found.suspects, key=likelihood)
        first = suspects[0]
        figures = {c.figure.id for claims in found.sets for c in claims}
        known = {first.claim.figure.id}
        self.sets = [s for s in self.sets if not (s & known or s <= figures)]
        kind = ROUNDING if likely_cause(first) == LAST_DIGIT else PAGE
        return self._finding(kind, suspects, figures, known)

    def of_editions(self) -> Iterator[Finding]:
        """Of what is left, the figure in most of the sets explains them, and so on; those of one period are one finding."""
        blamed: dict[tuple[str, Period], list[tuple[Claim, list[frozenset[str]]]]] = {}
        while self.sets:
            claim = self._most_frequent()
            own = [s for s in self.sets if claim.figure.id in s]
            self.sets = [s for s in self.sets if claim.figure.id not in s]
            blamed.setdefault((claim.line.partner, claim.period), []).append((claim, own))
        for together in blamed.values():
            suspects = [self._suspect(claim, sets) for claim, sets in together]
            suspects.sort(key=likelihood)
            figures = {id for _, sets in together for s in sets for id in s}
            known = {claim.figure.id for claim, _ in together}
            yield self._finding(EDITIONS, suspects, figures, known)

    def _most_frequent(self) -> Claim:
        """The level or rate in most sets; of several the one printed first, since a later page revises."""
        counts = Counter(chain.from_iterable(self.sets))
        most = max(counts.values())
        claims = [c for c in self.compilation.claims if counts[c.figure.id] == most and not c.is_beside]
        return min(claims, key=lambda c: (self.compilation.date(c) or _UNDATED, c.period, c.figure.id))

    def _suspect(self, claim: Claim, sets: Sequence[frozenset[str]]) -> Suspect:
        """What the smallest set that says anything leaves of a claim, and the later prints of the same."""
        others = (c for c in self.compilation.printed_elsewhere(claim) if not c.interval.meets(claim.interval))
        later = tuple(c for c in others if any(c.figure.id in s for s in sets))
        for figures in sorted(sets, key=len):
            claims = [c for c in self.compilation.claims if c.figure.id in figures]
            for part in parts_of(claims, relations_of(unknowns_of(claims))):
                if claim in part.claims:
                    pinned = pinned_without(part, part.claims.index(claim))
                    if pinned is not None and pinned.interval != _ANY:
                        return Suspect(claim, pinned.interval, later)
        return Suspect(claim, None, later)

    def _finding(self, kind: str, suspects: Sequence[Suspect], figures: set[str], known: set[str]) -> Finding:
        told = [s for s in suspects if s.pinned is not None or s.elsewhere] or suspects
        checks = tuple(id for id, ids in self.failed.items() if ids & known or ids <= figures)
        return Finding(kind, tuple(told[:_SHOWN]), checks, tuple(sorted(figures)))
