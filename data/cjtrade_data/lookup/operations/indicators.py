"""Indicators: any other measure of the book: output, people, tariffs, zones, aid, residents."""

from __future__ import annotations

from ...book.code_lists import compilers_of
from ...derivation.aid import indicators
from ...derivation.products import ADVANTAGE
from ...derivation.quantity import Quantity, printed
from ...language.phrases import codes, cue, wordings
from ...model.codes import WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import period_words, spoken, whose
from ..answer import Answer, carries_out, in_words
from ..context import LookupContext
from ..period_resolver import ABOUT_AS_LONG, When, lacking_year, when
from ..query import TRADE, Query
from ..retrieval import stems
from .aggregate import over_time, year_by_year
from .goods import with_width
from .measure_series import measure_answer, measure_words
from .projects import answer_agreed

_GOING = ("visitors", "workers_abroad", "workers_sent")
"""People who go from one country to the other: "visitors to Cambodia" are in Cambodia."""
_OF_AMOUNTS = {"above", "below", "under", "first_time", "comparative", "growth", "difference", "peak", "rank"}
_COUNTED = ("firms", "population")
"""What other measures count: "firms that are members"."""
_MEMBERS = "association_members"
_MOST = 9
"""Months of a year that may be told, by their name, where the whole is not there."""
_ELSEWHERE = frozenset({*TRADE, "fdi", "exchange_rate", *ADVANTAGE.values()})


def measures_asked(context: LookupContext, question: Query) -> list[str]:
    """Measures of the book that the question names, beside those of trade, investment and rates."""
    asked = [m for m in question.measures if m not in _ELSEWHERE]
    zone = "ppsez" in question.values("topic") or "special economic zone" in question.values("topic")
    firms = "firm_registrations" if question.says("new") else "firms"
    way = "import" if "imports" in question.measures else "export"
    meant = {
        **{f"{w}{counted}": f"{way}_{counted}" for w in ("", "export_") for counted in ("partners", "products")},
        "firms": _MEMBERS if indicators(context.book)[_MEMBERS].subject in question.values("organisation") else firms,
    }
    asked = [meant.get(m, m) for m in asked]
    of_something_else = question.measures or question.values("basis") or question.values("city")
    if question.says("counted") and question.values("sector") and not of_something_else:
        asked = ["firms"]  # "how many Japanese manufacturers"
    if any(p.role == "than" for p in question.places):  # "how many countries export more than Japan": which
        asked = [m for m in asked if not m.endswith("_partners")]
    if ("fdi" in question.measures and not question.says("counted")) or "projects" in question.values("basis"):
        asked = [m for m in asked if m not in _COUNTED]  # "what companies invested": who, and how much
    if asked in ([], ["population"]) and _people_abroad(question):
        asked = ["residents"]
    if question.says("workers") and any(p.role in ("in", "to") and p.code == question.partner for p in question.places):
        sent = bool(question.trade_measures) or question.says("left")
        going = ("workers_sent", "workers_abroad")[0 if sent else 1 :]
        asked = [m for name in asked for m in (going if name == "zone_workers" else (name,))]
    if len(asked) > 1:
        asked = [m for m in asked if m not in _COUNTED] or asked
        asked = [m for m in asked if not _group(m)] or [m for m in asked if not {*asked} & {*_group(m)} - {m}] or asked
    if zone and not asked and "exports" in question.measures and "ppsez" not in question.values("topic"):
        asked = ["zones_exports"]
    if zone:
        state = next((f"_{word}" for word in question.words if word in cue("state of a firm")), "")
        asked = [f"zone_firms{state}" if m == "firms" else m for m in asked]
        if "ppsez" in question.values("topic") and not asked:
            asked = _zone_measures(question)
    if not _is_of_the_zone(question):
        asked = [m for m in asked if not m.startswith("zone_")]
    ranks = {f"{m}_rank" for m in asked} & set(indicators(context.book)) if question.does("rank") else set()
    return [*ranks] or [m for name in asked for m in _group(name) or [name]]


def _is_of_the_zone(question: Query) -> bool:
    """Whether the one zone is spoken of that the dataset has: "workers in Cambodia", "in all zones", are not those of it."""
    return "ppsez" in question.values("topic") or question.says("zone")


def _group(name: str) -> list[str]:
    """The measures that one word stands for together."""
    return [w.phrase for w in wordings("measures") if w.code == name]


def _people_abroad(question: Query) -> bool:
    """ "Cambodians in Japan": people, where nothing else is asked for."""
    named = [p for p in question.places if question.words[p.start] in cue("people")]
    people = any(next((i.slot for i in question.items if i.start == p.end), "") != "good" for p in named)
    abroad = any(p.role == "in" for p in question.places)
    plain = not question.measures and not question.values("basis") and not question.values("role")
    plain = plain or question.measures == ["population"]  # "Japanese population in Cambodia"
    return people and abroad and plain and set(question.values("op")) <= _OF_AMOUNTS


def _zone_measures(question: Query) -> list[str]:
    for measure, of_zone in codes("of zone").items():
        if measure in question.measures:
            return [of_zone]
    return ["zone_area"] if question.says("size") else ["ppsez"]


