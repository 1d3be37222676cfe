"""Projects: the grants and loans agreed for one project, or in a year, and the largest of them."""

from __future__ import annotations

from ...derivation.aid import Agreement, agreements
from ...derivation.quantity import Quantity
from ...language.parts_of_year import COUNTS
from ...language.phrases import cue
from ...model.period import Period
from ...wording.sentences import doubt, spoken
from ..answer import Answer, in_words
from ..context import LookupContext
from ..query import Query
from ..retrieval import Wanted, alike, having, in_time, wanted
from .measure_series import measure_answer

_MEASURE = {"grant": "aid_grant_agreed", "loan": "aid_loan_agreed"}
_COMPONENT = {"AID:loans": "loan", "AID:grants": "grant", **{m: c for c, m in _MEASURE.items()}}
_ASIDE = ("measure", "verb", "basis", "unit", "nth", "count", "role")


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether a project is named, or what was agreed for projects is asked for."""
    aid = any(m.startswith("aid") for m in question.measures)
    project = question.says("project")
    by_name = len(_words(question, "basis")) > 1 and bool(
        _named(context, question, "basis")
    )  # "water supply" is no trade
    else_ = any(m not in _COMPONENT and not m.startswith("aid") for m in question.measures)
    else_ = (else_ and not (aid or project or by_name)) or ("fdi" in question.measures and not aid)
    if question.values("person") or question.does("said") or else_:
        return False
    kinds = set(_COMPONENT) & {*question.values("good"), *question.measures}
    picks = question.does("peak", "trough", "list", "oldest") or question.says("signed", "counted")
    picks = picks or _asks_latest(question) or bool(question.all("nth")) or question.says("projects")
    agreed = set(_COMPONENT) & set(question.measures) or ((kinds or (aid and project)) and picks)
    if agreed or (project and question.says("paid", "signed")) or (aid and question.says("signed")):
        return True
    words = _words(question)
    says = aid or project or question.says("cost") or question.says("paid") or question.values("unit") or len(words) > 1
    return bool(words and says and _named(context, question))


def _asks_latest(question: Query) -> bool:
    return question.is_of("latest") or (question.says("last") and not question.spans)


def _words(question: Query, *aside: str) -> list[Wanted]:
    """What the project is called by: the words of weight, with the towns and the number that are in its name."""
    slots = aside or _ASIDE
    numbers = [
        Wanted(frozenset([alike(w)]), w) for i in question.all("number") for w in question.words[i.start : i.end]
    ]
    beside = {alike(word) for word in cue("beside project") | cue("parties")}
    said = wanted(question, *slots, "number", "good" if _kinds(question) else "")
    named = [w._replace(words=w.words - beside) for w in said if w.words - beside]
    return named + (numbers if named else [])


def _kinds(question: Query) -> set[str]:
    """Grants or loans, as they are named; none where no kind of aid is."""
    return {_COMPONENT[v] for v in (*question.values("good"), *question.measures) if v in _COMPONENT}


def _named(context: LookupContext, question: Query, *aside: str) -> list[Agreement]:
    return having(context, question, agreements(context.book), _words(question, *aside))


def _agreed(context: LookupContext, question: Query) -> list[Agreement]:
    """What was agreed for the projects named, of the kind and at the time asked, the latest first."""
    kinds, of_aid = _kinds(question), any(g.startswith("AID:") for g in question.values("good"))
    kept = [a for a in _named(context, question) if a.component in kinds or not (kinds or of_aid)]
    kept = sorted((a for a in kept if _is_beyond(question, a)), key=lambda a: a.date, reverse=True)
    literal = {*question.words}
    return in_time(question, sorted(kept, key=lambda a: -len(literal & {*a.title.lower().split()})))


def _is_beyond(question: Query, agreed: Agreement) -> bool:
    """Whether an agreement is for certain above, or below, the amount that the question sets; true where it sets none."""
    mark = question.mark
    if mark is None:
        return True
    amount = agreed.amounts.get("jpy" if "JPY" in question.values("unit") else "usd")
    if amount is None or not question.does("above", "below", "under", "comparative"):
        return False
    return question.is_beyond(amount.interval, mark)


def answer_agreed(context: LookupContext, question: Query) -> list[Answer]:
    """How many loans and grants were agreed in the time asked, and which: a list and no sum, for no source says that it is
    all."""
    found = sorted(_agreed(context, question), key=lambda a: a.date)
    if not found:
        return []
    years = [a.date[:4] for a in found]
    moment = f"{years[0]} to {years[-1]}" if years[0] != years[-1] else years[0]
    text = f"Agreed by Japan with Cambodia in {moment}, as far as the dataset has it; it is paid out over years."
    for component, measure in _MEASURE.items():
        each = [f"{a.title} {spoken(_first(a))} ({_first(a).period.label})" for a in found if a.component == component]
        text += f" {context.measures[measure]}, {len(each)}: {'; '.join(each)}." if each else ""
    text += " No sum is made: no source says that it is all." if question.does("sum") or question.says("total") else ""
    text += "".join(dict.fromkeys(doubt(f) for a in found for f in a.figures))
    last = [_first(a) for a in found][-1]
    figures = [f for a in found for f in a.figures]
    period = Period(_first(found[0]).period.last, last.period.last).code
    how, pair = question.named_as(f"what was agreed, {moment}"), (last.reporter, last.partner)
    return [in_words(context.book, text, how, last.measure, pair, figures=figures, period=period)]


def _first(agreed: Agreement) -> Quantity:
    """The amount in yen, in which Japan agrees, or else in dollars."""
    return next(q for currency in ("jpy", "usd") if (q := agreed.amounts.get(currency)) is not None)


def answer_projects(context: LookupContext, question: Query) -> list[Answer]:
    """What was agreed for the projects named, the latest first; the largest or smallest first where it is asked for."""
    largest, smallest = question.does("peak") or question.asks_for_most, question.does("trough")
    one = question.does("oldest") or _asks_latest(question)
    if not (largest or smallest or one or _words(question)):
        return answer_agreed(context, question)
    found = _agreed(context, question)
    if (largest or smallest) and question.says("one year", "one month") and not question.spans:
        return []  # the largest of them is no year's sum
    if largest or smallest:  # several projects agreed together are none that is the largest
        found = [a for a in found if a.title.split()[0].lower() not in COUNTS]
        found.sort(key=lambda a: ("jpy" not in a.amounts, _first(a).value * (1 if smallest else -1)))
        listed = len(found)
        places = [int(str(i.value)) for i in question.all("nth") if not question.is_superlative(i)]
        if (count := (question.counts or [1])[-1]) > 1:
            return [_largest(context, question, found, count, smallest=smallest)] if found else []
        found = found[max(places, default=1) - 1 :]
    amounts = [q for a in found for q in sorted(a.amounts.values(), key=lambda q: q.unit != "JPY")]
    each = [measure_answer(context, question, q, "") for q in amounts]
    if each and (largest or smallest) and not max(places, default=0):
        most = f"{'smallest' if smallest else 'largest'} of the {listed} that the dataset has; no source says that it is all"
        each[0] = each[0]._replace(text=f"{each[0].text} It is the {most}.")
    several = len(found) > 1 and not (largest or smallest or one) and _asks_for_all(question)
    return [*answer_agreed(context, question), *each] if several else each


def _largest(context: LookupContext, question: Query, found: list[Agreement], count: int, *, smallest: bool) -> Answer:
    """The largest few, or the smallest, in their order."""
    firsts = [(a.title, _first(a)) for a in found[:count]]
    each = ", ".join(f"{n}. {title} {spoken(q)} ({q.period.label})" for n, (title, q) in enumerate(firsts, 1))
    way = "smallest" if smallest else "largest"
    of = firsts[0][1]
    text = f"The {way} of {len(found)} that the dataset has, in yen: {each}. No source says that these are all."
    figures = [f for a in found[:count] for f in a.figures]
    how, pair = question.named_as(f"the {way} loans and grants agreed"), (of.reporter, of.partner)
    return in_words(context.book, text, how, of.measure, pair, figures=figures)


def _asks_for_all(question: Query) -> bool:
    """Whether loans, grants or projects are asked for, and not a loan, or what they come to."""
    return question.does("list", "sum") or question.says("agreements", "total")
