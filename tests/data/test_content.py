"""What may change with the news stands in tables: no country, compiler or source is named in the code that reasons."""

import ast
from pathlib import Path

from bundled import BOOK
from every_row import every_row

import cjtrade_data
from cjtrade_data.book.code_lists import compilers
from cjtrade_data.model.reference import HOME

WING = Path(cjtrade_data.__file__).parent
ROOMS = ("derivation", "frames", "language", "lookup", "claims", "checks", "wording")
MODULES = [path for room in ROOMS for path in sorted((WING / room).rglob("*.py"))]
CODES = {*HOME, *compilers(), *BOOK.people, *BOOK.sources, *BOOK.aliases}
PROSE = {"article"}  # the word, in the places where a text is read


def literals(path):
    """The text constants of a module, docstrings apart."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in said]


@every_row("path", MODULES, ids=lambda p: str(p.relative_to(WING)))
def test_no_module_that_reasons_names_a_country_a_compiler_a_person_or_a_source(path):
    named = [(n.lineno, n.value) for n in literals(path) if n.value in CODES - PROSE]
    assert not named, f"{path.name}: {named}"
