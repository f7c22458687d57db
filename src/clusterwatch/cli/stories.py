"""clusterwatch story and clusterwatch stories: put posts together or apart, and make all stories again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from clusterwatch.archive import Archive, StoryChanges
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    archive_path,
    console,
    db_option,
    json_option,
    now,
    print_json,
    say,
    shown,
    sources_option,
    write_archive,
)
from clusterwatch.cli.workers import page_workers, workers_option
from clusterwatch.config import load_sources
from clusterwatch.errors import UsageError
from clusterwatch.maintain.restory import rebuild as make_again
from clusterwatch.sentences import of_missing_engine
from clusterwatch.stories.engine import Missing, missing

_SHOWN = 20  # stories that are listed of those that were joined, and of those that were split


@click.command()
@click.argument("action", type=click.Choice(["join", "split"]))
@click.argument("posts", nargs=-1, required=True, metavar="POST...")
@sources_option
@db_option
@json_option
def story(action: str, posts: tuple[str, ...], sources_path: Path, db: Path | None, as_json: bool) -> None:
    """Put posts into one story, or take one out of its story.

    `join` takes at least two posts, `split` one. A POST is the number of a post or one of its addresses. The last
    decision about two posts counts, also when all stories are made again.
    """
    if (action == "join") != (len(posts) > 1):
        raise UsageError("give at least two posts to join, and one to split")
    with write_archive(archive_path(sources_path, db), create=False) as archive:
        numbers = [_number(archive, post) for post in posts]
        if action == "join" and len(set(numbers)) < 2:
            raise UsageError("give at least two different posts to join")
        others = (
            archive.join_posts(numbers, now()) if action == "join" else archive.split_post(numbers[0], now())
        )
    if not others:
        raise UsageError(f"{posts[0]}: its story has no other post")
    if as_json:
        print_json({"action": action, "posts": numbers, "story" if action == "join" else "others": others})
    elif action == "join":
        say(f"One story: posts {_listed(others)}")
    else:
        say(f"Post {numbers[0]} has a story of its own, without {_listed(others)}")


@click.command(cls=LoggedCommand)
@click.argument("action", type=click.Choice(["rebuild"]))
@sources_option
@db_option
@click.option("--dry-run", is_flag=True, help="Show what would change, without changing it.")
@workers_option
@json_option
def stories(
    action: str,  # noqa: ARG001 - there is one
    sources_path: Path,
    db: Path | None,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Make the stories of all posts again.

    All posts are compared by the current rules, also across languages, and by their meaning with the extra
    multilingual. What `story` did is kept.
    """
    limits = load_sources(sources_path).limits
    with write_archive(archive_path(sources_path, db), dry_run=dry_run, create=False) as archive:

        async def compare_all() -> StoryChanges:
            async with page_workers(workers, limits.cpu, many=True) as pool:
                return await make_again(archive, pool)

        found = asyncio.run(compare_all())
        listed = (*found.joined[:_SHOWN], *found.split[:_SHOWN])
        titles = {posts: _title(archive, posts[0]) for posts in listed}
    if as_json:
        print_json({"dry_run": dry_run, "posts": found.posts, "joined": found.joined, "split": found.split})
        return
    out = console()
    for heading, groups in (("Joined", found.joined), ("Split", found.split)):
        for posts in groups[:_SHOWN]:
            out.print(f"{heading}: posts {_listed(posts)}  {shown(titles[posts])}", soft_wrap=True)
        if len(groups) > _SHOWN:
            out.print(f"{heading}: {len(groups) - _SHOWN:,} more")
    verb = "would be" if dry_run else "were"
    joined, split_up = len(found.joined), len(found.split)
    end = " Nothing was written." if dry_run else ""
    out.print(
        f"Posts compared: {found.posts:,}. Stories that {verb} joined: {joined:,}, split: {split_up:,}.{end}"
    )
    if missing() is Missing.PROCESSOR:
        out.print(of_missing_engine(Missing.PROCESSOR))


def _number(archive: Archive, post: str) -> int:
    number = archive.post_number(post)
    if number is None:
        raise UsageError(f"{post}: no such post")
    return number


def _listed(posts: list[int] | tuple[int, ...]) -> str:
    return ", ".join(map(str, posts))


def _title(archive: Archive, post: int) -> str:
    row = archive.db.execute("SELECT coalesce(title, url) FROM posts WHERE id = ?", [post]).fetchone()
    return str(row[0])
