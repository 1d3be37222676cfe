"""Investment: stock, inflow and approvals, three concepts that are answered apart and never added or compared."""

from __future__ import annotations

from collections.abc import Iterator

from ..figure import Figure
from ..period import Period
from .answer import Answer, in_words, of_quantity, view
from .desk import Desk
from .partners import names_above
from .quantity import Quantity, expression, printed, worked_out
from .question import Question
from .sentence import amount, bounds_words, figures_of, ordinal, period_words, spoken, whose
from .when import When, when

_LEVEL = {"stock": "fdi_stock", "inflow": "fdi_inflow", "approval": "approved_investment", "projects": "approved_projects"}
_CONCEPT = {
    "fdi_stock": "the stock of {} investment in Cambodia", "fdi_inflow": "the inflow of {} investment to Cambodia",
    "approved_investment": "{} investment approved in Cambodia", "approved_projects": "{} investment projects approved in Cambodia",
}  # fmt: skip


def is_about(question: Question) -> bool:
    """Whether the question is about investment."""
    return "fdi" in question.measures or "fdi" in question.values("role") or bool(
        set(question.values("basis")) & {"inflow", "approval", "projects"} and not question.trade_measures
    ) or ("stock" in question.values("basis") and not question.trade_measures)


def answer_investment(desk: Desk, question: Question, *, count: int | None, nth: int | None) -> list[Answer]:
    """Levels, growth, rank, share, the largest investors or the sectors, each within one concept."""
    investor = _investor(question)
    if investor is None:
        return []
    if nth is not None or count is not None or (question.does("list", "who") and not question.does("above")):
        return _largest(desk, question, count, nth)
    if question.does("sectors") or _sector(question):
        return _sectors(desk, question)
    if question.does("rank"):
        return _prints(desk, question, "fdi_stock_rank", investor) or _counted_rank(desk, question, investor)
    if question.does("growth"):
        return _growth(desk, question, investor)
    if question.does("share"):
        return _shares(desk, question, investor)
    return _levels(desk, question, investor)


def _investor(question: Question) -> str | None:
    """Who invests: Japan where nobody is named, all countries for a total; None for Cambodia's own abroad."""
    codes = [p.code for p in question.places]
    if any(p.code == "KHM" and p.role == "own" for p in question.places) and any(
        p.role in ("in", "to") and p.code not in ("KHM", "WLD") for p in question.places
    ):
        return None
    others = [c for c in codes if c != "KHM"]
    if others:
        return others[0]
    return "WLD" if _is_total(question) else "JPN"


def _is_total(question: Question) -> bool:
    return question.has("total", "overall", "foreign", "all") and not question.has("japanese", "japan")


def _bases(question: Question) -> list[str]:
    asked = [b for b in question.values("basis") if b in _LEVEL]
    if "projects" in asked and "approval" in asked:
        asked.remove("approval")  # "approved projects" are counted, "approved investment" is money
    return asked or ["stock", "inflow", "approval"]


def _adjective(desk: Desk, code: str) -> str:
    if code == "WLD":
        return "foreign"
    area = desk.ledger.areas.get(code)
    return area.demonym if area is not None and area.demonym else desk.name(code)


def _figures(desk: Desk, measure: str, investor: str, product: str = "") -> list[Figure]:
    return [f for f in desk.figures(measure, "KHM", investor, product) if f.status != "derived"]


def _at(figures: list[Figure], period: Period) -> list[Figure]:
    """Figures of the period, or counted at its end, dollars before riel; else sums that end in its year."""
    exact = [f for f in figures if f.period == period or (f.period.is_point and f.period.last == period.last)]
    if not exact and period.is_year:
        exact = [f for f in figures if f.period.months > 12 and f.period.year == period.year]
    return sorted(exact, key=lambda f: (f.period, f.unit != "USD", f.id))


