"""Make the stories of all posts again by the current rules, and say what that joins and splits.

posts ─► workers: signatures ─► candidates ─► workers: comparisons ─► stories, compared with those of before
"""

from __future__ import annotations

from clusterwatch.archive import Archive, StoryChanges
from clusterwatch.pipeline.workers import Workers, run_steps


async def rebuild(archive: Archive, workers: Workers) -> StoryChanges:
    """Compare all posts again, in short transactions, and return how their stories changed.

    What a person put together or apart is kept. An interrupted rebuild is continued by the next run.
    """
    before = archive.story_numbers()
    archive.renew_stories()
    await run_steps(archive.story_steps(), workers, archive.unlocked)
    return archive.story_changes(before)
