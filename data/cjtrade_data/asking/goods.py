"""Goods: what is traded, as the sources name it, and the figures of product groups."""

from __future__ import annotations

from ..figure import Figure
from ..period import Period
from .answer import Answer, in_words, of_quantity, view
from .desk import Desk
from .quantity import printed
from .question import Question
from .sentence import amount, period_words, spoken, whose
from .sides import sides
from .when import when

_LISTS = {"HS": "hs_chapters", "SITC": "sitc_sections", "WITS": "product_groups"}
_WIDER = {
    "HS:61 HS:62": "WITS:Textiles and Clothing", "HS:61": "WITS:Textiles and Clothing", "HS:62": "WITS:Textiles and Clothing",
    "WITS:Footwear": "HS:64", "WITS:Mach and Elec": "HS:84 HS:85", "HS:84": "WITS:Mach and Elec", "HS:85": "WITS:Mach and Elec",
    "HS:87": "WITS:Transportation", "HS:10": "WITS:Vegetable", "agriculture": "WITS:Vegetable", "WITS:Fuels": "HS:27",
    "WITS:Textiles and Clothing": "HS:61 HS:62",
}  # fmt: skip
_OF_PAIR = {
    "WITS:Mach and Elec": "SITC:7", "HS:84": "SITC:7", "HS:85": "SITC:7", "HS:87": "SITC:7", "WITS:Transportation": "SITC:7",
    "HS:61 HS:62": "SITC:8", "HS:61": "SITC:8", "HS:62": "SITC:8", "WITS:Footwear": "SITC:8", "WITS:Textiles and Clothing": "SITC:8",
    "WITS:Chemicals": "SITC:5", "WITS:Food Products": "SITC:0", "HS:10": "SITC:0", "agriculture": "SITC:0", "HS:03": "SITC:0",
    "HS:08": "SITC:0", "WITS:Fuels": "SITC:3", "WITS:Vegetable": "SITC:0", "WITS:Animal": "SITC:0", "HS:94": "SITC:8",
}  # fmt: skip
_SAME_AS_SECTION = {"WITS:Mach and Elec", "WITS:Chemicals", "WITS:Food Products", "WITS:Fuels"}


def asks_what(question: Question) -> bool:
    """ "What does Cambodia export to Japan", "main products": goods, not an amount."""
    if question.values("good") or question.spans:
        return False
    if question.does("products") and (
        question.has("what", "which", "main", "primary", "kind", "top") or question.does("list")
    ):
        return True
    return question.words[:2] in (
        ["what", "does"],
        ["what", "do"],
        ["what", "is"],
        ["what", "are"],
        ["what", "goods"],
    ) and any(
        i.slot in ("measure", "verb")
        and i.value in ("exports", "imports")
        and question.words[i.start] not in ("exports", "imports")
        for i in question.items
    )


def answer_what(desk: Desk, question: Question) -> list[Answer]:
    """The goods the sources name for a flow, each source apart, and the largest sections where they are known."""
    flows = [m for m in question.trade_measures if m in ("exports", "imports")] or ["exports", "imports"]
    answers = []
    for measure in flows[:2]:
        asked = sides(question, measure)
        flow = asked.measure if asked.reporter == "KHM" else {"exports": "imports", "imports": "exports"}[asked.measure]
        if {asked.reporter, asked.partner} == {"KHM", "JPN"}:
            answers += _named(desk, question, flow)
        answers += _largest_groups(desk, question, asked.reporter, asked.partner, asked.measure)
    return answers


def _named(desk: Desk, question: Question, flow: str) -> list[Answer]:
    by_source: dict[tuple[str, str, str], list[str]] = {}
    for m in desk.ledger.mentions:
        if m.kind == "good" and m.flow == flow:
            by_source.setdefault((m.attributed_to, m.source, m.locator), []).append(m.name)
    answers = []
    for (who, source, locator), names in sorted(by_source.items(), key=lambda item: (item[0][0] != "GDCE", item[0])):
        person = desk.ledger.people.get(who)
        name = person.name if person is not None else whose(who, "KHM")
        subject = "Cambodia's exports to Japan" if flow == "exports" else "Cambodia's imports from Japan"
        text = f"{subject} are mainly {', '.join(names[:-1])} and {names[-1]}, according to {name} ({locator})."
        how = question.read_as(f"goods named as {flow}, {locator}")
        answers.append(in_words(desk.ledger, text, how, sources=[source], measure=flow, reporter="KHM", partner="JPN",
                                period=desk.ledger.sources[source].published, opens=view("people", item=who)))  # fmt: skip
    return answers


def _name(desk: Desk, product: str) -> str:
    system, _, code = product.partition(":")
    return desk.ledger.names(_LISTS[system]).get(code, code) if system in _LISTS else product


def _label(desk: Desk, product: str) -> str:
    system, _, code = product.partition(":")
    name = _name(desk, product)
    name = name if len(name) < 60 else name[:57].rsplit(" ", 1)[0] + " ..."
    name = name[:1].lower() + name[1:] if not name[:2].isupper() else name
    return f"{name} ({system} {code})" if system != "WITS" else f"{name} (WITS product group)"


