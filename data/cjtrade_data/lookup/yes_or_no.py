"""Yes or no: what a question that begins with "did", "is" or "were" is answered with before the figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..language.phrases import codes, cue, moving
from ..language.spelling import stem
from ..model.codes import BALANCES, growth_measure, rate_of
from ..model.interval import Interval
from ..wording.sentences import balance_word
from .answer import VERDICT, Answer
from .query import Query


def with_verdict(question: Query, answers: Sequence[Answer]) -> Answer:
    """The first answer, with "Yes" or "No" before it where the interval of its number leaves no doubt; of a disputed
    print, where what the other figures allow says the same. Where two flows are asked about, it is so of both."""
    told = [
        answers[0],
        *(a for a in answers[1:] if question.says("both together") and _is_beside(question, a, answers[0])),
    ][:2]
    each = [_is_so_at_all(question, a) for a in told]
    so = None if None in each and False not in each else all(each)
    if so is None and not _is_within_rounding(question, answers[0]):
        return answers[0]
    firm = (
        "by all that is known. " if any(a.disputed for a, is_so in zip(told, each, strict=True) if is_so is so) else ""
    )
    text = " ".join(a.text for a in told) if so is not None else answers[0].text
    does = answers[0].does | {"above", "below", "under", "first_time", "comparative", VERDICT}
    word = "Not certain" if so is None else f"{WORD[so]}{_and_more(question, told[0], so)}"
    return answers[0]._replace(text=f"{word}: {firm}{text}", does=does)


def _is_within_rounding(question: Query, answer: Answer) -> bool:
    """Whether the amount that a number is held against lies within what rounding allows of it."""
    against = question.asks_whether and question.does(*_BEYOND, "comparative") and answer.unit != "rank"
    mark, q = question.mark, answer.quantity
    return against and mark is not None and q is not None and q.interval.low <= mark <= q.interval.high


def _and_more(question: Query, answer: Answer, so: bool) -> str:
    """What grew sixfold "doubled, and more"; what grew by nine tenths did not, "but nearly"."""
    least = least_change(question)
    if not least or answer.unit != "percent" or answer.value is None or any(n.percent for n in question.numbers):
        return ""
    times = Fraction(100 + answer.value) / (100 + Fraction(least))
    beyond = times if least > 0 else 1 / times
    return ", and more" if so and beyond > _FAR else ", but nearly" if not so and 1 / _NEAR < beyond < 1 else ""


_FAR, _NEAR = 1.5, 1.15


def _is_beside(question: Query, answer: Answer, first: Answer) -> bool:
    """Whether an answer is that of the other flow that is asked about: "did both exports and imports grow"."""
    flows = [growth_measure(m) for m in question.trade_measures]
    return {answer.measure, first.measure} == {*flows} and len({*flows}) > 1 and answer.period == first.period


def _is_so_at_all(question: Query, answer: Answer) -> bool | None:
    so = _is_so(question, answer)
    if so is None or not answer.disputed or answer.quantity is None:
        return so
    other = answer._replace(quantity=answer.quantity._replace(interval=answer.allowed or answer.quantity.interval))
    return so if answer.allowed and _is_so(question, other) is so else None


WORD = {True: "Yes", False: "No"}


def _is_so(question: Query, answer: Answer) -> bool | None:
    """Whether what is asked is so, None where it cannot be told or nothing of the kind is asked."""
    if answer.measure.startswith("exchange_rate"):
        return None  # more riel for a dollar is less of a riel
    if question.says("every") or (question.is_of("ever") and answer.unit != "rank"):
        return None  # one time is no answer to "ever", nor to "every year"
    if "part" in answer.does:
        return None  # a part of the time asked is not all of it
    asked = question.periods
    if len(asked) == 1 and answer.when is not None and answer.when.months < asked[0].months:
        return None  # months are not their year
    so = _is_at_place(question, answer)
    so = _has_balance(question, answer) if so is None else so
    so = is_the_rate(question, answer) if so is None and question.asks_whether else so
    so = _is_such_a_share(question, answer) if so is None and question.asks_whether else so
    if so is not None:
        return so
    upwards = _asks_upwards(question)
    if upwards is None or not question.asks_whether or answer.quantity is None or answer.value is None:
        return None
    interval = answer.quantity.interval
    mark = question.mark
    if mark is None and not (rate_of(answer.measure) or answer.measure.endswith(("_change", "_difference", "_gap"))):
        return None
    if answer.measure == "mirror_gap":  # what the importer has less what the exporter has
        if question.does("growth") or len(question.trade_measures) < 2:
            return None
        upwards = upwards is not (question.trade_measures[0] == "exports")
    if answer.unit != "percent" and least_change(question):
        return None  # a difference in dollars does not say whether something doubled
    if answer.unit == "percent":
        mark = abs(least_change(question)) * (1 if upwards else -1)
    mark = mark if mark is not None and answer.unit != "rank" else 0.0
    return None if interval.low <= mark <= interval.high else (interval.low > mark) is upwards


def _is_such_a_share(question: Query, answer: Answer) -> bool | None:
    """Whether a share is above the part that is named, or below it: "more than half of", "less than 10 per cent"."""
    said = f" {' '.join(question.words)} "
    parts = {100 * Fraction(times) for phrase, times in codes("multiple").items() if f" {phrase} " in said}
    parts |= {Fraction(str(n.value)) for n in question.numbers if n.percent}
    compares = question.does(*_BEYOND, "comparative") or question.says("more", "less")
    is_share = ("share" in answer.measure or answer.measure.endswith("_ratio")) and answer.quantity is not None
    is_share = is_share and answer.unit == "percent"
    if not (is_share and compares and len(parts) == 1) or question.does("growth", "difference"):
        return None
    assert answer.quantity is not None
    part = float(parts.pop())
    return None if part in answer.quantity.interval else question.is_beyond(answer.quantity.interval, part)


def least_change(question: Query) -> float:
    """The growth in per cent that is asked for at least: 100 of "doubled", 40 of "by more than 40 per cent"."""
    from ..language.articles.words import multiples

    said = {stem(word) for word in question.words}
    words = [change for word, change in multiples().items() if stem(word) in said]
    return next(iter((*words, *(float(n.value) for n in question.numbers if n.percent))), 0.0)


def _is_at_place(question: Query, answer: Answer) -> bool | None:
    """Whether a partner has the place that is asked for, "the largest", or is among the "top five"; None of anything else."""
    if answer.unit != "rank" or not question.asks_whether or answer.value is None:
        return None
    counts = [float(str(i.value)) for i in question.all("count")]
    counts += [n.value for n in question.numbers if n.scale == 1 and not n.percent]
    places = [float(str(i.value)) for i in question.all("nth")]
    if counts:
        return answer.value <= counts[0]
    so = answer.value == max(places) if places else None
    return None if so is False and question.is_of("ever") else so


def is_the_rate(question: Query, answer: Answer) -> bool | None:
    """Whether a rate is the one that is named: "exports grew by 5 per cent"; None where no rate is."""
    rates = [n for n in question.numbers if n.percent]
    if len(rates) != 1 or question.does(*_BEYOND) or answer.unit != "percent" or answer.quantity is None:
        return None
    interval, step = answer.quantity.interval, Fraction(1, 2 * 10 ** rates[0].decimals)
    asked = Fraction(str(rates[0].value)) * (-1 if question.asks_of_falls else 1)
    return interval.meets(Interval(asked - step, asked + step))


_BEYOND = ("first_time", "above", "below", "under")


def _has_balance(question: Query, answer: Answer) -> bool | None:
    """Whether there is the surplus, or the deficit, that is asked for; None where something else is asked."""
    deficit = "trade_deficit" in question.trade_measures
    named = question.asks_whether and deficit is not question.says("surplus")
    other = question.does("growth", "difference", "comparative", "above", "below", "peak", "trough")
    if not named or other or question.mark is not None or answer.measure not in BALANCES or answer.value is None:
        return None
    owner = next((p.code for p in question.places if p.start == 1), question.home)
    if answer.quantity is None or answer.reporter != owner or 0 in answer.quantity.interval:
        return None
    return balance_word(answer.quantity) == ("deficit" if deficit else "surplus")


def _asks_upwards(question: Query) -> bool | None:
    """Whether more is asked for, or less; None where neither is, or both."""
    words, by_rate = set(question.words), any(n.percent for n in question.numbers)
    if "or" in words or question.says("pace") or (by_rate and question.asks_below):
        return None
    words -= cue("more") if by_rate else set()  # "fell by more than 10 per cent"
    more, less = bool(words & (cue("more") | moving("rising"))), bool(words & (cue("less") | moving("falling")))
    return more if more is not less else None
