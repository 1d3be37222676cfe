"""Provenance: how a level was made, as one line of text, and the level made again from it.

`[runs imports 2021-12/2021-12 1 gdce-a -1 [before_growth imports 2021 gdce-b gdce-b%]]` is an operation, the measure
and period it gives, and what it is made of, each after its weight where the operation adds up. A print is its id, `-id`
a deficit as a balance, `id%` the growth printed beside it. `results/derived.csv` keeps one for each derived level.
"""

from collections.abc import Iterator
from fractions import Fraction

from ..book.book import Book
from ..model.codes import rate_of
from ..model.interval import Interval
from ..model.period import Period
from .quantity import Operation, Quantity, bounded, derive, growth_of, negated, printed


def account_of(level: Quantity) -> str:
    """The account of a print or a derived level."""
    figure, made = level.figure, level.derivation
    if figure is not None:
        if figure.measure == level.measure:
            return figure.id
        return f"{figure.id}%" if rate_of(level.measure) else f"-{figure.id}"
    assert made is not None
    head = f"{made.operation.name.lower()} {level.measure} {level.period.code}"
    parts = list(map(account_of, made.inputs))
    if made.operation is Operation.BOUNDS:
        parts = [str(Fraction(level.interval.low)), str(Fraction(level.interval.high)), *parts]
    elif made.weights:
        parts = [f"{weight} {part}" for weight, part in zip(made.weights, parts, strict=True)]
    return f"[{head} {' '.join(parts)}]"


def quantity_of_account(book: Book, account: str) -> Quantity:
    """The level of an account, exactly as it was. Raises KeyError for a print that the book does not have."""
    tokens = iter(account.replace("[", "[ ").replace("]", " ]").split())
    return _part(book, next(tokens), tokens)


def _part(book: Book, token: str, tokens: Iterator[str]) -> Quantity:
    if token == "[":
        return _derived(book, Operation[next(tokens).upper()], next(tokens), Period.parse(next(tokens)), tokens)
    figure = book.figure(token.strip("-%"))
    if token.endswith("%"):
        growth = growth_of(figure)
        assert growth is not None
        return growth
    if token.startswith("-"):
        return negated(printed(figure), "trade_balance")
    return printed(figure)


def _derived(book: Book, operation: Operation, measure: str, period: Period, tokens: Iterator[str]) -> Quantity:
    if operation is Operation.BOUNDS:
        bounds = Interval(Fraction(next(tokens)), Fraction(next(tokens)))
        prints = [_part(book, token, tokens) for token in iter(tokens.__next__, "]")]
        return bounded(prints, bounds, measure=measure, period=period)
    inputs, weights = [], []
    for token in iter(tokens.__next__, "]"):
        if operation in _WEIGHTED:
            weights.append(Fraction(token))
            token = next(tokens)
        inputs.append(_part(book, token, tokens))
    return derive(operation, *inputs, weights=weights, measure=measure, period=period)


_WEIGHTED = (Operation.IDENTITY, Operation.RUNS)
