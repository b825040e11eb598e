"""The form of the code: sizes, docstrings, broad excepts. Read from the syntax tree, so nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ROOT = CHECKOUT / "src" / "muhr"
MODULES = sorted(ROOT.rglob("*.py"))
SCRIPTS = sorted((CHECKOUT / "packaging").glob("*.py"))

MODULE_LINES, FUNCTION_LINES, MAIN_WINDOW_LINES = 600, 80, 250
BROAD_EXCEPTS = 6
DRAWERS = {"utils", "util", "misc", "helpers", "helper", "common"}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, Definition]]:
    """Every class and function of a module and of its classes, not those inside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Definition):
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node, f"{inside}{node.name}.")
        elif isinstance(node, ast.If | ast.Try):
            yield from definitions(node, inside)


def is_overload(node: Definition) -> bool:
    return any(
        (isinstance(decorator, ast.Name) and decorator.id == "overload")
        or (isinstance(decorator, ast.Attribute) and decorator.attr in {"setter", "deleter", "overload"})
        for decorator in node.decorator_list
    )


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=name)
def test_no_module_and_no_function_is_too_long(path: Path):
    text = path.read_text(encoding="utf-8")
    limit = MAIN_WINDOW_LINES if path.name == "main_window.py" else MODULE_LINES
    assert len(text.splitlines()) <= limit
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=name)
def test_every_module_and_every_public_thing_says_what_it_is_for(path: Path):
    tree = parsed(path)
    assert ast.get_docstring(tree), "the module has no first line"
    silent = [
        full
        for full, node in definitions(tree)
        if not any(part.startswith("_") for part in full.split("."))
        and not is_overload(node)
        and not ast.get_docstring(node)
    ]
    assert silent == []


def broad_excepts(tree: ast.AST) -> Iterator[ast.ExceptHandler]:
    """Handlers that catch everything and keep it; tidying up and raising it again is none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            everything = any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in caught)
            again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if everything and not again:
                yield node


def test_few_places_catch_everything_and_each_says_why():
    found = [(path, handler) for path in MODULES for handler in broad_excepts(parsed(path))]
    places = [f"{name(path)}:{handler.lineno}" for path, handler in found]
    assert len(places) <= BROAD_EXCEPTS, places
    for path, handler in found:
        line = path.read_text(encoding="utf-8").splitlines()[handler.lineno - 1]
        assert "#" in line, f"{name(path)}:{handler.lineno} catches everything without a reason"


def test_a_broad_except_is_seen():
    handlers = (
        "except (ValueError, Exception):\n pass\nexcept OSError:\n pass\nexcept BaseException:\n tidy()\n raise\n"
    )
    assert [handler.lineno for handler in broad_excepts(ast.parse("try:\n pass\n" + handlers))] == [3]


def test_there_are_no_drawers():
    assert [name(path) for path in MODULES if path.stem in DRAWERS or path.parent.name in DRAWERS] == []


def test_the_top_level_is_tidy():
    allowed = {
        "pyproject.toml",
        "src",
        "resources",
        "tests",
        "packaging",
        "installer",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
    }
    made = {"build", "dist"}  # ignored by git
    found = {path.name for path in CHECKOUT.iterdir() if not path.name.startswith(".")}
    assert found - allowed - made == set()


def test_packaging_is_a_plain_folder():
    # With an __init__.py it would hide PyPI's `packaging`, which pytest itself imports.
    assert not (CHECKOUT / "packaging" / "__init__.py").exists()
    assert not (CHECKOUT / "tests" / "packaging" / "__init__.py").exists()
