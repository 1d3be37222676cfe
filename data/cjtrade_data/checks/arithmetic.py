"""Arithmetic: a check with its arithmetic, its bars and the pages it stands on."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from math import inf

from ..model.codes import WORLD, spelled
from ..model.interval import Bound, Interval
from ..model.reference import HOME
from .check import FAILS, Bar, Check, Spelling
from .compilation import Compilation
from .printed_claims import Claim
from .wording import between, page, partner_name, scale_of


def check_of(
    compilation: Compilation,
    kind: str,
    claim: Claim,
    used: Iterable[Claim],
    verdict: str,
    title: str,
    spell: Callable[[], tuple[Sequence[str], Sequence[Bar]]],
) -> Check:
    """The check of `claim`, the print held against what `used` make of it; `spell` gives arithmetic and bars."""
    claims = [*dict.fromkeys(used), claim]

    def spelling() -> Spelling:
        lines, bars = spell()
        return Spelling(tuple(lines), tuple(bars), pages_note(compilation, claims, verdict))

    return Check(
        id=_id(kind, claims),
        kind=kind,
        reporter=claim.line.reporter,
        partner=claim.line.partner,
        compiler=claim.figure.compiler,
        period=claim.period,
        verdict=verdict,
        title=f"{title}, {claim.period.label}",
        figures=tuple(dict.fromkeys(c.figure.id for c in claims)),
        spell=spelling,
    )


def measures(claims: Iterable[Claim]) -> str:
    """What claims are about, each measure once."""
    return ", ".join(dict.fromkeys(spelled(c.measure) for c in claims))


def check_of_several(
    compilation: Compilation,
    kind: str,
    claims: Sequence[Claim],
    verdict: str,
    words: str,
    spell: Callable[[], tuple[Sequence[str], Sequence[Bar]]],
) -> Check:
    """The check of many claims together, named by the last of them; `words` says more of them in the title."""
    last = max(claims, key=lambda c: (c.period, c.line.partner != WORLD, c.kind == "level", c.figure.id))
    rest = [c for c in claims if c is not last]
    pages = len({c.document for c in claims})
    title = f"{len(claims)} figures of {'one page' if pages == 1 else f'{pages} pages'} on {measures(claims)}{words}"
    return check_of(compilation, kind, last, rest, verdict, title, spell)


def _id(kind: str, claims: Sequence[Claim]) -> str:
    """The kind, the print held against the others, and those, counted where they are many."""
    used = list(dict.fromkeys(c.figure.id for c in claims[:-1]))
    return f"{kind}:{claims[-1].figure.id}:{'+'.join(used) if len(used) < 4 else f'{used[0]}+{len(used) - 1}'}"


def pages_note(compilation: Compilation, claims: Iterable[Claim], verdict: str) -> str:
    """Where the prints stand: on one page they must fit, from one to the next the compiler may have revised."""
    found = list(dict.fromkeys(c.document for c in sorted(claims, key=lambda c: (compilation.date(c), c.document))))
    names = [page(compilation.sources[d]) for d in found]
    if len(found) == 1:
        return f"All on one page: {names[0]}."
    note = f"From {len(found)} pages: {'; '.join(names[:4])}{'; ...' if len(names) > 4 else ''}."
    return note + (" The compiler may have revised its figures in between." if verdict == FAILS else "")


def bar(label: str, interval: Interval, unit: str, role: str) -> Bar:
    """A bar for the picture, in the unit's words."""
    divisor, words = scale_of(unit)
    return Bar(label, _end(interval.low, divisor), _end(interval.high, divisor), role, words)


def _end(end: Bound, divisor: int) -> float | None:
    return None if end in (inf, -inf) else float(end / divisor)


def meeting(worked: Interval, print_: Interval, unit: str) -> str:
    """Whether two ranges meet, and where, or how far apart they are."""
    common = worked.common(print_)
    if common is not None:
        return f"both allow {between(common, unit)}"
    gap = worked.low - print_.high if worked.low > print_.high else print_.low - worked.high
    divisor, words = scale_of(unit)
    if divisor > 1 and gap < divisor / 1000:
        divisor, words = 1, unit
    return f"no number is in both: {Decimal(f'{float(gap) / divisor:.3g}'):,f} {words} lies between them"


def title_of(claim: Claim) -> str:
    """`exports`, `exports of Footwear`, `exports with the world`."""
    words = spelled(claim.measure)
    if claim.line.product:
        words += f" of {claim.line.product.partition(':')[2]}"
    named = claim.line.partner not in (*HOME, WORLD, "")
    world = " with the world" if claim.line.partner == WORLD and not claim.line.product else ""
    return f"{words} with {partner_name(claim.line.partner)}" if named else words + world
