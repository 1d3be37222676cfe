"""Ranks: who ranks where among Cambodia's partners and investors, who stands above whom, and whose trade grew most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ...derivation.comparisons import share, total
from ...derivation.partners import names_above, order_figures
from ...derivation.quantity import Quantity
from ...derivation.rankings import MEASURES, Ranking, partner_lists
from ...model.codes import WORLD
from ...model.figure import Figure
from ...model.period import Period
from ...model.selection import Selection
from ...wording.sentences import alike, joined, mark_words, nth_largest, of_what, ordinal, period_words, spoken, whose
from ..answer import Answer, carries_out, in_words, of_quantity
from ..context import LookupContext
from ..direction import sides
from ..period_resolver import When, when
from ..query import Query
from .investment import scope
from .lists import RANK, asked_measure, is_of, lists_of, noun, of_investors, owner_of, prints_of, ranked_measures

_NAMED = 8
"""Down to this place all partners above are named."""
COUNTED = {"status": "derived", "formula": "partners by size"}


@carries_out("rank nth first_time above comparative")
def answer_rank(context: LookupContext, question: Query) -> list[Answer]:
    """Where a partner ranks in what is asked for; where no flow is said and the sum has no rank, in each flow."""
    ranks = (_ranks(context, question, measure) for measure in ranked_measures(question))
    total = next(ranks)
    if question.asks_whether and question.is_of("ever"):
        place = max((int(str(i.value)) for i in question.all("nth")), default=1)
        total.sort(key=lambda a: abs((a.value or 0) - place))  # "has it ever been the largest"
    told = total or [answer for each in ranks for answer in each]
    year = question.spans[0].first if len(question.spans) == 1 and question.spans[0].kind == "period" else None
    of_year = [a.when for a in told if a.when is not None and year is not None and is_of(a.when, year)]
    if year is None or not year.is_year or of_year:
        return told
    return [a._replace(text=f"{a.text} No rank of the whole of {year.label} is known.") for a in told]


def _ranks(context: LookupContext, question: Query, measure: str) -> list[Answer]:
    """Where a partner, or an investor, ranks: as printed, then as counted from a full list."""
    named = [p.code for p in question.others]
    asked = sides(question, measure).partner if measure != "fdi" else (named or [context.partner])[0]
    partner = asked if asked not in (WORLD, context.home) else (named or [context.partner])[0]
    answers, listed = [], lists_of(context, question, measure, full=True)
    if measure == "fdi" and question.spans and not question.values("basis"):
        listed.append(of_investors(context, "approval"))  # a printed place, for of approvals no list is whole
    for lists in listed:
        prints = prints_of(context, lists.measure, partner)
        time = when(question, sorted({q.period for q in prints}.union(lists.periods)))
        for period in _rank_periods(question, time, prints, lists.periods):
            answers += [print_answer(context, question, q, time.note) for q in prints if q.period.meets(period)]
            ranked = ((table, lists.rank(table, partner)) for table in lists.tables(period) if table.size(partner))
            answers += [count_answer(context, question, t, q, time.note) for t, q in ranked if q and not q.figure]
    return answers


def _rank_periods(question: Query, time: When, prints: list[Quantity], known: Iterable[Period]) -> tuple[Period, ...]:
    """Without a period: the latest rank, then the latest that was printed; the one of the place asked for before both, but not
    where it is asked what is so now. Of a year without a rank: those of a part of it."""
    if time.kind == "default":
        asked = {int(str(i.value)) for i in question.items if i.slot == "nth"} - {1}
        of_place = [q.period for q in prints if int(q.value) in asked]
        latest = [*time.periods[:1], *[q.period for q in prints][-1:]]
        ways = [*latest, *of_place[-1:]] if question.words[0] == "is" else [*of_place[-1:], *latest]
        return tuple(dict.fromkeys(ways))
    if time.kind == "range":
        ends = sorted({time.periods[-1], time.periods[0]}, reverse=True)
        between = [p for p in sorted(known, reverse=True) if ends[-1] < p < ends[0] and p.is_year]
        return (*ends, *between)
    ranked, is_one = {*known, *(q.period for q in prints)}, len(time.periods) == 1
    found: list[Period] = []
    for period in time.periods:
        within = [q.period for q in reversed(prints) if q.period.year == period.year and period.is_year]
        found += [period, *(within if is_one else [] if period in ranked else within[:1])]
    return tuple(dict.fromkeys(found))


def print_answer(context: LookupContext, question: Query, q: Quantity, note: str = "") -> Answer:
    """A printed rank, with the names above it where a source gives them."""
    text = f"{context.name(q.partner)} was {context.name(q.reporter)}'s {nth_largest(int(q.value))} {noun(q.measure)} {period_words(q.period)}"
    above = names_above(context.book, q)
    text += f", behind {joined([context.name(c) for c in above])}" if above else ""
    text += f", according to {whose(q.compiler, q.reporter)}."
    return of_quantity(context.book, q, text, _how(context, question, q, note))


def count_answer(context: LookupContext, question: Query, table: Ranking, rank: Quantity, note: str = "") -> Answer:
    """A partner's place in a list, counted, with those just above it."""
    own, all_above = table.size(rank.partner), table.above(rank.partner)
    assert own is not None
    assert rank.derivation is not None
    place = len(all_above) + 1
    above = all_above if place <= _NAMED else all_above[-3:]
    sizes = zip([*above, own], alike([*above, own]), strict=True)
    by_size = "partners by size: " + ", ".join(f"{context.name(q.partner)} {size}" for q, size in sizes)
    q = rank._replace(derivation=rank.derivation._replace(note=by_size))
    text = f"{context.name(own.partner)} was {context.name(context.home)}'s {nth_largest(place)} {noun(table.measure)}{of_what(own.compiler)} {period_words(table.period)}, with {spoken(own)}"
    if above:
        others = place - 1 - len(above)
        text += f", behind {f'{others} others and, next above, ' if others else ''}{joined([context.name(a.partner) for a in above])}"
    if table.taiwan is not None and table.taiwan.value > own.value:
        text += f", or {ordinal(place + 1)} with Taiwan, which is printed as other Asia, counted in"
    text += f", counted from {whose(own.compiler, context.home)}."
    return of_quantity(context.book, q, text, _how(context, question, q, note))


