"""When two numbers are the same, and what is told where they are not."""

from math import inf

from every_row import every_row

from .numbers import Cell, Disagreement, Number, Subject, apart, faults, reads, same_digits, table

SUBJECT = Subject("exports", "KHM", "JPN", "2024-01/2024-02", "GDCE")
SHOWN = Number(237.22e6, 237.215e6, 237.225e6, "USD", "reported", frozenset(["ppp"]))
CELL = Cell("flows", "2024-01/2024-02", "exports", "237.22 ", 1e6, "article-r04", SUBJECT, SHOWN)


@every_row(
    ("other", "kinds"),
    [
        (SHOWN, []),
        (SHOWN._replace(value=237.22e6 + 1e-7), []),
        (Number(), []),
        (SHOWN._replace(value=237.23e6), ["value"]),
        (SHOWN._replace(low=237.21e6), ["interval"]),
        (SHOWN._replace(high=inf), ["interval"]),
        (SHOWN._replace(unit="KHR", sources=frozenset(["wits"])), ["unit", "source"]),
        (SHOWN._replace(value=237.2201e6, status="derived"), ["status"]),
        (Number(240e6, 239e6, 241e6, "USD", "derived"), ["value", "interval", "status"]),
    ],
)
def test_numbers_are_apart_in_what_both_faces_tell(other, kinds):
    assert [d.kind for d in apart(CELL, "card", other)] == kinds


def test_a_place_that_differs_is_told_as_a_rank():
    cell = CELL._replace(subject=SUBJECT._replace(measure="exports_rank"), number=Number(2.0, unit="rank"))
    [found] = apart(cell, "lookup", Number(3.0, 3.0, 3.0, "rank", "derived"))
    assert (found.kind, found.screen, found.other) == ("rank", "2 rank", "3 [3, 3] rank")


@every_row(
    ("text", "value", "scale", "stands"),
    [
        ("237.22 ", 237.22e6, 1e6, True),
        ("1,582d", 1581.5e6, 1e6, True),
        ("1,582d", 1581.49e6, 1e6, False),
        ("-4.3% ", -4.34, 1.0, True),
        ("+4.3% ", -4.3, 1.0, False),
        (">1,600 ", 1.6e9, 1e6, True),
        ("=", 0.0, 1.0, True),
        ("–", 0.0, 1.0, False),
        ("148.79", -148.79e6, 1e6, False),
        ("4.09", -4.09e6, -1e6, True),
    ],
)
def test_a_text_stands_for_values_within_half_its_last_digit(text, value, scale, stands):
    assert reads(text, value, scale) is stands


@every_row(
    ("text", "said", "same"),
    [
        ("315.27 ", "about 315.26 million dollars", False),
        ("315.27d", "about 315.27 million dollars", True),
        ("-315.27", "315.27 million dollars", True),
        ("1,170 ", "1.17 billion dollars", True),
        ("315.27", "about 315.3 million dollars", True),
    ],
)
def test_a_sentence_with_as_many_decimals_in_the_same_unit_has_the_same_digits(text, said, same):
    assert same_digits(text, 1e6, said) is same


def test_the_table_counts_each_kind_and_lists_some_of_each():
    many = [Disagreement("value", "card", f"number {n:03}", "1", "2") for n in range(100)]
    told = table([*many, *many, Disagreement("lacks", "check", "another", "1", "nothing")]).splitlines()
    assert told[0] == "101 disagreements"
    assert {tuple(line.split()) for line in told[3:5]} == {("value", "card", "100"), ("lacks", "check", "1")}
    assert sum("number" in line for line in told) == 59 and "another" in "".join(told)
    assert table([]) == "" and faults([Disagreement("lacks", "check", "another", "1", "nothing")]) == []
