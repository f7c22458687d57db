"""The generated pages as a site: runs with and without worker processes archive the same, also after edits."""

from __future__ import annotations

from pathlib import Path

from tests.demo.nights import VIEWS, Nights, view
from tests.generated.frames import FRAMES
from tests.generated.posts import all_posts
from tests.sites.serving import served, written_later

STEP = 12  # of the frames, each with another post


def write(root: Path, edited: str = "") -> int:
    """Write a page of each chosen frame and an index of all. Return their number. `edited` is added to each page."""
    root.mkdir(exist_ok=True)
    posts = all_posts()
    links = []
    for number, name in enumerate(list(FRAMES)[::STEP]):
        post = posts[number % len(posts)]
        html = FRAMES[name](post).html
        content = html.encode() if isinstance(html, str) else html
        path = root / f"{number}.html"
        path.write_bytes(content.replace(b"</body>", edited.encode() + b"</body>"))
        written_later(path)
        links.append(f"<li><h2><a href={number}.html>{post.title}</a></h2></li>")
    (root / "index.html").write_text(f"<meta charset=utf-8><h1>News</h1><ul>{''.join(links)}</ul>", "utf-8")
    written_later(root / "index.html")
    return len(links)


def test_two_workers_read_the_generated_pages_as_none_do(tmp_path: Path) -> None:
    found = []
    count = write(tmp_path / "web")
    with served(tmp_path / "web") as site:
        discover = "{kind: listing, link: h2 a}"
        yaml = (
            "network: {allow_private: true}\ndefaults: {delay: 0}\n"
            f"sources:\n  made: {{url: '{site.base}/', discover: {discover}}}\n"
        )
        machines = [(workers, Nights(tmp_path / str(workers), yaml)) for workers in (0, 2)]
        for edited in ("", "<article><p>The closing date was moved to 4 May 2027 for all.</p></article>"):
            write(tmp_path / "web", edited)
            for workers, nights in machines:
                nights.run(workers, recheck=True)
        found = [view(nights) for _, nights in machines]
    assert len(found[0]["posts"]) > count / 2
    assert found[0]["revisions"]
    for name in VIEWS:
        assert found[0][name] == found[1][name], name
