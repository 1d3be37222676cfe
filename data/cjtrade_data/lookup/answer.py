"""Answer and Reply: what lookup gives back, and how a quantity becomes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast

from ..book.book import Book
from ..citation import cite_figures, cite_source
from ..derivation.disputes import is_disputed, rate_against, same_share_of_others
from ..derivation.quantity import Quantity, printed
from ..model.figure import Figure
from ..model.interval import Bound, Interval
from ..model.period import Period
from ..model.selection import Selection
from ..safe_text import safe_text
from ..wording.difference import held_words
from ..wording.formula import formula as formula_of
from ..wording.sentences import NOTE, capital, joined, spoken
from ..wording.titles import product_name
from .locate import opening, opening_of_figures

AS_PRINTED = " As printed: "
"""Between what is held against a print and what it says."""
_AS_WORKED_OUT = " As worked out: "
VERDICT = "verdict"
"""What an answer does that begins with yes or no, among its operations."""


class Answer(NamedTuple):
    """One answer. `text` is the sentence to say; `value`, `low` and `high` are in base units, None for words.

    `period` is a code of `Period`, or the day of a statement or event; `formula` and `figures` say how a derived value was made, `figure` is the
    id of the print where there is one; `disputed` is what other figures have against that print, with which `text` begins,
    and `allowed` what they leave possible; `reading` says how the question was understood; `opens` are the
    command-line words of the view that shows it; `does` are the operations that were carried out; `quantity` is the number as the engine has it, None for words. An open
    interval has None at its open end, an estimate at both: how far off it may be is not known.
    """

    text: str
    value: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    measure: str = ""
    reporter: str = ""
    partner: str = ""
    period: str = ""
    status: str = "reported"
    formula: str = ""
    source: str = ""
    citation: str = ""
    figure: str | None = None
    disputed: str = ""
    reading: str = ""
    figures: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    quantity: Quantity | None = None
    allowed: Interval | None = None
    does: frozenset[str] = frozenset()

    @property
    def without_note(self) -> str:
        """The sentence to say, without what is noted of its number."""
        return self.text.partition(NOTE)[0]

    @property
    def when(self) -> Period | None:
        """Its `period`, of a day the month that it is in; None where it has none."""
        if not self.period:
            return None
        try:
            return Period.parse(self.period)
        except ValueError:
            return Period.parse(self.period[: len("2024-02")])


_Make = TypeVar("_Make", bound=Callable[..., Any])


def carries_out(operations: str) -> Callable[[_Make], _Make]:
    """Declares which operations of a question a function carries out: what it returns, one answer or several, says so."""
    done = frozenset(operations.split())

    def declared(make: _Make) -> _Make:
        @wraps(make)
        def made(*args: Any, **kwargs: Any) -> Any:
            told = make(*args, **kwargs)
            if told is None or isinstance(told, Answer):
                return told and told._replace(does=told.does | done)
            return [a._replace(does=a.does | done) for a in told]

        return cast(_Make, made)

    return declared


class Refusal(NamedTuple):
    """Why there is no answer, in words; the answers that are nearest; and what is said behind these: who would have it."""

    why: str
    nearest: tuple[Answer, ...] = ()
    behind: str = ""

    @property
    def text(self) -> str:
        nearest = f" Nearest: {' '.join(a.text for a in self.nearest)}" if self.nearest else ""
        return f"{self.why}{nearest}{self.behind}"


class Reply(NamedTuple):
    """The answers to a question, best first; where there are none, `refusal` says why and names the `nearest`, `why` does
    not name them.

    `whole` is the question with what was `kept` of the one before it, which it goes on from. `left_out` is how many more answers
    there are than were asked for.
    """

    question: str
    answers: tuple[Answer, ...] = ()
    refusal: str = ""
    whole: str = ""
    kept: str = ""
    nearest: tuple[Answer, ...] = ()
    why: str = ""
    left_out: int = 0


def of_quantity(book: Book, quantity: Quantity, text: str, reading: str, measure: str = "") -> Answer:
    """The answer that a quantity gives; sources, citations and the view to open are those of the figures it stands on."""
    disputed = dispute_words(book, quantity)
    made = AS_PRINTED if quantity.figure is not None or quantity.is_converted else _AS_WORKED_OUT
    return Answer(
        text=f"Disputed: {disputed}{made}{_sentence(text)}" if disputed else _sentence(text),
        value=_number(quantity.value),
        unit=quantity.unit,
        low=_number(quantity.margin.low) if quantity.margin else None,
        high=_number(quantity.margin.high) if quantity.margin else None,
        measure=measure or quantity.measure,
        reporter=quantity.reporter,
        partner=quantity.partner,
        period=quantity.period.code,
        status=quantity.status,
        formula=formula_of(quantity),
        source=" ".join(dict.fromkeys(f.source for f in quantity.figures)),
        citation=cited(book, quantity.figures),
        figure=quantity.figure.id if quantity.figure is not None else None,
        disputed=disputed,
        reading=reading,
        figures=tuple(f.id for f in quantity.figures),
        opens=opening(book, quantity),
        quantity=quantity,
        allowed=what_others_allow(book, quantity),
    )


def dispute_words(book: Book, quantity: Quantity) -> str:
    """What stands against a number, in one or two sentences: what the checks have, the rate that is printed, or the other
    goods of the same share; else ""."""
    if not is_disputed(book, quantity):
        return ""
    from ..checks.api import dispute

    if (found := dispute(book, quantity)) is not None:
        return safe_text(found.with_cause(book.sources))
    if rate := rate_against(book, quantity):
        return f"{held_words(book, rate)}, is printed and cannot hold beside it."
    own, *others = (product_name(book, f.product) for f in (*quantity.figures, *same_share_of_others(book, quantity)))
    return f"the source prints {spoken(quantity)} for {own}, and for {joined(others)}: one of them may be an error."


def what_others_allow(book: Book, quantity: Quantity) -> Interval | None:
    """What other figures leave possible of a disputed print; None where they leave it open, or of any other number."""
    if not is_disputed(book, quantity):
        return None
    from ..checks.api import dispute
    from ..checks.findings import allowed_by

    found = dispute(book, quantity)
    return allowed_by(found.suspects[0]) if found is not None else None


def in_words(
    book: Book,
    text: str,
    reading: str,
    measure: str,
    pair: tuple[str, str] = ("", ""),
    *,
    figures: Iterable[Figure] = (),
    sources: Iterable[str] = (),
    period: str = "",
    status: str = "reported",
    formula: str = "",
    opens: tuple[str, ...] = (),
) -> Answer:
    """An answer whose value is words: a name, a list, a statement; it opens at its first figure, or that of the partner.

    `pair` is whose figures and with whom; `opens` the view to open where there are no figures, or what the answer is
    about has a row of its own.
    """
    figures, (reporter, partner) = tuple(dict.fromkeys(figures)), pair
    named = tuple(dict.fromkeys(sources)) or tuple(dict.fromkeys(f.source for f in figures))
    in_doubt = [held_words(book, q) for f in figures if is_disputed(book, q := printed(f))]
    doubt = f" Disputed: {'; '.join(in_doubt)}." if in_doubt else ""
    return Answer(
        text=_sentence(text + doubt),
        measure=measure,
        reporter=reporter,
        partner=partner,
        period=period,
        status=status,
        formula=formula,
        source=" ".join(named),
        citation=" ".join(cite_source(book, s) for s in named),
        reading=reading,
        figures=tuple(f.id for f in figures),
        opens=opens if "--row" in opens else opening_of_figures(book, figures, partner) or opens,
    )


def cited(book: Book, figures: Iterable[Figure]) -> str:
    """The plain citation of every figure, each once."""
    return " ".join(cite_figures(book, figures))


def _number(value: Bound) -> float | None:
    return float(value) if isinstance(value, Fraction) else None


def _sentence(text: str) -> str:
    return capital(safe_text(text))


def view(tab: str, **fields: str | Period) -> tuple[str, ...]:
    """The words that open another tab."""
    return tuple(Selection(tab=tab).with_(**fields).options())
