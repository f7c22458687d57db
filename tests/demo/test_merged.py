"""Sources that are run apart on two machines: the merged archive is that of one machine."""

from __future__ import annotations

from pathlib import Path

from clusterwatch.archive.joining import merge_archives
from clusterwatch.demo import serve
from tests.demo.nights import VIEWS, Nights, view


def test_sources_that_were_run_apart_and_merged(tmp_path: Path) -> None:
    with serve() as sites:
        names = ("one", "a", "b", "merged")
        machines = {name: Nights(tmp_path / name, sites.sources_yaml()) for name in names}
        machines["one"].run()
        machines["a"].run(ids=tuple(sites.bases)[::2])
        machines["b"].run(ids=tuple(sites.bases)[1::2])
    parts = [machines[name].archive for name in ("a", "b")]
    report = merge_archives(parts, machines["merged"].archive, lambda posts, total: None)
    merged, one = view(machines["merged"]), view(machines["one"])
    for name in VIEWS:
        assert merged[name] == one[name], name
    assert report.shared > 0
