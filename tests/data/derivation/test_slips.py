"""Likely causes of a wrong number: a power of ten, and none where the right number may be nothing."""

from fractions import Fraction

import pytest

from cjtrade_data.derivation.slips import digit_slip, overlap, scale_slip
from cjtrade_data.model.interval import Interval


def between(low: str, high: str) -> Interval:
    return Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("1.165", "1.175"), "a thousand times too small"),
        (("1165000", "1175000"), "a thousand times too large"),
        (("116.5", "117.5"), "ten times too small"),
        (("11650", "11750"), "ten times too large"),
        (("1160", "1164"), ""),
        (("0.001165", "0.001175"), "a million times too small"),
        (("1165000000", "1175000000"), "a million times too large"),
        (("11.65", "11.75"), "a hundred times too small"),
        (("116500", "117500"), "a hundred times too large"),
        (("0.1165", "0.1175"), ""),
    ],
)
def test_a_power_of_ten_is_named_with_its_direction(said, words):
    assert scale_slip(between(*said), between("1165", "1175")) == words


@pytest.mark.parametrize("right", [("0", "10"), ("-10", "0"), ("-1", "1")])
def test_of_what_may_be_nothing_no_power_of_ten_is_a_slip(right):
    assert scale_slip(between("0.5", "0.6"), between(*right)) == ""


def test_numbers_that_touch_at_an_end_are_not_the_same_but_a_single_number_on_it_is():
    assert not overlap(between("1.155", "1.165"), between("1.165", "1.175"))
    assert not overlap(between("1.165", "1.175"), between("1.155", "1.165"))
    assert overlap(between("1.165", "1.165"), between("1.165", "1.175"))
    assert overlap(between("1.16", "1.17"), between("1.165", "1.175"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("237.22", ""),
        ("273.22", "two digits are swapped"),
        ("237.28", "the last digit differs"),
        ("287.22", "one digit differs"),
        ("37.22", "a digit is lost"),
        ("283.22", ""),
        ("932.22", ""),
        ("2377.22", "it has a digit too many"),
    ],
)
def test_a_slip_of_digits_is_named(said, words):
    assert digit_slip(Fraction(said), Fraction("237.22"), Fraction("0.01")) == words


@pytest.mark.parametrize(
    ("said", "right", "words"),
    [
        ("123", "1234", "a digit is lost"),
        ("12", "123", ""),
        ("1234", "123", "it has a digit too many"),
        ("124", "123", "the last digit differs"),
        ("173", "123", "one digit differs"),
        ("13", "12", ""),
        ("21", "12", "two digits are swapped"),
        ("53412", "13452", ""),
        ("13542", "13452", "two digits are swapped"),
        ("12", "1234", ""),
        ("-132", "123", "two digits are swapped"),
    ],
)
def test_a_slip_is_named_of_three_digits_at_least_and_neighbours_alone_are_swapped(said, right, words):
    assert digit_slip(Fraction(said), Fraction(right), Fraction(1)) == words
