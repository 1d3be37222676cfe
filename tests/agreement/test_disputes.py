"""A print that Checks has as impossible, or as left behind by later pages, is called disputed by every face."""

import json

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Selection
from cjtrade_data.brief.brief import brief
from cjtrade_data.checks.api import findings
from cjtrade_data.checks.findings import ROUNDING
from cjtrade_data.claims.api import AGREES, check_text
from cjtrade_data.frames.figures import flat
from cjtrade_data.lookup.api import ask, card
from cjtrade_data.model.period import Period
from cjtrade_data.wording.mirror_gaps import explained
from cjtrade_tui.brief.pages import brief_page
from cjtrade_tui.brief.text import as_text
from cjtrade_tui.cli.export import with_doubts
from cjtrade_tui.cli.show import as_json
from cjtrade_tui.overlays.card import card_rows
from cjtrade_tui.pages.as_table import page_as
from cjtrade_tui.pages.build import build

FINDINGS = [f for f in findings(BOOK) if f.kind != ROUNDING]
OF_2023 = Selection(period=Period.of_year(2023), frequency="year")
FIGURES = {row["id"]: row["disputed"] or "" for row in with_doubts(BOOK, flat(BOOK)).iter_rows(named=True)}
SAYS = "cannot be +2 per cent: the other figures of The Phnom Penh Post, 2024-03-25 allow 0.041 to 0.371 per cent"


@every_row("found", FINDINGS, ids=lambda found: found.id)
def test_the_card_of_a_print_that_a_finding_is_about_opens_with_the_finding(found):
    shown = card(found.claim.figure.id, BOOK)
    claims_the_growth_beside_a_level = found.claim.kind == "growth" and not shown.quantity.measure.endswith("_growth")
    if not claims_the_growth_beside_a_level:
        assert shown.said.text.startswith(f"Disputed: {found.with_cause(BOOK.sources)} As printed: ")
        assert shown.quoting.startswith("Only with the remark that it is disputed")


@pytest.mark.parametrize("chapter", ["61", "62"])
def test_a_share_printed_of_two_goods_is_disputed_on_its_card_in_claims_and_in_every_table(chapter):
    id = f"mlit-share-of-imports-hs{chapter}-2022-01-2022-12"
    shown = card(id, BOOK)
    words = "Disputed: the source prints 31.2 per cent for HS 61, "
    assert shown.said.text.startswith(words) or shown.said.text.startswith(words.replace("61", "62"))
    assert "HS 61" in shown.said.disputed and "HS 62" in shown.said.disputed and "error" in shown.said.disputed
    assert shown.quoting.startswith("Only with the remark that it is disputed")
    assert "Yes" not in shown.quoting
    rows = {"".join(text for text, _ in row) for row in card_rows(shown, BOOK, "plain", 120)}
    assert any(row.split()[:3] == ["Status", "disputed,", "reported;"] for row in rows)
    source = Selection(tab="sources", item=shown.figure.source)
    cells = [c for r in build(BOOK, source).rows for c in r.cells if c.figure == id]
    assert cells and all(c.text.endswith("!") for c in cells)


def test_a_disputed_figure_that_a_statement_speaks_of_is_marked_and_said_so_there():
    figure = BOOK.figure("article-r21")
    said = next(s for s in BOOK.statements if figure.id in s.figure_ids)
    row = next(r for r in build(BOOK, Selection(tab="people", item=said.id)).rows if r.subject == figure.id)
    assert any(text.endswith("!") for text in row.texts) and "(disputed)" in row.detail[0]


def test_a_disputed_share_is_marked_in_japans_places_through_time():
    rows = build(BOOK, Selection(tab="partners", view="japan")).rows
    found = [c for r in rows for c in r.cells if c.text.startswith("3.89")]
    assert [c.text for c in found] == ["3.89%!"]


