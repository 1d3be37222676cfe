"""Sources: one line a publication as readers know it, however many organisations' figures it carries."""

from collections import Counter
from datetime import date

import pytest

from cjtrade_data import Selection
from cjtrade_data.derivation.catalogue import publication_of, publications
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.pages import build
from cjtrade_tui.painting.table import fit_columns

SEED = ("ppp-2024-03-gdce", "ppp-2024-03-nbc", "ppp-2024-03-post")


def texts(page, *keys):
    at = [[c.key for c in page.columns].index(key) for key in keys]
    return [tuple(row.cells[i].text for i in at) for row in page.rows]


def test_the_article_is_one_line_with_its_title_day_coverage_and_all_its_figures(book):
    page = build.build(book, Selection("sources"))
    [seed] = [r for r in texts(page, "title", "publisher", "published", "compiler", "figures") if "326M" in r[0]]
    assert seed == (
        "Cambodia-Japan trade hit $326M in Jan-Feb",
        "The Phnom Penh Post",
        "2024-03-25",
        "GDCE, NBC, Phnom Penh Post",
        "28",
    )
    row = next(r for r in page.rows if r.key == SEED[0])
    assert all(id in row.detail[2] for id in SEED) and "read on 23 November 2026" in row.detail[2]


def test_no_page_stands_on_two_lines_and_no_publisher_under_two_spellings(book):
    page = build.build(book, Selection("sources"))
    pages = Counter(
        p.source.url.partition("://")[2].removeprefix("www.").rstrip("/").lower() + p.source.vintage
        for p in publications(book)
        if p.source.url
    )
    assert max(pages.values()) == 1
    names = {name for (name,) in texts(page, "publisher")}
    assert "The Phnom Penh Post" in names and "Phnom Penh Post" not in names
    assert not any(name.removeprefix("The ") in names for name in names if name.startswith("The "))


def test_one_page_is_one_publication_however_its_address_is_written(book):
    one = book.sources["ppp-2024-03-gdce"]
    address = one.url.partition("://www.")[2]
    for url in (f"http://{address}", f"https://{address}/", f"https://WWW.{address}".lower()):
        assert publication_of(one._replace(url=url)) == publication_of(one)
    assert publication_of(one._replace(url="")) != publication_of(one)
    edition = book.sources["wits-2017-11"]
    assert publication_of(edition._replace(vintage="2022-11")) != publication_of(edition)
    copy = book.sources["wdi-commit-01a34e8b"]
    assert publication_of(copy._replace(vintage="commit 0")) == publication_of(copy)


def test_every_figure_rests_on_exactly_one_line(book):
    found = publications(book)
    assert sum(p.coverage.figures for p in found) == book.figures.height
    ids = [part.source.id for p in found for part in p.parts]
    assert sorted(ids) == sorted(book.sources)


@pytest.mark.parametrize("id", SEED)
def test_any_of_its_keys_opens_all_figures_of_a_publication(book, id):
    page = build.build(book, Selection("sources", item=id))
    assert len(page.rows) == 28 and "The Phnom Penh Post, 2024-03-25" in page.title


@pytest.mark.parametrize(
    ("published", "day", "age"),
    [
        ("2024-03-25", (2024, 4, 10), "new"),
        ("2024-03-25", (2024, 4, 25), "1 month"),
        ("2024-03-25", (2026, 3, 24), "23 months"),
        ("2024-03-25", (2026, 3, 25), "2 years"),
        ("2022", (2024, 6, 1), "2 years"),
        ("", (2026, 1, 1), ""),
    ],
)
def test_an_age_is_counted_to_the_day(book, published, day, age):
    assert publications(book)[0]._replace(published=published).age(date(*day)) == age


def test_words_find_a_source_by_name_title_organisation_or_year(book):
    every = len(build.build(book, Selection("sources")).rows)
    for words in ("trade hit", "jetro 2020", "phnom penh post", "WITS"):
        page = build.build(book, Selection("sources", filter=words))
        assert 0 < len(page.rows) < every and f"of {every} sources with '{words}'" in page.title
    nothing = build.build(book, Selection("sources", filter="no such words"))
    assert not nothing.rows and "organisation or year" in nothing.empty


@pytest.mark.parametrize("sort", ["figures", "publisher", "compiler", "published", "last"])
def test_sources_stand_in_the_order_asked_for(book, sort):
    page = build.build(book, Selection("sources", sort=sort))
    shown = [text for (text,) in texts(page, sort)]
    values = (
        [int(t.replace(",", "")) for t in shown] if sort == "figures" else [t.lower() for t in shown if t != "\u2013"]
    )
    if sort == "published":
        values = [f"{value}-12-31"[:10] if len(value) == 4 else f"{value}-31"[:10] for value in values]
    assert values == sorted(values, reverse=sort in ("figures", "published", "last"))


async def test_f_finds_as_one_types_and_an_empty_line_keeps_all(press, settle, screen_text):
    app = Explorer(Selection("sources"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)
        every = len(app.table.rows)
        await pilot.press("f", *"326m")
        await pilot.pause(0.1)
        assert any("Cambodia-Japan trade hit" in line for line in screen_text(app))
        await press(app, pilot, "enter")
        assert app.selection.filter == "326m" and len(app.table.rows) == 1
        await press(app, pilot, "f", *["backspace"] * 4, "enter")
        assert len(app.table.rows) == every


def test_figures_show_what_tells_them_apart_at_80_columns_and_what_all_have_in_common_in_the_title(book):
    for item, shown in (("wits-2022-11", {"reporter", "partner"}), ("baci-v202501", {"partner"})):
        page = build.build(book, Selection("sources", item=item))
        natural = [
            max(len(t) for t in (c.title, *(r.texts[at] for r in page.rows))) for at, c in enumerate(page.columns)
        ]
        keys = {page.columns[at].key for at in fit_columns(page.columns, natural, 78)}
        assert keys & {"reporter", "partner"} == shown, item
    assert page.title.endswith("reporter Cambodia")
