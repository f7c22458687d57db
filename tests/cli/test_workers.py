"""Tests of the number of worker processes."""

from __future__ import annotations

import os

import pytest

from clusterwatch.cli.workers import cores


def test_the_cores_that_this_process_may_use_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 4, 5}, raising=False)
    assert cores() == 3


@pytest.mark.parametrize(("of_machine", "expected"), [(8, 8), (None, 1)])
def test_where_the_system_does_not_say_the_cores_of_the_machine_are_counted(
    monkeypatch: pytest.MonkeyPatch, of_machine: int | None, expected: int
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: of_machine)
    assert cores() == expected