@every_row("found", FINDINGS, ids=lambda found: found.id, quick=3)
def test_a_print_that_a_finding_is_about_is_marked_in_the_table_of_its_source(found):
    figure = found.claim.figure
    page = build(BOOK, Selection(tab="sources", item=figure.source))
    row = next(r for r in page.rows if r.subject == figure.id)
    beside = found.claim.kind == "growth" and not figure.measure.endswith("_growth")
    cell = row.cells[[c.key for c in page.columns].index("growth" if beside else "value")]
    assert cell.text.endswith("!"), row.texts


def test_no_print_is_called_disputed_but_those_that_findings_are_about():
    about = {f.claim.figure.id for f in FINDINGS}
    for figure in BOOK.prints("exports", "KHM", "JPN"):
        assert card(figure.id, BOOK).said.text.startswith("Disputed") == (figure.id in about), figure.id


@pytest.mark.parametrize("question", ["exports grew 2% in 2023", "did exports to Japan grow 2% in 2023"])
def test_a_rate_that_cannot_be_is_answered_with_that_first_and_never_with_yes(question):
    first = ask(question, BOOK).answers[0]
    assert first.text.startswith("Disputed: ") and SAYS in first.text and first.value == 2


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("did exports fall in 2023", "No: by all that is known. Disputed: "),
        ("did exports grow 5 per cent in 2023", "No: by all that is known. Disputed: "),
        ("did exports grow 0.2 per cent in 2023", "Yes: Cambodia's exports to Japan grew by 0.2 per cent"),
    ],
)
def test_yes_or_no_is_said_of_a_disputed_rate_where_what_the_others_allow_says_the_same(question, begins):
    assert ask(question, BOOK).answers[0].text.startswith(begins)


def test_a_level_is_never_said_with_a_disputed_growth_as_if_that_were_sure():
    text = ask("exports to Japan 2023", BOOK).answers[0].text
    assert text.startswith("Cambodia's exports to Japan reached 1.17 billion dollars in 2023, according to")
    assert "The growth printed with it is disputed: " in text and SAYS in text and "up 2 per cent" not in text


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Exports to Japan grew 2 per cent in 2023.", "disputed"),
        ("Exports to Japan grew 0.2 per cent in 2023.", "agrees"),
        ("Imports from Japan fell 18.5 per cent in 2023.", "agrees"),
        ("Japan made up 3.89 per cent of Cambodia's foreign trade in January-September 2024.", "disputed"),
    ],
)
def test_the_claim_check_says_in_its_verdict_that_a_print_is_disputed(sentence, told):
    report = check_text(sentence, BOOK)
    claim = report.claims[0]
    assert (claim.verdict, claim.label) == (AGREES, told)
    assert claim.note.startswith("it is printed so, but disputed: ") == bool(claim.disputed) == (told == "disputed")


def test_the_card_behind_a_disputed_claim_lists_what_else_is_printed_and_what_the_levels_give():
    claim = check_text("Exports to Japan grew 2 per cent in 2023.", BOOK).claims[0]
    assert [round(a.value, 1) for a in card(claim.figure, BOOK).others] == [0.2, -0.3]


def test_headlines_tables_and_brief_mark_a_disputed_number_and_say_what_the_mark_means():
    page = build(BOOK, OF_2023)
    row = page.rows[page.start]
    assert (
        row.texts[2] == "+2%!"
        and row.headlines[0].below == "+2%! reported"
        and "+2% on the year (disputed)" in row.cells[2].below
    )
    made = brief(BOOK, OF_2023)
    assert [(h.is_contested, h.growth_is_contested) for h in made.headlines] == [
        (True, True),  # 0.2 and 2 per cent are printed
        (False, True),  # -18.5 and -7.2 per cent are in doubt with 2, though it is likelier to be wrong
        (False, True),
        (False, False),
    ]
    text = as_text(brief_page(BOOK, OF_2023))
    assert "+2 per cent !" in text and "! disputed, or printed otherwise elsewhere" in text
    assert "!" not in as_text(brief_page(BOOK, Selection())).partition("Rank and share")[0]


