"""A proof is exact arithmetic, whatever the solver says: wrong multipliers prove nothing, right ones no more than is true."""

from fractions import Fraction
from math import inf

from hypothesis import example, given
from hypothesis import strategies as st

from cjtrade_data.checks.network import Constraint, Network
from cjtrade_data.checks.proof import check, prove
from cjtrade_data.checks.propagation import binding, can_hold
from cjtrade_data.checks.solver import Solver

ONE = Fraction(1)


def row(claim: int, low: float | Fraction, high: float | Fraction, *factors: int) -> Constraint:
    terms = tuple((c, Fraction(f)) for c, f in enumerate(factors) if f)
    return Constraint(terms, low, high, claim)


TOO_LARGE = Network(2, frozenset(), (row(0, 5, inf, 1, 1), row(1, -inf, 2, 1), row(2, -inf, 2, 0, 1)))
"""Two parts of at most 2 that make at least 5."""


def test_a_contradiction_is_the_gap_that_its_multipliers_leave() -> None:
    proof = prove(TOO_LARGE, {}, {0: 1.0, 1: -1.0, 2: -1.0})
    assert proof is not None
    assert proof.least == 1
    assert proof.claims(TOO_LARGE) == (0, 1, 2)


def test_multipliers_that_leave_something_negative_prove_nothing() -> None:
    assert check(TOO_LARGE, {}, {0: ONE, 1: -ONE}) is None
    assert check(TOO_LARGE, {0: 1}, {0: ONE}) is None


def test_a_number_that_may_be_negative_must_be_cancelled() -> None:
    signed = TOO_LARGE._replace(free=frozenset((0, 1)))
    assert check(TOO_LARGE, {}, {1: -ONE}) is not None
    assert check(signed, {}, {1: -ONE}) is None


def test_an_open_end_proves_nothing() -> None:
    assert check(TOO_LARGE, {}, {0: -ONE}) is None
    assert check(TOO_LARGE, {0: -1}, {1: ONE}) is None


def test_multipliers_a_little_off_are_made_exact() -> None:
    third = Network(1, frozenset(), (Constraint(((0, Fraction(3)),), 1, 1, 0),))
    proof = prove(third, {0: 1}, {0: 0.3333333333})
    assert proof is not None
    assert proof.least == Fraction(1, 3)


numbers = st.integers(-3, 3)
points = st.lists(st.integers(0, 9), min_size=3, max_size=3)
rows = st.lists(
    st.tuples(st.lists(numbers, min_size=3, max_size=3), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6
)


@given(points, rows, st.lists(numbers, min_size=3, max_size=3))
def test_no_bound_excludes_a_point_that_meets_every_constraint(
    point: list[int], shapes: list[tuple[list[int], int, int]], aim: list[int]
) -> None:
    network = Network(
        3,
        frozenset(),
        tuple(
            row(i, at - below, at + above, *factors)
            for i, (factors, below, above) in enumerate(shapes)
            if any(factors)
            for at in (sum(f * x for f, x in zip(factors, point, strict=True)),)
        ),
    )
    objective = {c: f for c, f in enumerate(aim) if f}
    solver = Solver(network)
    assert solver.contradiction() is None
    weights = solver.least(objective)
    proof = None if weights is None else prove(network, objective, weights)
    if proof is not None:
        assert proof.least <= sum(f * x for f, x in zip(aim, point, strict=True))


@given(rows)
@example([([1, -1, 0], 0, 1), ([0, 0, 1], 0, 0), ([-1, 0, 0], 0, 1), ([1, 0, 0], 3, 0), ([0, 1, 0], 4, 0)])
def test_propagation_never_claims_that_contradictory_constraints_can_hold(
    shapes: list[tuple[list[int], int, int]],
) -> None:
    def shaped(i: int, factors: list[int], low: int, width: int) -> Constraint:
        # Every other one is a relation: nothing, or at least nothing.
        return row(i, low, low + width, *factors) if i % 2 else row(-1, 0, inf if width % 2 else 0, *factors)

    made = (shaped(i, *shape) for i, shape in enumerate(shapes) if any(shape[0]))
    network = Network(3, frozenset((2,)), tuple(made))
    excluded = Solver(network).contradiction() is not None
    if excluded:
        assert not can_hold(network)
    assert (Solver(binding(network)).contradiction() is not None) == excluded


def test_a_relation_that_can_exclude_is_kept_and_one_that_only_names_a_number_is_not() -> None:
    named = Network(3, frozenset(), (row(0, 1, 2, 1), row(1, 1, 2, 0, 1), row(-1, 0, 0, 1, 1, -1)))
    assert [r.claim for r in binding(named).rows] == [0, 1]
    printed = named._replace(rows=(*named.rows, row(2, 9, 9, 0, 0, 1)))
    assert binding(printed) == printed
    less = Network(3, frozenset(), (row(0, 5, 5, 1), row(-1, 0, inf, -1, 0, 1), row(1, 1, 2, 0, 1)))
    assert -1 not in [r.claim for r in binding(less).rows]
    capped = Network(2, frozenset(), (row(0, 1, 2, 0, 1), row(-1, 0, inf, -1, 1)))
    assert [r.claim for r in binding(capped).rows] == [0, -1]
