"""The brief says what the engine says: every number of it, every sentence and every source can be traced."""

import re

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.brief.brief import brief
from cjtrade_data.checks.api import findings
from cjtrade_data.lookup.api import card, named
from cjtrade_data.model.reference import Reference
from cjtrade_data.wording.difference import number

ASKED = [
    Selection(),
    Selection(period=Period.of_year(2016), frequency="year"),
    Selection(period=Period.of_year(2019), frequency="year", reporter="JPN"),
    Selection(period=Period.parse("2024-02"), frequency="month"),
    Selection(period=Period.of_year(2022), frequency="year", unit="KHR"),
]
each_selection = every_row("selection", ASKED, ids=lambda s: " ".join(s.options()), quick=2)


@each_selection
def test_every_headline_is_the_number_of_the_engine_by_its_reference(selection):
    made = brief(BOOK, selection)
    assert made.headlines
    for headline in made.headlines:
        amount = card(headline.references[0], BOOK, selection.unit).quantity
        assert (headline.amount, headline.status) == (number(amount).removeprefix("-"), amount.status)
        assert Reference.parse(headline.references[0]).period == selection.period
        for reference in headline.references[1:] if selection.unit == "USD" else ():
            growth = card(reference, BOOK).quantity
            assert headline.growth.removeprefix("+") == number(growth)
            assert headline.growth.startswith("+") == (growth.value > 0) and headline.growth_status == growth.status


@each_selection
def test_no_number_of_one_compiler_is_told_twice(selection):
    places = [named(line.reference, BOOK).quantity for line in brief(BOOK, selection).sections[0].lines]
    assert places and len(places) == len({(q.measure, q.period, q.compiler) for q in places})


@each_selection
def test_every_sentence_is_that_of_the_card_of_what_it_speaks_of_or_of_its_finding(selection):
    told = {found.id: found for found in findings(BOOK)}
    lines = [line for section in brief(BOOK, selection).sections for line in section.lines]
    assert len(lines) > 12
    for line in lines:
        if line.reference in told:
            found = told[line.reference]
            assert line.text.startswith(found.says(BOOK.sources)) and line.text.endswith((".", found.cause))
        else:
            answer = named(line.reference, BOOK)
            assert (line.text, line.sources) == (answer.text, tuple(answer.source.split()))


@each_selection
def test_every_figure_has_numbered_sources_each_with_the_day_it_was_read(selection):
    made = brief(BOOK, selection)
    assert [cited.number for cited in made.sources] == list(range(1, len(made.sources) + 1))
    named_by = [h.sources for h in made.headlines] + [li.sources for s in made.sections for li in s.lines]
    assert all(named_by) and {id for sources in named_by for id in sources} == {cited.id for cited in made.sources}
    assert all(re.search(r"accessed \d+ \w+ 20\d\d", cited.plain) for cited in made.sources)


def test_the_default_brief_tells_the_seed_article_and_what_it_gets_wrong():
    made = brief(BOOK, Selection())
    assert [(h.amount, h.growth) for h in made.headlines] == [
        ("237.22 million dollars", "+15.3 per cent"),
        ("88.43 million dollars", "-4.3 per cent"),
        ("325.65 million dollars", "+9.3 per cent"),
        ("148.79 million dollars", ""),
    ]
    headings = [section.heading for section in made.sections]
    assert headings == [
        "Rank and share",
        "Mirror data, 2022",
        "Products, 2019",
        "Investment and aid, the newest of each",
        "Who said what",
        "What does not add up",
    ]
    assert "cannot be +2 per cent" in made.sections[-1].lines[0].text


@pytest.mark.parametrize(
    ("selection", "label"),
    [
        (Selection(), "Cambodia's trade surplus with Japan"),
        (
            Selection(period=Period.of_year(2016), frequency="year", reporter="JPN"),
            "Japan's trade deficit with Cambodia",
        ),
        (Selection(period=Period.of_year(2001), frequency="year"), "Cambodia's trade deficit with Japan"),
    ],
)
def test_a_balance_is_called_by_its_sign_as_its_reporter_sees_it(selection, label):
    [headline] = [h for h in brief(BOOK, selection).headlines if "plus" in h.label or "deficit" in h.label]
    assert headline.label == label and not headline.amount.startswith("-")


