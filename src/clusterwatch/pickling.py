"""Pickle the values that travel between the main process and its workers, which happens several times per page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def quickly_pickled(cls: type[T]) -> type[T]:
    """Decorate a dataclass: its instances are pickled as a call of the class with the values of all fields.

    The methods that dataclasses generate for `frozen=True, slots=True` look up the fields of each instance, and set
    them one by one.
    """
    names = tuple(field.name for field in fields(cls))  # type: ignore[arg-type]

    def reduce(self: T) -> tuple[Callable[..., T], tuple[Any, ...]]:
        return cls, tuple([getattr(self, name) for name in names])

    cls.__reduce__ = reduce  # type: ignore[assignment, method-assign]
    return cls