def _how(context: LookupContext, question: Query, q: Quantity, note: str) -> str:
    about = f"rank of {context.name(q.partner)} as {noun(q.measure)} of {context.name(context.home)}, {q.period.label}"
    return question.read_as(about, f"whose: {q.compiler}", note)


def words(
    context: LookupContext,
    text: str,
    how: str,
    figures: Iterable[Figure],
    measure: str,
    period: Period,
    partner: str = "",
    **more: Any,
) -> Answer:
    """A list, or an order, of partners or investors of Cambodia: words that stand on some figures."""
    pair = (context.home, partner)
    return _in_its_order(in_words(context.book, text, how, measure, pair, figures=figures, period=period.code, **more))


def _in_its_order(answer: Answer) -> Answer:
    """Opening a list of partners in the order that the answer is about."""
    shown, by = Selection.from_options(answer.opens), answer.measure.removesuffix("_rank")
    if (shown.tab, shown.view) != ("partners", "") or by not in MEASURES:
        return answer
    sort = "" if by == "total_trade" else by
    return answer._replace(opens=tuple(shown.with_(sort=sort, measure="").options()))


@carries_out("above below comparative first_time nth peak rank")
def answer_above(context: LookupContext, question: Query) -> list[Answer]:
    """Who stands above (or below) a partner, in order: in trade first, then in investment."""
    partner = next((p.code for p in question.others), context.partner)
    wanted, *each_flow = ranked_measures(question)
    answers = [a for way in _WAYS for a in way(context, question, wanted, partner)]
    if wanted == "fdi":
        return _newest_first(question, answers)
    answers = answers or [a for flow in each_flow for way in _WAYS for a in way(context, question, flow, partner)]
    if each_flow:
        of_investors = [a for way in _WAYS for a in way(context, question, "fdi", partner)]
        answers += _newest_first(question, of_investors)[:1]
    return answers or [a for m in (wanted, *each_flow) for a in _place_alone(context, question, m, partner)]