def _levels(desk: Desk, question: Question, investor: str) -> list[Answer]:
    answers: list[Answer] = []
    for basis in _bases(question):
        measure = _LEVEL[basis]
        figures = _figures(desk, measure, investor)
        if question.has("cumulative", "cumulatively", "altogether"):
            figures = [f for f in figures if f.period.months > 12 or f.period.is_point] or figures
        time = when(question, sorted({f.period for f in figures}), lambda p: False)
        for period in _periods(time, figures):
            found = [_answer(desk, question, q, time.note) for q in _of_period(desk, measure, investor, period, figures)]
            answers += found or _share_instead(desk, question, measure, investor, period)
    return answers


def _periods(time: When, figures: list[Figure]) -> tuple[Period, ...]:
    """The periods asked for; by default the latest, then the longest run up to then."""
    if time.kind == "range":
        first, last = time.periods[0].year, time.periods[-1].year
        return tuple(p for p in sorted({f.period for f in figures}) if first <= p.year <= last)
    if time.kind == "default":
        longest = [f.period for f in figures if f.period.months > 12]
        return tuple(dict.fromkeys([*time.periods[:1], *longest[-1:]]))
    return time.periods


def _share_instead(desk: Desk, question: Question, measure: str, investor: str, period: Period) -> list[Answer]:
    """The printed share where no amount is printed, and says so."""
    if not question.spans:
        return []
    time = When((period,), "one", "no amount is printed: the share instead")
    return [
        _print_answer(desk, question, printed(f), time) for f in _at(_figures(desk, f"{measure}_share", investor), period)
    ]


def _of_period(desk: Desk, measure: str, investor: str, period: Period, figures: list[Figure]) -> Iterator[Quantity]:
    """Printed; else undone from the growth of a year later; else a printed share of the printed total."""
    found = _at(figures, period)
    if found:
        yield from (printed(f) for f in found)
        return
    point = period if measure != "fdi_stock" else Period(None, period.last)
    line = desk.line("KHM", investor, "NBC")
    ways = list(line.all_before_by_growth(measure, point))
    yield from sorted({(q.unit != "USD", q.formula): q for q in ways}.values(), key=lambda q: q.unit != "USD")
    if ways:
        return
    for share in _at(_figures(desk, f"{measure}_share", investor), period):
        for total in _at(_figures(desk, measure, "WLD"), period):
            part, whole = printed(share), printed(total)
            value, interval = whole.value * part.value / 100, whole.interval * part.interval * _HUNDREDTH
            yield worked_out(part, value, interval, f"{expression(part)} of {expression(whole)}", (part, whole),
                             measure=measure, unit=whole.unit)  # fmt: skip


from fractions import Fraction  # noqa: E402

_HUNDREDTH = Fraction(1, 100)


def _answer(desk: Desk, question: Question, q: Quantity, note: str = "") -> Answer:
    about = _CONCEPT[q.measure].format(_adjective(desk, q.partner))
    name = whose(q.compiler, "KHM")
    verb = "numbered" if q.unit == "projects" else "stood at" if q.period.is_point else "came to"
    number = spoken(q).removesuffix(" projects") if q.unit == "projects" else spoken(q)
    text = f"{about} {verb} {number} {period_words(q.period)}"
    if q.figure is not None and q.figure.growth_pct is not None:
        from .derive import growth_of
        from .trade import as_print

        growth = growth_of(q.figure)
        if growth is not None:
            text += f", {'up' if growth.value > 0 else 'down'} {amount(abs(growth.value), 'percent', None, as_print(growth))} on the year"
    if q.figure is None:
        text += f"{bounds_words(q)}, worked out from {figures_of(q.compiler, 'KHM')}."
    else:
        text += f", according to {name}."
    return of_quantity(desk.ledger, q, text, _how(desk, question, q.measure, q.partner, q.period, q.compiler, note),
                       _opens(q.period, q.measure))  # fmt: skip


def _how(desk: Desk, question: Question, measure: str, investor: str, period: Period, compiler: str, note: str) -> str:  # noqa: PLR0913
    concept = {"fdi_stock": "stock", "fdi_inflow": "inflow", "approved_investment": "approvals", "approved_projects": "projects"}
    kind = next((words for name, words in concept.items() if measure.startswith(name)), measure)
    parts = [f"investment of {desk.name(investor)} in Cambodia, {kind}, {period.label}", f"whose: {compiler}", note]
    return "; ".join(p for p in [*parts, *question.notes] if p)