_OVER_YEARS = ("growth", "average", "sum", "difference", "compound", "share", "peak", "trough")
_OF_PERIOD, _LAST = (1, 0, 0), (2, 0, 0)
"""The places of what is of the very period asked, and of other sums that it lies in."""


def answer_context(context: LookupContext, question: Query) -> list[Answer]:
    """The figures of the measures named, for the countries named, at the time asked or the latest.

    A stretch printed as one comes first where that is what is asked, the longest above all, then the period itself, then
    other sums and parts.
    """
    found: list[tuple[tuple[int, int, int], Answer]] = []
    known = {m: _figures(context, question, m) for m in measures_asked(context, question)}
    of_years = {m: years for m, all_ in known.items() if (years := [f for f in all_ if f.period.is_year])}
    a_year = question.does("yearly") and not question.spans and bool(of_years)
    known = of_years if a_year else known  # "aid a year": no sum over others
    for figures in known.values():
        time = when(question, (f.period for f in figures))
        chosen = [f for p in time.periods for f in _at(figures, p)]
        if time.kind == "range":
            chosen = [f for f in figures if time.periods[0] <= f.period <= time.periods[-1]][::-1]
        if time.kind == "default":
            chosen = [f for f in chosen if f.period == time.periods[0]]
        over, changes = over_time(context, question, figures, time)
        listed = _by_year(context, question, figures, time) if time.kind == "range" and not (over or changes) else []
        found += [(_OF_PERIOD, a) for a in (*over, *changes, *listed)]
        chosen = [] if over else chosen
        whole = [f for f in figures if f.period == (time.whole or _longest(question, figures))]
        found += [
            ((0, _is_part(context, f.measure), -f.period.last), measure_answer(context, question, printed(f), ""))
            for f in whole
        ]
        for f in (f for f in chosen if f not in whole):
            place = _LAST if time.kind != "default" and f.period.months > 12 else _OF_PERIOD
            found.append((place, measure_answer(context, question, printed(f), time.note)))
    told = [with_width(question, answer) for _, answer in sorted(found, key=lambda pair: pair[0])]
    told = [a._replace(does=a.does | {"yearly"}) for a in told] if a_year else told
    if told and not question.spans:
        told[0] = _with_newest(told)
    if told and told[0].when is not None:
        told[0] = told[0]._replace(text=told[0].text + lacking_year(question, told[0].when))
    if told and told[0].measure.startswith("aid") and context.partner not in {p.code for p in question.places}:
        donor = context.name(told[0].reporter)
        told[0] = told[0]._replace(text=f"{told[0].text} That is {donor} alone: no other donor is in the data.")
    agreed = question.spans and "aid" in question.measures and not question.does(*_OVER_YEARS)
    agreed = agreed and all(p.code != WORLD for p in question.places)
    return [*told, *answer_agreed(context, question)] if agreed else told


def _by_year(context: LookupContext, question: Query, figures: list[Figure], time: When) -> list[Answer]:
    """Several years of a measure in one sentence, of the series that has most of them."""
    series: dict[tuple[str, ...], list[Quantity]] = {}
    first, last = time.periods[0].year, time.periods[-1].year
    for f in figures:
        if f.period.months <= 12 and first <= f.period.year <= last:
            key = (f.compiler, f.unit, f.product, f.reporter, f.partner)
            series.setdefault(key, []).append(printed(f))
    levels = max(series.values(), key=len, default=[])
    if len(levels) < 2:
        return []
    own = levels[0]
    about = measure_words(context, own.measure, own.reporter, own.partner, own.product)[0]
    return [year_by_year(context, question, about, levels, time)]


def _is_part(context: LookupContext, measure: str) -> bool:
    """Whether a measure is of a component, as grants are of aid."""
    known = indicators(context.book)
    return measure in known and known[measure].component not in ("", "all", "net")


def _with_newest(told: list[Answer]) -> Answer:
    """The first answer, and after it what was counted otherwise and later."""
    newest = max(told, key=lambda a: Period.parse(a.period).last)
    if Period.parse(newest.period).last <= Period.parse(told[0].period).last or newest.unit != told[0].unit:
        return told[0]
    return told[0]._replace(text=f"{told[0].text} Newer, counted otherwise: {newest.text}")


def _longest(question: Query, figures: list[Figure]) -> Period | None:
    """Of the sums that begin with the first the last, where what there was altogether is asked for and no time said."""
    sums = [(f.period.first, f.period) for f in figures if f.period.months > 12]
    begun = min((first for first, _ in sums if first is not None), default=0) + ABOUT_AS_LONG
    long = (p for first, p in sums if first is not None and first <= begun)
    return max(long, key=lambda p: p.last, default=None) if question.does("sum") and not question.spans else None


def _at(figures: list[Figure], period: Period) -> list[Figure]:
    """Figures of the period or counted at its end; of a year else what is counted in it, or most of it, never a small part."""
    exact = [f for f in figures if f.period == period or (f.period.is_point and f.period.last == period.last)]
    ending = [f for f in figures if period.is_year and f.period.year == period.year]
    return exact or [f for f in ending if f.period.is_point or _MOST <= f.period.months <= 12]


