"""The one shape of observations: what is not of it is named."""

import polars as pl
import pytest
from every_row import every_row
from trade import observation

from cjtrade_data.model.observation import KEY, OBSERVATION, check_observations


def frame(**change):
    return pl.DataFrame([observation() | change], schema=OBSERVATION)


def test_what_is_right_comes_back_itself():
    good = frame()
    assert check_observations(good) is good
    assert check_observations(pl.DataFrame(schema=OBSERVATION)).height == 0
    assert check_observations(frame(period_start="")).height == 1
    assert set(KEY) < set(OBSERVATION)


@every_row(
    ("change", "said"),
    [
        ({"dataset": "web"}, "dataset is not a code"),
        ({"measure": ""}, "measure is empty"),
        ({"reporter": None}, "reporter is null"),
        ({"unit": ""}, "unit is empty"),
        ({"value": None}, "value is null"),
        ({"value": float("nan")}, "value is not finite"),
        ({"value": float("inf")}, "value is not finite"),
        ({"quantity": float("inf")}, "quantity is not finite"),
        ({"period_end": "2021"}, "period_end is not a month"),
        ({"period_end": "2021-13"}, "period_end is not a month"),
        ({"period_start": "21-01"}, "period_start is not a month"),
        ({"period_start": "2022-01"}, "period_start is after"),
        ({"scale": "dozen"}, "scale is not a code"),
        ({"rounding": "up"}, "rounding is not a code"),
        ({"valuation": "CFR"}, "valuation is not a code"),
        ({"status": "guessed"}, "status is not a code"),
        ({"bound": "about"}, "bound is not a code"),
        ({"note": None}, "note is null"),
    ],
)
def test_what_is_wrong_is_named(change, said):
    with pytest.raises(ValueError, match=said):
        check_observations(frame(**change))


def test_columns_and_types_are_held_to():
    with pytest.raises(ValueError, match="value missing"):
        check_observations(frame().drop("value"))
    with pytest.raises(ValueError, match="line String"):
        check_observations(frame().with_columns(pl.col("line").cast(pl.String)))
    with pytest.raises(ValueError, match="colour unknown"):
        check_observations(frame().with_columns(colour=pl.lit("red")))
    with pytest.raises(ValueError, match="out of order"):
        check_observations(frame().select(reversed(OBSERVATION)))