def _opens(period: Period, measure: str) -> tuple[str, ...]:
    shown = {"fdi_stock": "stock", "fdi_inflow": "inflow", "approved": "approval"}
    basis = next((b for name, b in shown.items() if measure.startswith(name)), "stock")
    return view("investment", view=basis, period=period)


def _prints(desk: Desk, question: Question, measure: str, investor: str, product: str = "") -> list[Answer]:
    figures = _figures(desk, measure, investor, product)
    time = when(question, sorted({f.period for f in figures}), lambda p: False)
    return [
        _print_answer(desk, question, printed(f), time)
        for period in time.periods
        for f in _at(figures, period)
    ]


def _print_answer(desk: Desk, question: Question, q: Quantity, time: When) -> Answer:
    name, who = whose(q.compiler, "KHM"), desk.name(q.partner)
    when_ = period_words(q.period)
    number = amount(abs(q.value), q.unit, q.interval, q.figure)
    base = q.measure.rpartition("_")[0]
    concept = {"fdi_stock": "stock of foreign investment in Cambodia", "fdi_inflow": "inflow of foreign investment to Cambodia",
               "approved_investment": "approved investment in Cambodia"}.get(base, "investment in Cambodia")  # fmt: skip
    if q.unit == "rank":
        text = f"{who} was Cambodia's {'largest' if q.value == 1 else ordinal(int(q.value)) + '-largest'} investor {when_}"
        above = names_above(desk, q)
        if above:
            names = [desk.name(c) for c in above]
            text += f", behind {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f", behind {names[0]}"
    elif q.measure.endswith("_growth"):
        subject = _CONCEPT.get(base, "{} investment in Cambodia").format(_adjective(desk, q.partner))
        text = f"{subject} {'grew' if q.value >= 0 else 'fell'} by {number} on the year {when_}"
    elif q.product:
        sector = desk.ledger.names("sectors").get(q.product.removeprefix("SECTOR:"), q.product)
        verb = "held" if q.period.is_point else "took"
        text = f"{sector} {verb} {number}" + (f" of the {concept} {when_}" if q.unit == "percent" else f" of the {concept} {when_}")
    else:
        text = f"{who} accounted for {number} of the {concept} {when_}"
    how = _how(desk, question, q.measure, q.partner, q.period, q.compiler, time.note)
    return of_quantity(desk.ledger, q, f"{text}, according to {name}.", how, _opens(q.period, q.measure))


def _growth(desk: Desk, question: Question, investor: str) -> list[Answer]:
    answers = []
    for basis in _bases(question):
        answers += _prints(desk, question, f"{_LEVEL[basis]}_growth", investor)
    return answers


def _shares(desk: Desk, question: Question, investor: str) -> list[Answer]:
    answers: list[Answer] = []
    for basis in _bases(question):
        name = f"{_LEVEL[basis]}_share"
        answers += _prints(desk, question, name, investor) or _worked_shares(desk, question, basis, investor)
    return answers


def _worked_shares(desk: Desk, question: Question, basis: str, investor: str) -> list[Answer]:
    """An investor's amount against the total of the same moment and currency."""
    figures = {f.period: f for f in _figures(desk, _LEVEL[basis], investor) if f.unit == "USD"}
    totals = {f.period: f for f in _figures(desk, _LEVEL[basis], "WLD") if f.unit == "USD" and f.period in figures}
    time = when(question, sorted(totals), lambda p: False)
    answers = []
    for period in time.periods[:1]:
        for total in _at(list(totals.values()), period):
            part, whole = printed(figures[total.period]), printed(total)
            value, interval = part.value / whole.value * 100, part.interval / whole.interval * 100
            q = worked_out(part, value, interval, f"{expression(part)} / {expression(whole)}", (part, whole),
                           measure=f"{_LEVEL[basis]}_share", unit="percent")  # fmt: skip
            text = (
                f"{desk.name(investor)} held {amount(value, 'percent', interval)} of the foreign investment in Cambodia "
                f"({basis}) {period_words(part.period)}, worked out from {figures_of(part.compiler, 'KHM')}."
            )
            how = _how(desk, question, q.measure, investor, q.period, q.compiler, time.note)
            answers.append(of_quantity(desk.ledger, q, text, how, _opens(q.period, q.measure)))
    return answers