def _figures(context: LookupContext, question: Query, measure: str) -> list[Figure]:
    """All goods first; of the country asked for, Cambodia where none is."""
    keys = [k for k in context.book.index.keys(of_goods=False) if k[0] == measure]
    if not keys or question.values("good"):
        keys = list(dict.fromkeys([*keys, *(k for k in context.book.index.keys(of_goods=True) if k[0] == measure)]))
    places = [p for p in question.places if p.code != WORLD]
    host = next((p.code for p in places if p.role == "in" or (p.role == "to" and measure in _GOING)), None)
    of = next((p.code for p in places if p.code != host), None)
    if measure in _GOING and of is None:
        if places and measure == "visitors":
            return []  # those of all countries together are not in the data
        if places and question.trade_measures:
            return []  # "exports of workers": no such trade
        of = context.home if places else context.partner
    if any(k[2] in context.pair for k in keys):
        keys = [
            k
            for k in keys
            if (host is None or k[1] == host or measure.startswith("aid")) and (of is None or of in k[1:3])
        ]
        kinds = tuple(
            f"aid_{g.removeprefix('AID:').partition('-')[0]}" for g in question.values("good") if g.startswith("AID:")
        )
        if measure.startswith("aid"):
            words = question.words
            taken = {p.code for p in places if p.role == "by" and words[p.start - 2] in cue("receives")}
            givers = {p.code for p in places if p.role in ("by", "from")} - taken
            takers = {p.code for p in places if p.role == "to"}
            keys = [k for k in keys if k[1] not in takers and k[2] not in givers]
        if measure.startswith("aid") and kinds:
            keys = [k for k in keys if k[0].startswith(kinds)]
        if of is not None and host is None and len(keys) > 1:
            keys = [k for k in keys if k[2] == of] or ([] if measure in _GOING else keys)
    elif measure.endswith("_concentration") and "imports" in question.measures:
        return []
    elif f"_{measure}".endswith(("_products", "_partners", "_concentration", "_average", "_maximum")) and any(
        p.role == "from" or (p.role == "to" and not question.says("imports")) for p in places
    ):
        # "products exported to Japan", "tariff on goods from Japan": not told by partner; "on imports into Japan" is its own
        return []
    else:
        countries = [host] if host else [p.code for p in places] or [context.home]
        goods = [g for good in question.values("good") for g in ([good] if "WITS:" in good else good.split())] or [""]
        keys = [k for c in countries for k in keys if k[1] == c and k[3] in goods] or [
            k for k in keys if not k[1] and not k[3]
        ]
    if len(places) < len(question.places) and any(k[2] in context.pair for k in keys):
        return []  # "aid to the whole world"
    figures = [f for k in keys for f in context.figures(*k)]
    return sorted(
        figures, key=lambda f: (f.period, bool(f.product), f.compiler not in compilers_of("indicators"), f.id)
    )


_BRANCH = "BRANCH:"


def is_by_branch(context: LookupContext, question: Query) -> bool:
    """Whether a measure is asked by branch that the dataset has so."""
    figures = _by_branch(context, question)
    return bool(figures) and (question.does("sectors") or bool(_branches_named(context, question)))


@carries_out("sectors list peak nth")
def answer_branches(context: LookupContext, question: Query) -> list[Answer]:
    """The branches named, else all there are in one sentence."""
    figures, named = _by_branch(context, question), _branches_named(context, question)
    time = when(question, (f.period for f in figures))
    here = sorted((f for p in time.periods[:1] for f in _at(figures, p)), key=lambda f: -f.amount)
    if not here or named:
        return [measure_answer(context, question, printed(f), time.note) for f in here if f.product in named]
    first, names = here[0], context.book.names("branches")
    each = "; ".join(f"{names[f.product.removeprefix(_BRANCH)]} {spoken(printed(f))}" for f in here)
    about = measure_words(context, first.measure, first.reporter, first.partner, "")[0]
    text = f"{about} by branch, largest first, {period_words(first.period)}: {each}, according to {whose(first.compiler, first.reporter, first.measure)}."
    pair = (first.reporter, first.partner)
    how = question.read_as(f"{first.measure.replace('_', ' ')} by branch", time.note)
    return [in_words(context.book, text, how, first.measure, pair, figures=here, period=first.period.code)]


def _by_branch(context: LookupContext, question: Query) -> list[Figure]:
    asked = tuple(measures_asked(context, question))
    keys = context.book.index.keys(of_goods=False) if asked else ()
    return [f for k in keys if k[3].startswith(_BRANCH) and k[0].startswith(asked) for f in context.figures(*k)]


def _branches_named(context: LookupContext, question: Query) -> list[str]:
    """The branches whose name has a word of the question that is no other measure's: "firms in trade"."""
    taken = {k for i in question.all("measure") if i.value not in TRADE for k in range(i.start, i.end)}
    words = stems(" ".join([*(w for k, w in enumerate(question.words) if k not in taken), *question.values("sector")]))
    return [_BRANCH + code for code, name in context.book.names("branches").items() if stems(name) & words]
