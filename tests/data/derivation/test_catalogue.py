"""The catalogue: sources of one publication are one, with its day, its age, what it covers and how many figures rest on it."""

from datetime import date

from bundled import BOOK
from every_row import every_row

from cjtrade_data.derivation.catalogue import catalogue, figures_of, publication_of, publications

FOUND = publications(BOOK)
SEED = next(p for p in FOUND if "ppp-2024-03-post" in {part.source.id for part in p.parts})


@every_row(
    ("published", "today", "age"),
    [
        ("2024-03-25", date(2024, 4, 24), "new"),
        ("2024-03-25", date(2024, 4, 25), "1 month"),
        ("2024-03-25", date(2024, 5, 25), "2 months"),
        ("2024-03-25", date(2026, 3, 24), "23 months"),
        ("2024-03-25", date(2026, 3, 25), "2 years"),
        ("2024-03", date(2024, 5, 1), "2 months"),
        ("2020", date(2024, 1, 1), "4 years"),
        ("", date(2024, 1, 1), ""),
    ],
)
def test_an_age_is_in_months_and_from_two_years_on_in_years(published, today, age):
    assert SEED._replace(published=published).age(today) == age


@every_row(
    ("of", "publication"),
    [
        ({"url": "https://www.Example.org/a/"}, ("example.org/a", "")),
        ({"url": "http://example.org/a", "vintage": "2017-11"}, ("example.org/a", "2017-11")),
        ({"url": "http://example.org/a", "vintage": "commit fa7d9499"}, ("example.org/a", "")),
        ({"url": "", "vintage": "2017-11"}, ("me", "")),
        ({"url": "http://example.org/a", "compiler": "own/comtrade"}, ("me", "")),
    ],
)
def test_a_publication_is_an_address_and_an_edition_and_what_has_none_or_is_the_readers_own_is_alone(of, publication):
    assert publication_of(SEED.source._replace(id="me", **{"vintage": "", **of})) == publication


def test_every_figure_of_the_bundled_tables_rests_on_one_publication():
    assert sum(p.coverage.figures for p in FOUND) == len(list(BOOK.index.ids()))
    counts = [p.coverage.figures for p in FOUND]
    assert counts == sorted(counts, reverse=True)


def test_the_seed_article_is_one_publication_of_several_sources():
    assert len(SEED.parts) > 1 and SEED.published == "2024-03-25"
    ids = [part.source.id for part in SEED.parts]
    own = figures_of(BOOK, *ids)
    assert [f.period for f in own] == sorted((f.period for f in own), reverse=True)
    assert SEED.coverage.figures == len(own) and {f.source for f in own} <= set(ids)
    assert (SEED.coverage.first, SEED.coverage.last) == ("2023-01", "2024-02")


@every_row("publication", FOUND, ids=lambda p: p.source.id)
def test_the_parts_of_a_publication_share_its_address_and_edition(publication):
    assert len({publication_of(part.source) for part in publication.parts}) == 1
    assert publication.source == max(publication.parts, key=lambda part: part.coverage.figures).source


def test_an_import_is_a_source_of_as_many_figures_as_it_has(imported):
    [own] = [each for each in catalogue(imported()) if each.source.compiler.startswith("own/")]
    assert own.coverage.figures == 2 and own.coverage.last == "2020-12"
    assert sum(each.coverage.figures for each in catalogue(BOOK)) == len(list(BOOK.index.ids()))


def test_one_publisher_is_spelled_one_way_with_its_article():
    both = {"Phnom Penh Post", "The Phnom Penh Post"}
    assert both <= {s.publisher for s in BOOK.sources.values()}
    assert both & {p.publisher for p in FOUND} == {"The Phnom Penh Post"}


def test_the_press_is_named_as_compiler_only_where_nobody_else_is():
    for publication in FOUND:
        named = {part.compiler_name for part in publication.parts} - {""}
        assert set(publication.compilers) == (named - {"press"} or named), publication.source.id
    assert any("press" in {part.compiler_name for part in p.parts} and "press" not in p.compilers for p in FOUND)