def _sector(question: Question) -> str:
    return next((str(i.value) for i in question.all("sector")), "")


def _sectors(desk: Desk, question: Question) -> list[Answer]:
    """Where the money goes: what the central bank says of Japan's, and the shares of all investors."""
    sector = _sector(question)
    answers: list[Answer] = []
    named = any(p.code == "JPN" for p in question.places)
    if named:
        for s in desk.ledger.statements:
            if s.topic == "investment" and not s.person and "finance" in s.paraphrase:
                text = f"{whose(s.organisation, 'KHM')}: {s.paraphrase} ({s.locator})."
                answers.append(in_words(desk.ledger, text.replace("..", "."), "sectors of Japanese investment", sources=[s.source],
                                        reporter="KHM", partner="JPN", period=s.date, opens=view("people", filter="investment")))  # fmt: skip
    for measure in ("fdi_stock_share", "fdi_stock", "fdi_inflow_share", "fdi_inflow"):
        answers += _by_sector(desk, question, measure, sector)
    return answers


def _by_sector(desk: Desk, question: Question, measure: str, sector: str) -> list[Answer]:
    codes = desk.ledger.names("sectors")
    figures = [f for code in codes for f in _figures(desk, measure, "WLD", f"SECTOR:{code}")]
    if sector:
        figures = [f for f in figures if f.product == f"SECTOR:{sector}"]
        time = when(question, sorted({f.period for f in figures}), lambda p: False)
        return [_print_answer(desk, question, printed(f), time) for p in time.periods for f in _at(figures, p)]
    time = when(question, sorted({f.period for f in figures}), lambda p: False)
    answers = []
    for period in time.periods[:1]:
        here = sorted(_at(figures, period), key=lambda f: -f.value)
        if not here:
            continue
        each = ", ".join(f"{codes[f.product.removeprefix('SECTOR:')]} {amount(printed(f).value, f.unit, f.interval, f)}" for f in here)
        kind = "stock" if "stock" in measure else "inflow"
        text = f"The {kind} of foreign investment in Cambodia by sector {period_words(here[0].period)}, all investors: {each}."
        how = _how(desk, question, measure, "WLD", here[0].period, here[0].compiler, f"by sector; {time.note}".removesuffix("; "))
        answers.append(in_words(desk.ledger, text, how, figures=here, measure=measure, reporter="KHM", partner="WLD",
                                period=here[0].period.code, opens=_opens(here[0].period, measure)))  # fmt: skip
    return answers


def _lists(desk: Desk, basis: str) -> dict[tuple[Period, str], list[Figure]]:
    """Investors of a moment by size, of one measure: shares, or dollars."""
    found: dict[tuple[Period, str], list[Figure]] = {}
    for measure in (f"{_LEVEL[basis]}_share", _LEVEL[basis]):
        for code, area in desk.ledger.areas.items():
            if area.kind != "country":
                continue
            for f in _figures(desk, measure, code):
                if f.unit in ("percent", "USD"):
                    found.setdefault((f.period, measure), []).append(f)
    return {key: sorted(fs, key=lambda f: -f.amount) for key, fs in found.items() if len(fs) >= 3}


def _counted_rank(desk: Desk, question: Question, investor: str) -> list[Answer]:
    answers = []
    for basis in _bases(question)[:2]:
        lists = {k: fs for k, fs in _lists(desk, basis).items() if any(f.partner == investor for f in fs)}
        time = when(question, sorted({p for p, _ in lists}), lambda p: False)
        for (period, _), figures in lists.items():
            if not any(period == p or (period.is_point and period.last == p.last) for p in time.periods[:1]):
                continue
            place = next(i for i, f in enumerate(figures, 1) if f.partner == investor)
            own = printed(figures[place - 1])
            from ..interval import Interval

            q = worked_out(own, Fraction(place), Interval.exact(place), "investors by size", [printed(f) for f in figures[:place]],
                           measure="fdi_stock_rank" if basis == "stock" else "fdi_inflow_rank", unit="rank")  # fmt: skip
            text = f"{desk.name(investor)} was Cambodia's {ordinal(place)} investor by {basis} {period_words(period)}, with {spoken(own)}, counted from {whose(own.compiler, 'KHM')}."
            answers.append(of_quantity(desk.ledger, q, text, _how(desk, question, q.measure, investor, period, own.compiler, time.note), _opens(period, q.measure)))
    return answers


