"""Records: the rows of the small tables. Named tuples, since data classes would cost 6 ms at each start,
and annotated at once, since annotations that are put off would cost 1 ms.
"""

from typing import NamedTuple, TypeVar

from .period import Period


class Source(NamedTuple):
    """Who published something, whose statistics it carries (`compiler`), when, and on what terms.

    `kind` is data, press, or unattributed: a report of the press that names no compiler, which then is inferred; `alias` what questions call it (a code of language/phrases.csv, slot compiler), `priority` a
    number where its figures come before others that answer as well.

    `retrieved` is the day its figures were read for the tables, or imported, as YYYY-MM-DD."""

    id: str
    publisher: str
    compiler: str
    title: str
    url: str
    published: str
    vintage: str
    retrieved: str
    licence: str
    terms: str
    rounding: str
    note: str
    kind: str = "data"
    alias: str = ""
    priority: str = ""

    @property
    def date(self) -> str:
        """When it came out: the day of publication, else the vintage, "" where neither is known."""
        return self.published or self.vintage

    @property
    def names_compiler(self) -> bool:
        return self.kind != "unattributed"


class Person(NamedTuple):
    """Somebody quoted; `role` is the office they were last named with, `other_names` are set apart by semicolons."""

    id: str
    name: str
    role: str
    organisation: str
    country: str
    note: str
    other_names: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name they are called by."""
        return (self.name, *filter(None, self.other_names.split("; ")))


class Office(NamedTuple):
    """An office that somebody held from `since` to `until`, ISO days, "" where no source tells; `source` names them so."""

    office: str
    person: str
    since: str
    until: str
    source: str

    def held_on(self, date: str) -> bool:
        """Whether it was held on an ISO day, in a month or a year; where no source tells since or until when, always."""
        return self.since[: len(date)] <= date and (not self.until or date[: len(self.until)] <= self.until)


class Organisation(NamedTuple):
    id: str
    name: str
    short_name: str
    country: str
    kind: str

    @property
    def own_name(self) -> str:
        """Its name without whose figures it passes on: `Japan External Trade Organization`."""
        return self.name.partition(", ")[0]


class Statement(NamedTuple):
    """What somebody said, in our words; `person` is empty where the organisation speaks itself.

    `role` is the office they held at the time; `locator` is empty where the paragraph is not known."""

    id: str
    person: str
    role: str
    organisation: str
    source: str
    locator: str
    date: str
    topic: str
    paraphrase: str
    quote: str
    figures: str
    note: str

    @property
    def figure_ids(self) -> tuple[str, ...]:
        return tuple(self.figures.split())


class Event(NamedTuple):
    """An agreement, a visit or another dated event of the two countries; `date` is an ISO day, month or year, as far as
    the source tells, and `called` holds other words that questions may use of it."""

    id: str
    date: str
    event: str
    called: str
    source: str
    locator: str
    note: str


class Mention(NamedTuple):
    """A good, sector, institution, event or place that a source names."""

    id: str
    kind: str
    name: str
    flow: str
    code: str
    source: str
    locator: str
    attributed_to: str
    note: str


class Area(NamedTuple):
    """A country or aggregate with its names, `spoken` in a sentence where that is another; `currency` is the code of the
    one whose rates the tables have, `kind` is country, aggregate, special or former."""

    code: str
    name: str
    name_ja: str
    name_km: str
    demonym: str
    spoken: str
    currency: str
    kind: str


class Stamp(NamedTuple):
    """What can be told of a figure without making it."""

    id: str
    period: Period
    compiler: str
    status: str


class Coverage(NamedTuple):
    """How many figures a source gives, and the first and last month that they are about, as YYYY-MM."""

    figures: int = 0
    first: str = ""
    last: str = ""


class Edition(NamedTuple):
    """A publication that lists partners: `coverage` says how far (complete, or the largest of each flow), `listed` how
    many of them are kept here, and `world_total_of` which edition the world total is taken from, "" for its own."""

    edition: str
    compiler: str
    vintage: str
    coverage: str
    listed: str
    world_total_of: str
    note: str


class Implied(NamedTuple):
    """What all printed figures of a compiler together leave possible of a level that nobody printed, in dollars: see
    `results/pinned.csv`. `figures` are the ids that prove it."""

    low: str
    high: str
    figures: str


Record = TypeVar("Record", Source, Person, Office, Organisation, Statement, Event, Mention, Area, Edition)


def paragraph(locator: str) -> int:
    """The number in "paragraph 12"; 0 where a locator has none."""
    digits = "".join(c for c in locator if c in "0123456789")
    return int(digits) if digits else 0


def in_reading_order(named: Statement | Mention) -> tuple[bool, int, str, str]:
    """Sorts by paragraph; what has none comes after, by date. Mentions of one paragraph stay as their table has them."""
    number = paragraph(named.locator)
    date, id = (named.date, named.id) if isinstance(named, Statement) else ("", "")
    return not number, number, date, id