def test_the_default_brief_says_the_printed_rank_of_its_period_the_last_printed_and_the_latest_period_there_is():
    made = brief(BOOK, Selection())
    assert made.subtitle == "Jan-Feb 2024, according to Cambodia's customs; the latest figures are of Jan 2026"
    rank, share, newest, counted = (line.text for line in made.sections[0].lines[:4])
    assert "fifth-largest trading partner in January-February 2024" in rank and "Phnom Penh Post" in rank
    assert "4.01 per cent" in share and "January-July 2025" in newest and "sixth-largest" in counted
    latest = brief(BOOK, Selection(period=Period.parse("2026-01"), frequency="month"))
    assert "latest" not in latest.subtitle and "January-July 2025" in latest.sections[0].lines[1].text


def test_a_brief_of_a_year_has_the_last_rank_printed_in_it_and_says_whose_compiler_is_inferred_and_what_is_newer():
    made = brief(BOOK, Selection(period=Period.of_year(2024), frequency="year"))
    assert "fifth-largest trading partner in January-October 2024" in made.sections[0].lines[0].text
    assert "(the source of exports names no compiler: inferred)" in made.subtitle
    [goods] = [s for s in made.sections if s.heading == "Products, 2019"]
    assert "up to 2022: cjtrade-tui show products --view press" in goods.note


@pytest.mark.parametrize(
    ("period", "nearest", "told"), [("2022", "2022", False), ("2016", "2016", False), ("2024-01/2024-02", "2022", True)]
)
def test_a_brief_has_what_the_other_side_reports_in_its_period_or_says_that_it_is_of_the_nearest(period, nearest, told):
    sections = brief(BOOK, Selection(period=Period.parse(period), frequency="year")).sections
    [mirror] = [s for s in sections if s.heading == f"Mirror data, {nearest}"]
    assert "Japan's imports from Cambodia" in mirror.lines[0].text and f"in {nearest}" in mirror.lines[0].text
    assert ("nearest" in mirror.note) == told


def test_where_no_period_has_both_sides_a_brief_has_no_mirror_data(monkeypatch):
    monkeypatch.setattr("cjtrade_data.brief.brief.mirror_checks", lambda book: ())
    assert not [s for s in brief(BOOK, Selection()).sections if s.heading.startswith("Mirror")]


def test_a_brief_has_the_rank_among_investors_of_each_concept_with_its_date():
    text = " ".join(brief(BOOK, Selection()).texts())
    for concept in ("stock at the end of December 2023", "inflow in 2023", "approvals in January-October 2024"):
        assert f"largest investor by {concept}" in text


def test_who_said_what_is_dated_in_words():
    [said] = [s for s in brief(BOOK, Selection()).sections if s.heading == "Who said what"]
    assert all("The Phnom Penh Post, 25 March 2024, paragraph" in line.text for line in said.lines)


def test_what_nobody_has_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="Cambodia has no figures of 1983: the nearest is 1972"):
        brief(BOOK, Selection(period=Period.of_year(1983), frequency="year"))


def test_of_several_compilers_each_number_says_whose_it_is():
    asked = Selection(reporter="JPN", period=Period.of_year(2008), frequency="year")
    labels = [headline.label for headline in brief(BOOK, asked).headlines]
    assert len(set(labels)) == len(labels) and {label.split("(")[1] for label in labels} == {"WITS)", "JETRO)"}


@each_selection
def test_what_it_says_fits_on_a_page(selection):
    assert sum(len(text.split()) for text in brief(BOOK, selection).texts()) <= 750


def test_a_period_of_which_the_total_alone_is_known_says_that_its_flows_are_not():
    made = brief(BOOK, Selection(period=Period.parse("2023-01/2023-11")))
    assert [h.references[0] for h in made.headlines] == ["=total_trade:KHM:JPN:2023-01/2023-11:GDCE"]
    first = made.sections[0]
    assert first.heading == "No figures of exports and imports"
    assert "as rounding allows" in first.lines[0].text and "Jan-Nov 2023" in first.note and "balance" in first.note
    assert not any(s.heading.startswith("No figures") for s in brief(BOOK, Selection()).sections)