def _largest(desk: Desk, question: Question, count: int | None, nth: int | None) -> list[Answer]:
    """The largest investors: the newest list first, then the order the central bank names them in."""
    answers: list[Answer] = []
    named = [printed(f) for f in _figures(desk, "fdi_stock_rank", "JPN") if names_above(desk, printed(f))]
    for basis in [b for b in _bases(question) if b in ("stock", "inflow")]:
        lists = _lists(desk, basis)
        known = sorted({p for p, _ in lists}.union(q.period for q in named if basis == "stock"))
        time = when(question, known, lambda p: False)
        for period in [p for p in known[::-1] if time.kind == "default" or any(_same_end(p, t) for t in time.periods)][:3]:
            for q in named if basis == "stock" else ():
                if q.period == period:
                    answers += _order(desk, question, q, nth, time)
            for (p, measure), figures in lists.items():
                if p == period:
                    answers += _from_list(desk, question, figures, measure, count, nth, time)
    return answers


def _same_end(stock: Period, asked: Period) -> bool:
    return stock == asked or (stock.is_point and stock.last == asked.last)


def _order(desk: Desk, question: Question, q: Quantity, nth: int | None, time: When) -> list[Answer]:
    codes = [*names_above(desk, q), q.partner]
    if nth is not None and nth > len(codes):
        return []
    names = [desk.name(c) for c in codes]
    when_ = period_words(q.period)
    if nth is not None:
        text = f"{names[nth - 1]} was Cambodia's {'largest' if nth == 1 else ordinal(nth) + '-largest'} investor {when_}"
    else:
        text = f"Cambodia's largest investors {when_} were, in order, {', '.join(names[:-1])} and {names[-1]}"
    how = _how(desk, question, q.measure, codes[nth - 1] if nth else q.partner, q.period, q.compiler, f"in the order the source names them; {time.note}".removesuffix("; "))
    return [in_words(desk.ledger, f"{text}, according to {whose(q.compiler, 'KHM')}.", how, figures=q.figures, measure=q.measure, reporter="KHM",
                     partner=codes[nth - 1] if nth else "", period=q.period.code, opens=_opens(q.period, q.measure))]  # fmt: skip


def _from_list(  # noqa: PLR0913
    desk: Desk, question: Question, figures: list[Figure], measure: str, count: int | None, nth: int | None, time: When
) -> list[Answer]:
    quantities = [printed(f) for f in figures]
    period, compiler = quantities[0].period, quantities[0].compiler
    concept = "by stock" if "stock" in measure else "by inflow"
    how = _how(desk, question, measure, figures[(nth or 1) - 1].partner if (nth or 1) <= len(figures) else "JPN", period, compiler, f"investors by size; {time.note}".removesuffix("; "))
    name = whose(compiler, "KHM")
    if nth is not None:
        if nth > len(quantities):
            return []
        q = quantities[nth - 1]
        part = " of it" if q.unit == "percent" else ""
        text = f"{desk.name(q.partner)} was Cambodia's {'largest' if nth == 1 else ordinal(nth) + '-largest'} investor {concept} {period_words(period)}, with {spoken(q)}{part}, according to {name}."
        return [of_quantity(desk.ledger, q, text, how, _opens(period, measure))]
    each = ", ".join(f"{i}. {desk.name(q.partner)} {spoken(q)}" for i, q in enumerate(quantities[: count or 5], 1))
    text = f"Cambodia's largest investors {concept} {period_words(period)}: {each}, according to {name}."
    return [in_words(desk.ledger, text, how, figures=figures[: count or 5], measure=measure, reporter="KHM", period=period.code, opens=_opens(period, measure))]
