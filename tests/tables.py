"""Tables whose cases are read by one test: to start a test for each takes longer than most cases do."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

Test = Callable[..., None]
_LONGEST_NAME = 200  # characters of a case in the message of a test that fails


def _shortened(case: Any) -> str:
    """Return a case as it is written, without the end of a long one."""
    name = str(case)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def each(
    names: str | Sequence[str], cases: Iterable[Any], ids: Callable[[Any], str] = _shortened
) -> Callable[[Test], Test]:
    """Call a test with each case, as `pytest.mark.parametrize` does, but as one test that names all that fail.

    For cases that take no fixtures of their own. `ids` returns the name of a case.
    """
    single = isinstance(names, str)
    keys = [names] if isinstance(names, str) else list(names)
    table = list(cases)

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def check(**fixtures: Any) -> None:
            errors: list[tuple[str, BaseException]] = []
            for case in table:
                values = [case] if single else case
                try:
                    test(**fixtures, **dict(zip(keys, values, strict=True)))
                except (Exception, pytest.fail.Exception) as error:  # the second is that of pytest.raises
                    errors.append((ids(case), error))
            if errors:
                failed = "\n".join(f"[{name}] {type(error).__name__}: {error}" for name, error in errors)
                message = f"{len(errors)} of {len(table)} cases fail:\n{failed}"
                raise AssertionError(message) from errors[0][1]

        signature = inspect.signature(test)
        left = [value for name, value in signature.parameters.items() if name not in keys]
        check.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        assert table, f"{test.__name__} has no cases"
        return check

    return decorate
