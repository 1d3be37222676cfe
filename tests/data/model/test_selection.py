import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data import Period, Selection
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import FREQUENCIES, UNITS, YEARS
from cjtrade_data.model.tabs import TABS

words = st.text(st.characters(categories=("L", "N")), max_size=8)
selections = st.fixed_dictionaries(
    {
        "tab": st.sampled_from(TABS),
        "reporter": st.sampled_from(HOME),
        "frequency": st.sampled_from(FREQUENCIES),
        "period": st.builds(lambda m, n: Period(m, m + n), st.integers(23_000, 24_500), st.integers(0, 11)),
        "view": words,
        "unit": st.sampled_from(UNITS),
        "mirror": st.booleans(),
        "sort": words,
        "columns": words,
        "years": st.sampled_from(YEARS),
        "filter": words,
        "compiler": words,
        "item": words,
        "row": words,
        "measure": words,
    }
).map(lambda named: Selection(**named))


@given(selections)
def test_a_selection_reads_back_from_the_options_it_writes(selection):
    again = Selection.from_options(selection.options())
    assert again.options() == selection.options()
    for name in ("tab", *selection.applying):
        assert getattr(again, name) == getattr(selection, name)


def test_what_is_default_is_left_out():
    assert Selection().options() == ["flows"]
    assert Selection(unit="KHR", mirror=True).options() == ["flows", "--unit", "KHR", "--mirror"]


@pytest.mark.parametrize(
    ("selection", "options"),
    [
        (Selection("sources", reporter="JPN", frequency="year", unit="JPY", mirror=True), "sources"),
        (Selection("partners", unit="KHR", view="japan", row="2016 WITS"), "partners --view japan --row 2016 WITS"),
        (Selection("partners", filter="x", item="CHN", unit="KHR"), "partners --unit KHR --item CHN"),
        (Selection("people", filter="CCC", item="lim-heng"), "people --item lim-heng"),
    ],
)
def test_what_shapes_nothing_in_a_view_is_left_out(selection, options):
    assert " ".join(selection.options()) == options


def test_it_opens_on_the_months_of_the_article():
    assert Selection().period.label == "Jan-Feb 2024"


@pytest.mark.parametrize("change", [{"tab": "x"}, {"reporter": "CHN"}, {"frequency": "week"}, {"unit": "EUR"}])
def test_a_choice_that_is_none_is_refused_with_the_choices(change):
    with pytest.raises(ValueError, match="choose"):
        Selection(**change)


def test_an_unknown_option_is_refused():
    with pytest.raises(ValueError, match="--colour"):
        Selection.from_options(["flows", "--colour", "red"])


def test_a_selection_cannot_be_changed_only_copied():
    selection = Selection()
    with pytest.raises(AttributeError):
        selection.unit = "KHR"
    assert selection.with_(unit="KHR").unit == "KHR" and selection.unit == "USD"
