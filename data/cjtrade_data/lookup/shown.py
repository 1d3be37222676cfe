"""Shown: whether an answer shows what its question binds it to: what to do, how much, when. What an answer does not show was
not carried out, whatever understood the words; so it is no answer to the question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..book.code_lists import compilers
from ..derivation.exchange_rates import CURRENCIES
from ..language.amounts import Number
from ..language.period_parser import Span
from ..language.phrases import codes, marks, moving, scales, wordings
from ..model.codes import BALANCES, WORLD
from ..model.period import Period
from ..wording.sentences import joined
from .answer import AS_PRINTED, VERDICT, Answer
from .parser import Item
from .places import Place
from .query import FEW, TRADE, Query

_BY_THEIR_OWN_WORDS = ("people", "definition", "events", "projects", "sources", "number")
"""Kinds of answers that are found by the words of the question, and so show them."""
_OVER_YEARS = ("since", "until", "past", "ever")
_SCALES = frozenset(scales())
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def not_shown(question: Query, kind: str, answers: Sequence[Answer]) -> str:
    """The words of the question that bind an answer and that the first of these does not show; "" where it shows all."""
    counted = question.says("many") or " number of " in f" {' '.join(question.words)} "
    counted = counted or (question.says("count") and bool(question.values("role")))
    if counted and kind == "projects" and _is_an_amount(question, answers[0]):
        return "how many"
    if kind in _BY_THEIR_OWN_WORDS or answers[0].measure == "statement" or question.does("used"):
        return ""
    if counted and (_is_an_amount(question, answers[0]) or (kind == "goods" and answers[0].value is None)):
        return "how many"
    if question.says("many or a number") and answers[0].unit == "percent" and not question.values("op"):
        return "how many"
    if question.says("size") and answers[0].unit == "projects" and not question.says("counted"):
        return "size"  # of one, and not how many there are
    named = {"which", "what"}.intersection(w for i in question.all("measure") for w in _ahead_of(question, i))
    if named and answers[0].value is not None and {"firms", "investors_counted"}.intersection(question.measures):
        return f"{min(named)} firms"  # their names
    people = next((p for p in question.places if question.words[p.start - 1] == "many"), None)
    if people is not None and _are_counted(question, people) and answers[0].unit not in ("persons", ""):
        return " ".join(question.words[people.start : people.end])
    by_whom = next((i for i in question.all("op") if i.value == "list" and question.words[i.start] == "by"), None)
    if kind == "other" and by_whom is not None and len({a.partner for a in answers}) < 2:
        return " ".join(question.words[by_whom.start : by_whom.end])  # "aid by country", of one that gives it
    moves = [question.words[i.start] for i in question.all("op") if i.value == "growth"]
    falls = moving("falling").intersection(moves)
    if question.asks_whether and falls and moves[0] not in falls and not question.says("one or the other"):
        return moves[0]  # "recovered from the fall": neither move alone is an answer
    for items in _by_place(question):
        if not any(_shows(answers, item, question) for item in items):
            return " ".join(question.words[items[0].start : items[0].end])
    return ""


def of_other_periods(question: Query, answers: Sequence[Answer]) -> str:
    """What is said of those of several periods asked for of which the first answer, and others by its compiler, tell nothing:
    what another compiler has, or that there is none."""
    asked = question.periods
    if len(asked) < 2 or answers[0].quantity is None:
        return ""
    by_it = [a for a in answers if a.quantity is not None and a.quantity.compiler == answers[0].quantity.compiler]
    told = " ".join(a.text for a in by_it)
    untold = [p for p in asked if not _tells(by_it, p, told)]
    others = {a.when: a.text for a in reversed(answers) if a not in by_it and _is_alike(a, answers[0])}
    lacking = joined([p.label for p in untold if p not in others])
    said = [others[p] for p in untold if p in others] + [f"For {lacking} there is no such figure."] * bool(lacking)
    return "".join(f" {text}" for text in said)


def _is_alike(answer: Answer, first: Answer) -> bool:
    """Whether it tells the same of the same two countries, be it by the figures of the other."""
    what = [(a.measure.partition("_")[2], a.unit, {a.reporter, a.partner}) for a in (answer, first)]
    return what[0] == what[1]


def _tells(answers: Sequence[Answer], period: Period, told: str) -> bool:
    """Whether some answers, or what they tell in words, are of a period."""
    return str(period.year) in told or any(period in Period.parse(a.period) for a in answers if a.period)


def _ahead_of(question: Query, item: Item) -> list[str]:
    """The word before a phrase, a country that qualifies it left out: "which" of "which Japanese firms"."""
    ends = {p.end: p.start for p in question.places}
    start = ends.get(item.start, item.start)
    return question.words[start - 1 : start] if start else []


def _are_counted(question: Query, people: Place) -> bool:
    """Whether people of a country are what is counted: "how many Cambodians work", not "how many Japanese firms"."""
    word, behind = question.words[people.start], question.after(people.end)
    is_people = word in question.vocabulary.adjectives or word.endswith("s")
    return is_people and (behind is None or behind.slot in ("prep", "verb"))


def _is_an_amount(question: Query, answer: Answer) -> bool:
    """Whether money is told where a number of things is asked for; "how many dollars", "how many times", "how many exports" ask
    for amounts."""
    of_money = question.values("unit") or question.does("multiply", "ratio") or _counts_a_flow(question)
    of_money = of_money or any(n.scale > 1 for n in question.numbers)
    return answer.unit in CURRENCIES and answer.value is not None and not (of_money or set(question.words) & _SCALES)


def _counts_a_flow(question: Query) -> bool:
    """ "How many exports", or as Khmer puts it, "exports to Japan, how many": what is counted is the amount itself."""
    behind = question.words[question.words.index("many") + 1 :][:1] if question.says("many") else []
    return bool(question.measures) and not question.all("good") and (not behind or behind[0] in TRADE)


def _by_place(question: Query) -> Iterator[list[Item]]:
    """What each phrase of a question may stand for; "over" in front of a time is a preposition."""
    times = question.all("span")
    for start in dict.fromkeys(i.start for i in question.items):
        of_time = question.after(start + 1) in times or start + 1 in {t.start for t in times}
        if question.words[start : start + 1] != ["over"] or not of_time:
            yield [i for i in question.items if i.start == start]


def _shows(answers: Sequence[Answer], item: Item, question: Query) -> bool:
    """Whether the first answer, or of several things asked for any, shows what a phrase stands for."""
    answer, value = answers[0], item.value
    listed = len(question.all(item.slot)) > 1 or (item.slot == "span" and not question.values("op"))
    beside = answers if listed and item.slot != "op" else answers[:1]
    told = " ".join(f"{a.text.rpartition(AS_PRINTED)[2].partition('disputed:')[0]} {a.reading}" for a in beside).lower()
    if (otherwise := _in_another_sense(answers, item, question)) is not None:
        return otherwise
    if item.slot in ("op", "nth"):
        beside_do = not question.says("subtracts")  # of "trade minus exports" the two are no answer
        named = str(value) if item.slot == "op" else item.slot
        of_two = value == "average" and len(question.spans) > 1  # a month against an average one
        apart = {"@month"} if of_two else set[str]()
        apart |= set() if beside_do else {"+"}
        return any(_has_mark(mark, answers) for mark in marks()[named] if mark not in apart)
    if isinstance(value, Number):
        return _shows_number(answer, value, told)
    if isinstance(value, Span):
        return _shows_time(answers, value, question, told)
    if item.slot in ("measure", "verb") and value in (*TRADE, "fdi"):
        return any(_has_mark(mark, answers) for mark in marks().get(str(value), marks()["trade"]))
    if item.slot == "measure":
        names = [str(value).partition("_in_")[0], *_phrases("measure", value)]
        return any(name in f"{answer.measure} {told}" for name in names)
    if item.slot in ("compiler", "organisation") and value in question.values("organisation"):
        if any(place.start == item.start for place in question.places):
            return True  # JICA, whose aid is Japan's
        called = " ".join(question.words[item.start : item.end])
        names = [called, str(value).lower(), *(c.spoken.lower() for c in [compilers().get(str(value))] if c)]
        said = [f"{a.text.partition(' Note: ')[0]} {a.reading} {a.citation}".lower() for a in beside]
        return any(name in text for name in names for text in said)
    if item.slot == "area" and value == WORLD and question.trade_measures and not question.values("op"):
        return WORLD in (answer.reporter, answer.partner)
    if item.slot == "topic":
        words = " ".join([str(value), *_phrases("topic", value)]).split()
        return any(word in f"{answer.measure} {told}" for word in words)
    return item.slot != "unit" or _shows_unit(answer, item, question, told)


def _in_another_sense(answers: Sequence[Answer], item: Item, question: Query) -> bool | None:
    """Whether a phrase that stands for something else beside others is shown; None where it does not."""
    answer, value = answers[0], item.value
    if value == "first_time" and question.mark is None and question.says("much") and not question.does("when", "nth"):
        return True  # "exports hit how much"
    if value == "contribution" and (origin := question.after(item.end)) is not None and origin.slot == "area":
        return True  # "came from Japan"
    if value == "contribution" and question.words[item.start] == "why" and {*BALANCES} & {*question.measures}:
        return True  # "why is there a deficit": there may be none
    if value == "share" and (behind := question.after(item.end)) is not None and behind.slot == "span":
        return " ".join(question.words[item.start : item.end]) not in codes("multiple")  # "exports in half of 2023"
    if item.slot == "good" and not str(value).startswith("AID:"):
        return answer.quantity is None or bool(answer.quantity.product)  # "food aid", "garment workers"
    if item.slot == "count" and question.words[item.start - 1] == "top" and item.end == len(question.words):
        return any(_has_mark(mark, answers) for mark in marks()["rank"])  # "how long has Japan been in the top five"
    if item.slot == "basis" and value == "stock":
        return answer.unit != "firms"  # "registered capital of firms"
    if value == "firms" and ("fdi" in question.measures or "projects" in question.values("basis")):
        return True  # those who invest
    return None


def _shows_number(answer: Answer, number: Number, told: str) -> bool:
    """Whether an amount, or a number too large for a place, is the answer, near it or said in it."""
    if not (number.scale > 1 or number.percent or number.value > FEW):
        return True
    near = answer.value is not None and abs(abs(answer.value) - number.value) <= number.scale / 10
    said = {float(n.replace(",", "")) for n in _NUMBER.findall(told)}
    ways = {number.value, *(number.value / scale for scale in scales().values())}
    return near or VERDICT in answer.does or bool(ways & said)


def _shows_time(answers: Sequence[Answer], time: Span, question: Query, told: str) -> bool:
    """Whether the answer is of a time, or says it."""
    answer = answers[0]
    if time.kind in ("period", "range") and answer.period:
        ends = [p for p in (time.first, time.last) if p is not None]
        is_within = ends[0] <= Period.parse(answer.period) <= ends[-1]
        if question.does("peak", "trough") and (question.asks_whether or is_within):
            return True  # "was 2022 the best year": answered by the best, whichever it is; "the best year of the 1960s"
        if any(s.kind.endswith(("_before", "_after")) for s in question.spans):
            return True  # counted from there
        return all(_tells(answers[:1], p, told) for p in ends)
    return time.kind not in _OVER_YEARS or any(_has_mark(mark, answers) for mark in marks()["over_years"])


def _shows_unit(answer: Answer, item: Item, question: Query, told: str) -> bool:
    """Whether the answer is in the unit asked for."""
    if item.value == "percent":
        return answer.unit == "percent" or bool(question.values("op"))
    if item.value == "USD" and all(n.end != item.start for n in question.all("number")):
        return answer.unit != "percent" or not question.does("share")
    if item.value in CURRENCIES and item.value != "USD":
        return CURRENCIES[str(item.value)] in told
    return True


def _phrases(slot: str, code: object) -> list[str]:
    return [w.phrase for w in wordings(slot) if w.code == code]


def _has_mark(mark: str, answers: Sequence[Answer]) -> bool:
    """Whether the first answer is by an operation (`#growth`), of a measure or unit (`=share`), of a time or one of several."""
    if mark in ("", "+"):
        return not mark or len(answers) > 1
    if mark.startswith("@"):
        period = answers[0].when
        months = period.months if period is not None else 0
        in_year = 1 < months < 12
        is_later = period is not None and in_year and not period.is_year_to_date
        return {"@month": months == 1, "@months": in_year, "@later": is_later, "@years": months > 12}[mark]
    if mark.startswith("#"):
        return mark[1:] in answers[0].does
    return mark[1:] in f"{answers[0].measure} {answers[0].unit}"
