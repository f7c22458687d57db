"""clusterwatch demo: the first thing a person tries; what it says to try next works."""

from __future__ import annotations

import shlex

from tests.cli.place import Place


def test_demo_and_what_it_says_to_try_next(place: Place) -> None:
    out, err = place.call("demo", "first look")
    assert err == ""
    assert "48   48" in out
    lines = [line.strip() for line in out.splitlines() if " --db " in line]
    assert [shlex.split(line, comments=True)[1] for line in lines] == ["search", "status", "why", "serve"]
    for line in lines[:-1]:  # the last goes on until it is interrupted
        words = shlex.split(line, comments=True)
        said, err = place.call(*words[1:])
        assert said
        assert err == ""
    assert "Also announced by" in said
    place.call("demo", "first look")  # again, over its own files


def test_demo_touches_no_files_that_are_not_its_own(place: Place) -> None:
    before = {p.name: p.read_bytes() for p in place.folder.iterdir()}
    out, err = place.call("demo", ".", code=2)
    assert out == ""
    assert err == "Error: . holds files that are not of an earlier demo; name another folder\n"
    place.write("taken", "a file")
    assert "taken" in place.call("demo", "taken/demo", code=2)[1]
    assert {p.name: p.read_bytes() for p in place.folder.iterdir()} == before | {"taken": b"a file"}
