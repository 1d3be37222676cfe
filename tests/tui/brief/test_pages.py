"""The brief on paper: text that fits, Markdown and HTML that say the same, charts that any browser draws."""

import re
import shutil
import subprocess
import sys
from functools import cache
from html import unescape
from xml.etree import ElementTree

import pytest

from cjtrade_data import Period, Selection
from cjtrade_tui.brief import pages
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.svg import svg
from cjtrade_tui.cli.main import main

NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@pytest.fixture(scope="module")
def page(book):
    return pages.brief_page(book, Selection())


@cache
def written(page, format, ascii=False):
    return pages.written(page, format, ascii=ascii)


def numbers(text):
    return set(NUMBER.findall(text))


def test_plain_text_fits_76_columns_but_for_an_address(page):
    lines = written(page, "txt").splitlines()
    assert [line for line in lines if len(line) > 76 and "://" not in line] == []
    assert written(page, "txt", ascii=True).isascii()


async def test_what_is_seen_of_it_before_it_is_saved_fits_a_narrow_terminal(running, until):
    async with running(size=(60, 30)) as (app, pilot):
        await pilot.press("b")
        await until(pilot, lambda: hasattr(app.screen, "lines"))
        assert [line for line in app.screen.lines if len(line) > 56 and len(line.split()) > 1] == []


def test_a_chart_is_not_titled_twice(page):
    text = written(page, "txt")
    assert [text.count(drawn.chart.heading) for drawn in page.charts] == [1, 1, 1]


@pytest.mark.parametrize("format", pages.FORMATS)
def test_a_chart_stands_under_its_own_title_which_says_whose_it_is(page, format):
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", "", written(page, format), flags=re.S)
    for drawn in page.charts:
        assert drawn.chart.heading in unescape(text)
        assert "Cambodia" in drawn.chart.title
    assert "1 on top" not in text and "Japan's share of Cambodia's total trade, per cent" in unescape(text)


def test_no_format_has_a_number_that_the_brief_does_not_have(page):
    brief = page.brief
    known = numbers(" ".join([*brief.texts(), *(f"[{c.number}] {c.plain} {c.markdown}" for c in brief.sources)]))
    known |= numbers(" ".join(f"{drawn.chart.heading} {drawn.command}" for drawn in page.charts))
    markdown = re.sub(r"```text.*?```", "", written(page, "md"), flags=re.S)
    html = re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]+>", " ", written(page, "html"), flags=re.S)
    for text in (markdown.replace("\\", ""), unescape(html)):
        assert numbers(text) - known == set()


def test_every_format_has_every_sentence_and_every_source(page):
    html = unescape(re.sub(r"<[^>]+>", "", written(page, "html")))
    text = " ".join(written(page, "txt").split())
    for line in (line for section in page.brief.sections for line in section.lines):
        assert line.text in html and line.text in text
    for cited in page.brief.sources:
        assert cited.plain in html and cited.markdown in written(page, "md")


def test_the_html_needs_nothing_else_and_its_pictures_are_well_formed(page):
    html = written(page, "html")
    assert not re.search(r"<script|<link|<img|@import|url\(|src=", html)
    pictures = re.findall(r"<svg.*?</svg>", html, re.S)
    assert len(pictures) == len(page.charts) == 3
    for picture in pictures:
        assert ElementTree.fromstring(picture).attrib["aria-label"]
    assert html == pages.written(page, "html") and len(set(re.findall(r'<svg[^>]* id="([^"]+)"', html))) == 3


def test_a_picture_has_a_mark_for_each_value_and_none_for_a_gap():
    chart = Chart(
        "line", "T", "USD", (2000.0, 2001.0, 2002.0), ("2000", "2001", "2002"), (ChartSeries("a", (1.0, None, 3.0)),)
    )
    assert len(ElementTree.fromstring(svg(chart, "c")).findall(".//{*}circle")) == 2


def test_columns_of_two_compilers_stand_at_their_years():
    years = (2000.0, 2001.0, 2002.0)
    series = (ChartSeries("a", (1.0, None, None), "balance"), ChartSeries("", (None, 2.0, 3.0), "balance"))
    picture = ElementTree.fromstring(svg(Chart("columns", "T", "USD", years, ("2000", "2001", "2002"), series), "c"))
    at = [float(bar.attrib["x"]) for bar in picture.findall(".//{*}rect") if "rect" in bar.attrib.get("class", "")]
    assert len(at) == 3 and at[1] - at[0] == pytest.approx(at[2] - at[1])


def test_the_command_writes_by_the_ending_and_over_nothing(tmp_path, capsys):
    path = tmp_path / "brief.html"
    assert main(["brief", "-o", str(path)]) == 0 and path.read_text().startswith("<!DOCTYPE html>")
    assert main(["brief", "-o", str(path)]) == 2 and "is there already" in capsys.readouterr().err
    assert main(["brief", "-o", str(tmp_path / "brief.doc")]) == 2 and "names no format" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.needs("chromium")
@pytest.mark.parametrize("period", ["2024-01/2024-02", "2016", "2022"])
def test_it_prints_on_one_sheet_of_a4(book, tmp_path, period):
    page = pages.brief_page(book, Selection(period=Period.parse(period)))
    (tmp_path / "brief.html").write_text(written(page, "html"), encoding="utf-8")
    words = [shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    words += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'brief.pdf'}"]
    subprocess.run([*words, (tmp_path / "brief.html").as_uri()], check=True, capture_output=True, timeout=120)
    assert re.findall(rb"/Count (\d+)", (tmp_path / "brief.pdf").read_bytes()) == [b"1"]


def test_drawing_leaves_the_imports_of_the_program_as_they_were():
    code = """
import sys
from importlib.metadata import version
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.svg import svg
svg(Chart("line", "T", "USD", (0.0,), ("2000",), (ChartSeries("a", (1.0,)),)), "c")
assert version("textual") and all(hasattr(finder, "find_spec") for finder in sys.meta_path)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
