"""docs/api.md is what the docstrings of the library say, and explains every name it uses."""

import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

import compliance
from compliance import library, model

ROOT = Path(__file__).parent.parent
MODULE_NAMES = {"MATCHER", "__version__"}


@pytest.fixture(scope="module")
def api() -> ModuleType:
    return importlib.import_module("api")


@pytest.fixture(scope="module")
def page(api: ModuleType) -> str:
    return (ROOT / str(api.PAGE)).read_text(encoding="utf-8")


def headings(page: str) -> list[str]:
    return re.findall(r"^### `(\w+)", page, re.MULTILINE)


def test_the_page_is_what_the_docstrings_say(api: ModuleType, page: str) -> None:
    assert page == api.write_page(), "make docs"


def test_every_name_of_the_library_has_a_heading(page: str) -> None:
    public = {*compliance.__all__, *library.__all__} - MODULE_NAMES
    assert public - set(headings(page)) == set()


def test_every_class_of_the_model_that_the_page_names_has_a_heading(page: str) -> None:
    classes = {name for name, one in vars(model).items() if inspect.isclass(one)}
    code = " ".join(re.findall(r"^\* `([^`]*)`", page, re.MULTILINE))
    named = classes & set(re.findall(r"\w+", code))
    assert named - set(headings(page)) == set()
    assert len(headings(page)) == len(set(headings(page)))


def test_lists_of_arguments_and_errors_are_lists(page: str) -> None:
    assert "* `names`: " in page
    assert "* `ListError`: " in page
    assert "Args:" not in page


def test_a_field_without_a_text_stands_alone_and_a_long_signature_has_lines(page: str) -> None:
    assert "\n* `entry: ListEntry`\n" in page
    assert "\nload_lists(\n    *names: str | PathLike[str],\n" in page