def _largest_groups(desk: Desk, question: Question, reporter: str, partner: str, measure: str) -> list[Answer]:
    """The five largest sections of the newest split there is."""
    seller, buyer = (reporter, partner) if measure == "exports" else (partner, reporter)
    systems = ("SITC:",) if {reporter, partner} == {"KHM", "JPN"} else ("HS:", "WITS:")
    figures: list[Figure] = []
    for who, whom, flow in ((seller, buyer, "exports"), (buyer, seller, "imports")):
        products = {
            k[3] for k in desk.ledger.keys(of_products=True) if k[:3] == (flow, who, whom) and k[3].startswith(systems)
        }
        figures += [f for p in products for f in desk.figures(flow, who, whom, p) if f.value > 0]
        if figures:
            break
    if not figures:
        return []
    time = when(question, sorted({f.period for f in figures}), lambda p: False)
    answers = []
    for period in time.periods[:1]:
        here = sorted((f for f in figures if f.period == period), key=lambda f: -f.amount)[:5]
        if not here:
            continue
        each = ", ".join(f"{_label(desk, f.product)} {amount(printed(f).value, f.unit, f.interval, f)}" for f in here)
        text = f"The largest groups of goods from {desk.name(seller)} to {desk.name(buyer)} {period_words(period)}: {each}, by {whose(here[0].compiler, here[0].reporter)}."
        how = question.read_as("groups of goods by value", time.note)
        answers.append(in_words(desk.ledger, text, how, figures=here, measure=here[0].measure, reporter=here[0].reporter,
                                partner=here[0].partner, period=period.code, status=here[0].status))  # fmt: skip
    return answers


def answer_good(desk: Desk, question: Question) -> list[Answer]:
    """A product group's trade; with Japan only by SITC section, else with the world, and it says which."""
    good = question.values("good")[-1]
    flows = [m for m in question.trade_measures if m in ("exports", "imports")] or ["exports"]
    asked = sides(question, flows[0])
    partner = asked.partner if any(p.code not in ("KHM", asked.reporter) for p in question.places) else "WLD"
    if question.words[:1] and question.words[0] in ("is", "are", "does", "do", "did") and not question.spans:
        named = _named_good(desk, question, good, asked.measure)
        if named:
            return named
    if partner not in ("WLD",) and not good.startswith("SITC:") and good not in _SAME_AS_SECTION:
        return []
    measure = "product_share_of_" + asked.measure if question.does("share") else asked.measure
    for products in _ways(good, pair=partner != "WLD"):
        answers = _product(desk, question, measure, asked.reporter, partner, products)
        if answers:
            return answers
    return []


def _named_good(desk: Desk, question: Question, good: str, flow: str) -> list[Answer]:
    """Whether a source names the good among what is traded; no amount of it is in the book."""
    answers = []
    for m in desk.ledger.mentions:
        meanings = desk.vocabulary.longest(m.name.split(), 0)
        if m.kind != "good" or m.flow != flow or meanings is None or ("good", good) not in meanings.meanings:
            continue
        person = desk.ledger.people.get(m.attributed_to)
        name = person.name if person is not None else whose(m.attributed_to, "KHM")
        joint = "exports to" if flow == "exports" else "imports from"
        text = f"Yes: {name} names {m.name} among Cambodia's {joint} Japan ({m.locator}); how much is not in the data."
        how = question.read_as(f"whether {m.name} are named among {flow}, {m.locator}")
        answers.append(
            in_words(desk.ledger, text, how, sources=[m.source], measure=flow, reporter="KHM", partner="JPN")
        )
    return answers


def _ways(good: str, *, pair: bool) -> list[list[str]]:
    if pair:
        return [[_OF_PAIR.get(good, good)]]
    wider = [_WIDER[good].split()] if good in _WIDER else []
    return [[p for p in good.split() if ":" in p], *wider] if not good.startswith("WITS:") else [[good], *wider]


def _product(
    desk: Desk, question: Question, measure: str, reporter: str, partner: str, products: list[str]
) -> list[Answer]:
    answers: list[Answer] = []
    for product in products:
        sets = [desk.figures(measure, reporter, partner, product)]
        if measure in ("exports", "imports") and partner != "WLD":
            sets.append(desk.figures({"exports": "imports", "imports": "exports"}[measure], partner, reporter, product))
        for figures in sets:
            time = when(question, sorted({f.period for f in figures}), lambda p: False)
            chosen = _chosen(time.kind, time.periods, figures)
            answers += [good_answer(desk, question, f, time.note) for f in chosen]
    return answers


def _chosen(kind: str, periods: tuple[Period, ...], figures: list[Figure]) -> list[Figure]:
    if kind == "range":
        return [f for f in figures if periods[0] <= f.period <= periods[1]][::-1]
    return [f for p in periods[: 1 if kind == "default" else None] for f in figures if f.period == p]


def good_answer(desk: Desk, question: Question, figure: Figure, note: str) -> Answer:
    q = printed(figure)
    label = _label(desk, figure.product)
    owner, other = desk.name(figure.reporter), desk.name(figure.partner)
    joint = {"exports": "exports of", "imports": "imports of"}.get(figure.measure)
    if joint is not None:
        text = f"{owner}'s {joint} {label} {'to' if figure.measure == 'exports' else 'from'} {other} came to {spoken(q)} {period_words(q.period)}"
    else:
        flow = figure.measure.rpartition("_")[2]
        text = f"{label} made up {spoken(q)} of {owner}'s {flow} with {other} {period_words(q.period)}"
    status = "by" if q.status == "estimated" else "according to"
    text += f", {status} {whose(q.compiler, q.reporter)}."
    how = "; ".join(
        p
        for p in [
            f"{figure.measure.replace('_', ' ')} of {label}, {owner} with {other}, {q.period.label}",
            f"whose: {q.compiler}",
            note,
            *question.notes,
        ]
        if p
    )
    return of_quantity(desk.ledger, q, text, how, view("sources", item=figure.source))
