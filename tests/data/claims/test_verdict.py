"""A number against what is held of it: made-up prints of one or two compilers, at the edges above all."""

import re
from decimal import Decimal
from fractions import Fraction

from every_row import every_row

from cjtrade_data.claims.verdict import AGREES, DISAGREES, UNKNOWN, is_plain, judge, meant
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.language.articles.number import Numeral
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.period import Period


def held(text):
    """A print in dollars: `237.2`, `over 200`, `237.24 JETRO`."""
    bound, value, compiler = re.fullmatch(r"(?:(over) )?(\S+)(?: (\w+))?", text).groups()
    return printed(
        Figure(
            id=text,
            measure="exports",
            reporter="KHM",
            partner="JPN",
            period=Period.of_year(2023),
            value=Decimal(value),
            unit="USD",
            scale="one",
            source="page",
            decimals=len(value.partition(".")[2]),
            compiler=compiler or "GDCE",
            bound=bound or "",
        )
    )


def prints_of(text):
    return [held(each) for each in filter(None, text.split(", "))]


def said(text):
    """A number of an article: `237.2`, `over 205`."""
    hedge, _, value = text.rpartition(" ")
    decimals = len(value.partition(".")[2])
    interval, step = Interval.of_print(value, decimals, bound=hedge), Fraction(1, 10**decimals)
    return Numeral(text, 0, 0, 1, "money", Fraction(value), interval, "USD", step, hedge)


@every_row(
    ("claim", "prints", "verdict", "slip"),
    [
        ("237.2", "237.2", AGREES, ""),
        ("237.21", "237.2", AGREES, ""),
        ("237.2", "237.24", AGREES, ""),
        ("237.3", "237.24", DISAGREES, "the last digit differs"),
        ("237.1", "237.14, 237.2", AGREES, ""),
        ("237.16", "237.2, 237.24", DISAGREES, ""),
        ("237.21", "237.2, 239.00", AGREES, ""),
        ("237.21", "237.2, 237.24 JETRO", AGREES, ""),
        ("0.2372", "237.2", DISAGREES, "scale"),
        ("-237.2", "237.2", DISAGREES, "sign"),
        ("273.2", "237.2", DISAGREES, "two digits are swapped"),
        ("237.2", "237.29", DISAGREES, "cut off"),
        ("237.2", "over 200", UNKNOWN, ""),
        ("over 205", "over 200", AGREES, ""),
        ("over 100", "500", UNKNOWN, ""),
        ("over 400", "500", AGREES, ""),
        ("over 600", "500", DISAGREES, ""),
        ("237.2", "", UNKNOWN, ""),
    ],
)
def test_a_number_agrees_disagrees_by_a_slip_or_cannot_be_told(claim, prints, verdict, slip):
    found = judge(said(claim), prints_of(prints))
    assert (found.verdict, found.slip) == (verdict, slip), found


def test_what_others_print_against_a_number_that_agrees_is_told():
    found = judge(said("237.2"), prints_of("237.2, 239.0 JETRO, 237.24 WITS"))
    assert [q.compiler for q in found.against] == ["JETRO"] and found.difference == 0
    assert any("prints 239" in note for note in found.notes)


def test_what_was_printed_of_another_time_says_nothing_against_a_number_that_agrees():
    own, before = held("237.2"), held("239.0 JETRO")
    found = judge(said("237.2"), [own, before._replace(period=before.period.year_before)])
    assert found.verdict == AGREES and found.against == () and found.notes == ()


@every_row(
    ("claim", "prints", "plain"),
    [
        ("101.9", "100.0, 101.0", False),
        ("101.9", "100.9, 101.0", True),
        ("105.9", "100.0, 101.0", True),
        ("101.9", "101", False),
    ],
)
def test_a_difference_is_plain_unless_two_editions_are_as_far_apart_or_no_print_is_as_fine(claim, prints, plain):
    firm = prints_of(prints)
    assert is_plain(said(claim), judge(said(claim), firm), firm) is plain


def test_a_figure_that_may_be_meant_is_about_as_fine_as_the_number():
    names = [("coarse", held("200")), ("fine", held("237.21")), ("next", held("237.19"))]
    assert meant(said("237.2"), names)[0] == "fine"
    assert meant(said("over 237.2"), names) is None and meant(said("2"), names) is None
