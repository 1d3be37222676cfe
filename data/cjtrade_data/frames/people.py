"""People: who spoke or reported, what they said in our words, and the figures they speak of."""

import polars as pl

from ..book.book import Book


def statements(book: Book, topic: str = "", organisation: str = "", person: str = "") -> pl.DataFrame:
    """What was said, in the order of the source's paragraphs, then what has none, by date.

    Columns: id, person (id or null), speaker (name of the person, or of the organisation where it speaks
    itself), role (the office at the time), organisation (id), organisation_name, source, locator, paragraph, date
    (YYYY, YYYY-MM or YYYY-MM-DD), topic, paraphrase, quote, figures (list of ids), note. Empty arguments keep everything.
    """
    people = book.table("people").select(person="id", person_name="name")
    organisations = book.table("organisations").select(organisation="id", organisation_name="name")
    frame = (
        book.table("statements")
        .join(people, on="person", how="left")
        .join(organisations, on="organisation", how="left")
        .with_columns(
            speaker=pl.coalesce("person_name", "organisation_name"),
            paragraph=pl.col("locator").str.extract(r"([0-9]+)").cast(pl.Int64),
            figures=pl.col("figures").fill_null("").str.split(" ").list.eval(pl.element().filter(pl.element() != "")),
        )
        .drop("person_name")
        .sort("paragraph", "date", "id", nulls_last=True)
    )
    for column, wanted in (("topic", topic), ("organisation", organisation), ("person", person)):
        if wanted:
            frame = frame.filter(pl.col(column) == wanted)
    return frame


def speakers(book: Book) -> pl.DataFrame:
    """Everyone who said something: id (person, else organisation), speaker, role (the last), organisation, statements, figures.

    `figures` are the ids of all figures they speak of. People first, by name.
    """
    return (
        statements(book)
        .with_columns(pl.col("role").sort_by("date").last().over("person", "organisation"))
        .with_columns(id=pl.coalesce("person", "organisation"), is_person=pl.col("person").is_not_null())
        .group_by("id", "speaker", "role", "organisation", "organisation_name", "is_person")
        .agg(
            pl.len().alias("statements"),
            pl.col("figures").list.explode(keep_nulls=False).unique(maintain_order=True),
            pl.col("topic").unique(maintain_order=True).alias("topics"),
        )
        .sort("is_person", "speaker", descending=[True, False])
    )