def test_the_card_of_a_number_in_doubt_says_so_as_its_cell_is_marked():
    page = build(BOOK, OF_2023)
    row = page.rows[page.start]
    in_doubt = [cell for cell in row.cells if "in doubt" in cell.below and cell.text.strip().endswith("!")]
    assert len(in_doubt) == 2
    for cell in in_doubt:
        assert "It is in doubt: it is one of several prints" in card(cell.figure, BOOK).quoting
    assert "in doubt" not in card(row.cells[3].figure, BOOK).quoting


@pytest.mark.parametrize(
    ("reference", "leaves"),
    [
        ("baci-exports-jpn-2023", "margin of error is not known"),
        ("article-r04", "round"),
        ("=exports:KHM:JPN:2024-02:GDCE", "round"),
    ],
)
def test_no_card_says_where_the_truth_lies_only_what_rounding_leaves(reference, leaves):
    rounding = card(reference, BOOK).rounding
    assert "true" not in rounding and leaves in rounding
    assert rounding.startswith("an estimate") == (reference == "baci-exports-jpn-2023")


@pytest.mark.parametrize("question", ["why do figures differ", "mirror gap 2016", "mirror gap of imports 2014"])
def test_lookup_mirror_view_and_flows_explain_a_gap_in_the_same_words(question):
    answer = ask(question, BOOK).answers[0]
    importer, exporter = answer.quantity.derivation.inputs
    why = explained(importer, exporter)
    assert (
        answer.measure == "mirror_gap"
        and answer.text.endswith(why)
        and "freight and insurance explain 1.00 to 1.12" in why
    )
    period = Period.parse(answer.period)
    view = build(BOOK, Selection(tab="checks", view="mirror"))
    [row] = [r for r in view.rows if tuple(c.figure for c in r.cells[2:4]) == (exporter.figure.id, importer.figure.id)]
    assert row.detail[0].endswith(why)
    flows = build(BOOK, Selection(frequency="year", period=period, mirror=True))
    details = [cell.below for cell in flows.rows[flows.start].cells]
    assert any(detail.endswith(why) for detail in details)


def test_the_chart_of_a_finding_has_the_digits_of_its_sentence():
    told = 0
    for row in build(BOOK, Selection(tab="checks")).rows:
        allowed = [span.text for span in row.chart.spans if span.role == "before"]
        if allowed and " allow " in row.detail[0]:
            assert allowed[0].removeprefix("from ") in row.detail[0], row.key
            told += 1
    assert told > 6


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Cambodia's imports from Japan fell 18.5 per cent in 2023.", "agrees"),  # on the revised imports of 2022
        ("Cambodia's imports from Japan fell 19.5 per cent in 2023.", "disputed"),  # on those that were revised
        ("Exports to Japan grew 0.2 per cent in 2023.", "agrees"),
    ],
)
def test_of_two_rates_that_cannot_both_hold_only_that_on_firm_figures_agrees(sentence, told):
    (claim,) = check_text(sentence).claims
    assert claim.label == told


def test_growth_that_a_firm_print_stands_against_is_disputed_on_every_face():
    sentence = "Cambodia's imports from Japan fell 19.5 per cent in 2023."
    first = ask("did imports from Japan fall 19.5 per cent in 2023", BOOK).answers[0]
    (claim,) = check_text(sentence, BOOK).claims
    assert first.text.startswith("Disputed: -18.5 per cent") and claim.disputed == first.disputed != ""
    compared = build(BOOK, Selection(tab="flows", frequency="year", period=Period.of_year(2023), against="2022"))
    row = next(row for row in compared.rows if row.key == "imports")
    assert "-18.5%!" in row.texts and "the levels give -19.53%" in row.detail[0]
    assert card("=imports_less_2022_percent:KHM:JPN:2023:GDCE", BOOK).said.disputed == first.disputed
    assert not ask("did imports from Japan fall 18.5 per cent in 2023", BOOK).answers[0].disputed