def _place_alone(context: LookupContext, question: Query, measure: str, partner: str) -> list[Answer]:
    """The printed place of a partner at the time asked, where no source says who stands above, and who had more of those
    partners that have figures."""
    answers = []
    dates = {span.first for span in question.spans}
    for q in (q for q in prints_of(context, measure, partner) if q.period in dates):
        tables = partner_lists(context.book, context.home).rankings(q.period, measure)
        had = ((t.below if question.does("below") else t.above)(partner) for t in tables)
        rows = next((rows for rows in had if rows), [])
        more = "less" if question.does("below") else "more"
        beside = f" Of the partners printed, {_in_list(context, rows, numbered=False)} had {more}." if rows else ""
        told = print_answer(context, question, q)
        text = f"{told.text} Who stands {'below' if question.does('below') else 'above'} it is not printed.{beside}"
        answers.append(told._replace(text=text))
    return answers


def _newest_first(question: Query, answers: list[Answer]) -> list[Answer]:
    """Where no time is said; at one time what a source names before what is counted."""
    if question.spans:
        return answers
    return sorted(answers, key=lambda a: Period.parse(a.period).last, reverse=True)


def _above_in_print(context: LookupContext, question: Query, measure: str, partner: str) -> list[Answer]:
    """Whom a source names above a partner; none where those below are asked for."""
    if question.does("below"):
        return []
    measure = RANK[measure].removesuffix("_rank")
    prints = [q for q in prints_of(context, measure, partner) if names_above(context.book, q)]
    time = when(question, [q.period for q in prints])
    answers = []
    for q in (q for q in prints if any(q.period.meets(p) for p in time.periods)):
        names = [context.name(c) for c in names_above(context.book, q)]
        text = (
            f"{joined(names)} {'ranks' if len(names) == 1 else 'rank'} above {context.name(partner)} as {noun(measure, plural=True)} of "
            f"{context.name(context.home)} {period_words(q.period)}, in that order; {context.name(partner)} is "
            f"{ordinal(int(q.value))}, according to {whose(q.compiler, q.reporter)}."
        )
        how = _how(context, question, q, f"who stands above; {time.note}")
        answers.append(words(context, text, how, order_figures(context.book, q), q.measure, q.period, partner))
    return answers


def _beside_in_list(context: LookupContext, question: Query, measure: str, partner: str) -> list[Answer]:
    answers, below = [], question.does("below")
    for lists in lists_of(context, question, measure, full=True):
        having = [p for p in lists.periods if measure != "fdi" or any(t.size(partner) for t in lists.tables(p))]
        time = when(question, having)
        for table in (t for p in time.periods[:1] for t in lists.tables(p)):
            rows = table.below(partner)[:5] if below else table.above(partner)
            own = table.size(partner)
            if own is None or not rows or (measure != "fdi" and lists.rank(table, partner) is None):
                continue
            place, one = len(table.above(partner)) + 1, noun(table.measure)
            names = ", ".join(f"{context.name(q.partner)} ({size})" for q, size in zip(rows, alike(rows), strict=True))
            text = (
                f"{'Below' if below else 'Above'} {context.name(partner)}, {context.name(context.home)}'s {nth_largest(place)} {one} "
                f"{period_words(table.period)}: {names}, counted from {whose(own.compiler, context.home)}."
            )
            text += _with_taiwan(table, own) if not below else ""
            stands = f"who stands {'below' if below else 'above'} {context.name(partner)} as {one}"
            how = question.read_as(f"{stands}, {table.period.label}", time.note)
            figures, of_rank = [f for q in rows for f in q.figures], f"{table.measure}_rank"
            answers.append(words(context, text, how, figures, of_rank, table.period, partner, **COUNTED))
    return answers


