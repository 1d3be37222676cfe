"""Aid: a line a period, currency and concept; grants, loans and net never in one number, and growth of the net alone."""

from fractions import Fraction
from itertools import groupby

from bundled import BOOK

from cjtrade_data.derivation.aid import NET, agreement_of, agreements, aid_line_of, aid_lines, indicators
from cjtrade_data.model.period import Period

LINES = aid_lines(BOOK)


def test_a_number_stands_as_the_component_and_concept_that_its_measure_has():
    known = indicators(BOOK)
    for line in LINES:
        for name, number in line.numbers.items():
            assert (number.period, number.unit == line.unit or name == "growth") == (line.period, True)
            if number.figure is not None:
                own = known[number.measure]
                assert (own.component, own.concept) == (name, line.concept) and number.compiler == line.compiler
                assert aid_line_of(BOOK, number.figure) == (line, name)


def test_growth_is_that_of_net_aid_on_the_year_before_in_the_same_line():
    by_key = {line[:4]: line for line in LINES}
    grown = [line for line in LINES if "growth" in line.numbers]
    assert len(grown) > 40
    for line in LINES:
        before = by_key.get((line.period.year_before, *line[1:4]))
        both = before is not None and NET in line.numbers and NET in before.numbers and line.period.is_year
        now, then = (each.numbers[NET].value if each and NET in each.numbers else 0 for each in (line, before))
        assert ("growth" in line.numbers) == (both and then > 0), line.key
        if "growth" in line.numbers:
            assert line.numbers["growth"].value == (Fraction(now) / Fraction(then) - 1) * 100


def test_years_then_each_concept_of_other_times_and_agreements_come_newest_first():
    groups = [(key, [*same]) for key, same in groupby(LINES, key=lambda x: "" if x.period.is_year else x.concept)]
    assert groups[0][0] == "" and len({key for key, _ in groups}) == len(groups)
    for _, same in groups:
        assert [line.period.last for line in same] == sorted((line.period.last for line in same), reverse=True)
    for _, same in groupby(LINES, key=lambda line: line.period):
        units = [line.unit for line in same]
        assert units == sorted(units, key=lambda unit: unit != "USD"), "of one period dollars come first"
    assert groups[0][1][-1].period == Period.of_year(1960)
    found = agreements(BOOK)
    assert all(each.figures for each in found) and all(
        agreement_of(BOOK, figure) == each for each in found for figure in each.figures
    )
    order = [(each.date, each.title) for each in found]
    assert order == sorted(order, reverse=True)
