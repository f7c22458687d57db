"""Merge archives: what several machines archived becomes one archive.

    inputs (read-only) ─► sources ─► runs ─► numbers of posts ─► stories that are kept ─► posts with their revisions and
    evidence ─► addresses, pages, selectors, boilerplate, hosts ─► stories of the other posts

Each input is read in one transaction, so that it is consistent even while a run writes to it. Rows are streamed in the
order of their keys. In memory are only the numbers of posts and runs. The result does not depend on the order of the
inputs: where two of them disagree, times and values decide.
"""

from clusterwatch.archive.joining.merge import MergedArchive, MergeReport, merge_archives

__all__ = ["MergeReport", "MergedArchive", "merge_archives"]