def test_what_an_estimate_has_is_not_called_wrong():
    (claim,) = check_text("Cambodia's exports to Japan were about $1.6 billion in 2023.").claims
    assert claim.verdict == "cannot tell" and "CEPII" in claim.note


def test_a_firm_level_is_not_put_in_doubt_by_what_a_disputed_growth_implies():
    found = ask("exports to Japan 2022", BOOK).answers
    told = [found[0].text, *(a.text for a in card(found[0].figure, BOOK).others)]
    assert found[0].figure and not any("1,147" in text or "the two conflict" in text for text in told)
    assert len(ask("exports to Japan in yen 2022", BOOK).answers) == len(found)


def test_a_disputed_growth_that_stands_against_another_is_called_disputed_there():
    text = ask("did exports grow 0.2 per cent in 2023", BOOK).answers[0].text
    assert "prints 2 per cent instead: the two conflict, and the latter is disputed." in text


IN_A_VIEW = [
    (OF_2023, "2023", "exports_growth", "article-r21"),
    (OF_2023.with_(unit="JPY"), "2022", "imports", "gdce-imports-2022-01-2022-12"),
    (Selection(tab="partners", view="japan"), "2024-01/2024-09 GDCE", "share_of_world_trade", ""),
    (Selection(tab="investment", view="cumulative"), "1994-01/2015-12 JPN CDC", "approved_investment", ""),
    (Selection(tab="sources", item="ppp-2024-03-gdce"), "article-r21", "value", "article-r21"),
]


@every_row(("selection", "row", "column", "id"), IN_A_VIEW)
def test_show_as_json_and_every_export_say_what_a_number_is_disputed_for(selection, row, column, id):
    page = build(BOOK, selection).complete()
    document = json.loads(as_json(page, BOOK))
    cell = next(c for r in document["rows"] if r["key"] == row for c in r["cells"] if c["key"] == column)
    words = card(id or cell["figure"], BOOK).said.disputed
    exported = next(r for r in json.loads(page_as(page, BOOK, "json")) if r["key"] == row)
    assert words and (cell["disputed"], exported[f"{column}_disputed"]) == (words, words)
    assert cell["text"].endswith("!")


@every_row("selection", [OF_2023, Selection(reporter="JPN", frequency="year"), Selection(tab="products", view="press")])
def test_no_number_is_marked_as_in_doubt_without_words_nor_said_to_be_without_the_mark(selection):
    page = build(BOOK, selection).complete()
    exported = json.loads(page_as(page, BOOK, "json"))
    for row, told in zip(page.rows, exported, strict=True):
        for column, cell in zip(page.columns, row.cells, strict=True):
            assert bool(told.get(f"{column.in_files}_disputed")) == cell.text.endswith("!"), (row.key, column.key)


@every_row("found", FINDINGS, ids=lambda found: found.id, quick=3)
def test_checks_and_the_file_of_all_figures_say_of_a_print_what_is_found_against_it(found):
    claim, page = found.claim, build(BOOK, Selection(tab="checks"))
    exported = json.loads(page_as(page, BOOK, "json"))
    told = next(row for row in exported if row["key"] == f"{found.id}:{claim.kind}")
    said = found.with_cause(BOOK.sources)
    assert told["printed_disputed"] == said and said in FIGURES[claim.figure.id]


def test_the_file_of_all_figures_has_nothing_against_a_print_that_no_table_marks():
    marked = {
        c.figure
        for r in build(BOOK, Selection(tab="sources", item="ppp-2024-03-gdce")).rows
        for c in r.cells
        if c.mark == "!"
    }
    of_source = [id for id in FIGURES if BOOK.figure(id).source == "ppp-2024-03-gdce"]
    assert marked and {id for id in of_source if FIGURES[id]} == marked