_WAYS = (_above_in_print, _beside_in_list)


@carries_out("nth peak rank")
def answer_top(context: LookupContext, question: Query, count: int | None, nth: int | None) -> list[Answer]:
    """The largest partners or investors, or the n-th; a source that names an order first, then lists of amounts."""
    answers = []
    owner = owner_of(question)
    for lists in lists_of(context, question, asked_measure(question), full=nth is not None, owner=owner):
        ranks = prints_of(context, lists.measure, context.partner) if not question.left_out and not owner else []
        prints = [q for q in ranks if names_above(context.book, q) or int(q.value) == nth]
        time = when(question, known := sorted({q.period for q in prints}.union(lists.periods)))
        wanted = [p for p in known[::-1] if any(is_of(p, t) for t in time.periods[:1])]
        if time.kind == "default":
            full = [p for p in lists.periods if any(t.ranked for t in lists.tables(p))]
            wanted = list(dict.fromkeys([*wanted, *[q.period for q in prints][-1:], *full[-1:]]))
        for period in wanted:
            for q in (q for q in prints if q.period == period):
                answers += _order_in_print(context, question, q, count, nth, time)
            for table in (t for t in lists.tables(period) if t.period == period):
                answers += _from_table(context, question, table, count, nth, time)
    return answers


def _order_in_print(
    context: LookupContext, question: Query, q: Quantity, count: int | None, nth: int | None, time: When
) -> list[Answer]:
    """The order in which a source names those down to a printed rank, or who has a place in it."""
    codes, after = [*names_above(context.book, q), q.partner], _after(question)
    place = max(codes.index(after) + 2, nth or 1) if after in codes else nth
    fewest = 1 if q.measure.startswith("fdi") else count or 1  # of investors a source names the first few alone
    if (after and after not in codes) or len(codes) < max(fewest, place or 1):
        return [print_answer(context, question, q, time.note)] if int(q.value) == place and not after else []
    if int(q.value) == place:
        return [print_answer(context, question, q, time.note)]
    names, moment, home = [context.name(c) for c in codes], period_words(q.period), context.name(context.home)
    text, partner = f"{home}'s largest {noun(q.measure, plural=True)} {moment} were, in order, {joined(names)}", ""
    if place is not None:
        text = f"{names[place - 1]} was {home}'s {nth_largest(place)} {noun(q.measure)} {moment}"
        partner = codes[place - 1]
    text += f", according to {whose(q.compiler, context.home)}."
    how = question.read_as(
        f"{noun(q.measure, plural=True)} of Cambodia in the order the source names them, {q.period.label}", time.note
    )
    return [words(context, text, how, order_figures(context.book, q), q.measure, q.period, partner)]


def _after(question: Query) -> str:
    """The partner behind whom others are asked for: "the largest after China"."""
    return next((p.code for p in question.places if p.role == "after" and p.code not in question.left_out), "")


