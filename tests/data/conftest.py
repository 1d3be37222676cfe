"""An oracle for the checks: GLPK's exact simplex, which shares no code with the solver that the checks use."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from math import inf

import pytest

Constraint = tuple[Mapping[Hashable, Fraction | int], Fraction | float, Fraction | float]
Oracle = Callable[[Iterable[Constraint], Callable[[Hashable], bool]], bool]
_UNIT = 1e6


@pytest.fixture(scope="session")
def can_all_hold() -> Oracle:
    """Whether numbers exist that meet constraints (factors by name, low, high); names for which the second argument
    is true may be negative, others not."""
    return _can_all_hold


def _can_all_hold(constraints: Iterable[Constraint], is_free: Callable[[Hashable], bool]) -> bool:
    import swiglpk as glpk

    rows = [(terms, low, high) for terms, low, high in constraints if low != -inf or high != inf]
    names: dict[Hashable, int] = {}
    for terms, _, _ in rows:
        for name in terms:
            names.setdefault(name, len(names) + 1)
    if not names:
        return True
    glpk.glp_term_out(glpk.GLP_OFF)
    problem = glpk.glp_create_prob()
    glpk.glp_add_rows(problem, len(rows))
    glpk.glp_add_cols(problem, len(names))
    for name, column in names.items():
        glpk.glp_set_col_bnds(problem, column, glpk.GLP_FR if is_free(name) else glpk.GLP_LO, 0, 0)
    entries = [(i, names[n], float(f)) for i, (terms, _, _) in enumerate(rows, 1) for n, f in terms.items()]
    for i, (_, low, high) in enumerate(rows, 1):
        bottom, top = float(max(low, -1e300)) / _UNIT, float(min(high, 1e300)) / _UNIT
        kind = (
            glpk.GLP_LO
            if high == inf
            else glpk.GLP_UP
            if low == -inf
            else glpk.GLP_FX
            if bottom == top
            else glpk.GLP_DB
        )
        glpk.glp_set_row_bnds(problem, i, kind, bottom, top)
    row_of, column_of, factors = (
        glpk.intArray(len(entries) + 1),
        glpk.intArray(len(entries) + 1),
        glpk.doubleArray(len(entries) + 1),
    )
    for k, (row, column, factor) in enumerate(entries, 1):
        row_of[k], column_of[k], factors[k] = row, column, factor
    glpk.glp_load_matrix(problem, len(entries), row_of, column_of, factors)
    options = glpk.glp_smcp()
    glpk.glp_init_smcp(options)
    options.msg_lev = glpk.GLP_MSG_OFF
    glpk.glp_simplex(problem, options)
    glpk.glp_exact(problem, options)
    if glpk.glp_get_status(problem) == glpk.GLP_UNDEF:
        # The exact simplex could not start from where the other one ended.
        glpk.glp_std_basis(problem)
        glpk.glp_exact(problem, options)
    status = glpk.glp_get_status(problem)
    glpk.glp_delete_prob(problem)
    assert status in (glpk.GLP_OPT, glpk.GLP_NOFEAS), status
    return bool(status == glpk.GLP_OPT)
