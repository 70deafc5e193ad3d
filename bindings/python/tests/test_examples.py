"""Every public name has an example, and all examples are right."""

import doctest
import inspect
from pathlib import Path

import pytest

import sectile
import sectile.arrow

PUBLIC = [(sectile, name) for name in sectile.__all__]
PUBLIC += [(sectile.arrow, name) for name in sectile.arrow.__all__]


@pytest.mark.parametrize("module, name", PUBLIC, ids=lambda value: getattr(value, "__name__", value))
def test_example(module: object, name: str) -> None:
    text = inspect.getdoc(getattr(module, name))
    assert text, f"{name} has no documentation"
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, 0)
    assert test.examples, f"{name} has no example"
    result = doctest.DocTestRunner().run(test)
    assert result.failed == 0


def test_readme() -> None:
    readme = Path(__file__).parent.parent / "README.md"
    failed, attempted = doctest.testfile(str(readme), module_relative=False)
    assert attempted > 0 and failed == 0