def _from_table(
    context: LookupContext, question: Query, table: Ranking, count: int | None, nth: int | None, time: When
) -> list[Answer]:
    after, out, home = _after(question), question.left_out, context.name(table.rows[0].reporter)
    nth = max(len(table.above(after)) + 2, nth or 1) if after and table.size(after) else nth
    table = table._replace(rows=tuple(q for q in table.rows if q.partner not in out))
    in_shares = question.does("share") and bool(table.rows) and table.rows[0].unit != "percent"
    table = _in_shares(context, table) if in_shares else table
    if not table.rows or (question.does("share") and question.counts and not table.ranked):
        return []  # what the top three have together no list of a few tells
    first, when_ = table.rows[0], period_words(table.period)
    one, many = noun(table.measure), noun(table.measure, plural=True)
    among = "" if table.ranked else " among the partners printed"
    by_size = f"{many} of {home} by size{among}, {table.period.label}"
    how = question.read_as(by_size, f"whose: {first.compiler}", time.note)
    name = whose(first.compiler, first.reporter)
    does = {*["leave_out"] * bool(out), *["share"] * (first.unit == "percent")}
    lead = f"Apart from {joined([context.name(c) for c in out])}, " if out else ""
    if nth is not None:
        told = []
        for q in table.at(nth) if table.ranked else ():
            of_all = " of all" if q.unit == "percent" else ""
            text = f"{lead}{context.name(q.partner)} was {home}'s {nth_largest(nth)} {one}{of_what(q.compiler)} {when_}, with {spoken(q)}{of_all}, by {name}.{scope([q])}"
            told.append(_in_its_order(of_quantity(context.book, q, text, how)))
    else:
        mark = question.mark
        beyond = [q for q in table.rows if mark is not None and question.is_beyond(q.interval, mark)]
        rows = table.rows[: count or 5] if mark is None else beyond
        if not rows or (mark is not None and not table.ranked):
            return []
        if mark is not None:
            among += f" {'below' if question.asks_below else 'above'} {mark_words(mark, rows[0].unit)}"
            does |= {"above", "below", "under", "first_time", "comparative"}
        text = f"{lead}{home}'s largest {many}{of_what(first.compiler)}{among} {when_}: {_in_list(context, rows, numbered=table.ranked)}, by {name}.{scope(rows)}"
        text += " No more of them are printed." if mark is None and len(rows) < (count or 0) else ""
        text += "" if table.ranked else _places(context, rows)
        if question.does("share") and (together := total(rows)) is not None:
            text += f" Together {spoken(together)} of all."
        text += _with_taiwan(table, rows[-1])
        told = [words(context, text, how, [f for q in rows for f in q.figures], first.measure, table.period, **COUNTED)]
        told = [a._replace(reporter=first.reporter) for a in told]
    return [a._replace(does=frozenset(does)) for a in told]


def _in_shares(context: LookupContext, table: Ranking) -> Ranking:
    """Those of a list, each with its part of the whole that the same compiler has."""
    own = table.rows[0]
    whole = context.line(own.reporter, WORLD, own.compiler).level(table.measure, table.period)
    parts = (share(row, whole, f"share_of_world_{table.measure}") for row in table.rows)
    return table._replace(rows=tuple(part for part in parts if part is not None), taiwan=None)


def _in_list(context: LookupContext, rows: Sequence[Quantity], *, numbered: bool) -> str:
    """`1. China 4,550.95 million dollars, 2. Thailand ...`; without places where others may lie between."""
    sizes = zip(rows, alike(rows), strict=True)
    told = [f"{f'{i}. ' * numbered}{context.name(q.partner)} {size}" for i, (q, size) in enumerate(sizes, 1)]
    return ", ".join(told)


def _places(context: LookupContext, rows: Sequence[Quantity]) -> str:
    """What is said of places in a list that is not whole: those alone that are printed."""
    ranks = [(q, f) for q in rows for f in context.figures(RANK.get(q.measure, ""), q.reporter, q.partner)]
    told = [f"{context.name(q.partner)} {ordinal(int(f.amount))}" for q, f in ranks if f.period == q.period]
    return f" Others may lie between them; {f'printed places: {joined(told)}' if told else 'no places are printed'}."


def _with_taiwan(table: Ranking, last: Quantity) -> str:
    """What is said of Taiwan, which has no place in a list, where it had more than the last that is listed."""
    size = table.taiwan
    more = size is not None and size.value > last.value
    return f" Taiwan, which is printed as other Asia and not ranked, had {spoken(size)}." if size and more else ""
