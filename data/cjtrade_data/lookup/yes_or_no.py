"""Yes or no: what a question that begins with "did", "is" or "were" is answered with before the figures."""

from __future__ import annotations

from fractions import Fraction

from ..language.phrases import cue, moving
from ..model.interval import Interval
from .answer import Answer
from .query import Query


def told(question: Query, answer: Answer) -> str:
    """The answer's text, with "Yes" or "No" before it where the interval of its number leaves no doubt."""
    so = _is_at_place(question, answer)
    so = _has_balance(question, answer) if so is None else so
    so = _is_the_rate(question, answer) if so is None else so
    if so is not None:
        return f"{'Yes' if so else 'No'}: {answer.text}"
    upwards = _asks_upwards(question)
    if upwards is None or not question.asks_whether or answer.quantity is None or answer.value is None:
        return answer.text
    interval = answer.quantity.interval
    mark = question.mark
    if mark is None and not answer.measure.endswith(("_growth", "_change", "_difference")):
        return answer.text
    mark = mark if mark is not None and answer.unit == "USD" else 0.0
    if interval.low <= mark <= interval.high:
        return answer.text
    return f"{'Yes' if (interval.low > mark) is upwards else 'No'}: {answer.text}"


def _is_at_place(question: Query, answer: Answer) -> bool | None:
    """Whether a partner has the place that is asked for, "the largest", or is among the "top five"; None of anything else."""
    if answer.unit != "rank" or not question.asks_whether or answer.value is None:
        return None
    counts = [float(str(i.value)) for i in question.all("count")]
    counts += [n.value for n in question.numbers if n.scale == 1 and not n.percent]
    places = [float(str(i.value)) for i in question.all("nth")]
    if counts:
        return answer.value <= counts[0]
    return answer.value == max(places) if places else None


def _is_the_rate(question: Query, answer: Answer) -> bool | None:
    """Whether a rate is the one that is asked for: "did exports grow by 5 per cent"; None where no rate is asked for."""
    rates = [n for n in question.numbers if n.percent]
    if len(rates) != 1 or not question.asks_whether or answer.unit != "percent" or answer.quantity is None:
        return None
    interval, step = answer.quantity.interval, Fraction(1, 2 * 10 ** rates[0].decimals)
    asked = Fraction(str(rates[0].value)) * (-1 if set(question.words) & moving("falling") else 1)
    return interval.meets(Interval(asked - step, asked + step))


def _has_balance(question: Query, answer: Answer) -> bool | None:
    """Whether there is the surplus, or the deficit, that is asked for; None where something else is asked."""
    asked = [m for m in question.trade_measures if m in ("trade_balance", "trade_deficit")]
    named = question.has("surplus", "deficit") and question.asks_whether and len(asked) == 1
    if not named or answer.measure not in ("trade_balance", "trade_deficit") or answer.value is None:
        return None
    if (
        question.does("growth", "difference", "comparative", "above", "below", "peak", "trough")
        or question.mark is not None
    ):
        return None
    owner = next((p.code for p in question.places if p.start == 1), question.home)
    if answer.quantity is None or answer.reporter != owner or 0 in answer.quantity.interval:
        return None
    return (answer.value > 0) == (answer.measure == asked[0])


def _asks_upwards(question: Query) -> bool | None:
    """Whether more is asked for, or less; None where neither is, or both."""
    words = set(question.words)
    if "or" in words:
        return None
    more, less = bool(words & (cue("more") | moving("rising"))), bool(words & (cue("less") | moving("falling")))
    return more if more is not less else None
