"""Print how well the labelled announcements are put into stories: `python -m tests.stories`."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import combinations

from clusterwatch.stories import engine, meaning
from tests.stories.made import joined, labelled, probabilities, signatures, told


def main() -> None:
    """Print precision and recall of all pairs and of those with each language, and what a post and a pair cost."""
    posts = told(everywhere=True)
    signatures(posts)  # loads the words of all languages
    print(f"signature {_milliseconds(lambda: signatures.__wrapped__(posts)) / len(posts):.2f} ms")
    print(f"comparison {_milliseconds(lambda: probabilities(posts)) / len(probabilities(posts)):.3f} ms")
    found, same = joined(posts), labelled(posts)
    print(f"{len(posts)} posts, {len({post.story for post in posts})} announcements")
    print(f"all  precision {_share(found & same, found)}  recall {_share(found & same, same)}")
    if engine.missing() is None:
        texts = [(meaning.opening(post.title, post.body), post.language) for post in posts]
        meaning.vectors(texts[:1])  # loads the engine
        print(f"vector {_milliseconds(lambda: meaning.vectors(texts)) / len(texts):.0f} ms")
        meant = joined(posts, by_meaning=True)
        print(
            f"all, by meaning, too  precision {_share(meant & same, meant)}  recall {_share(meant & same, same)}"
        )
    for language in sorted({post.language for post in posts}):
        pairs = {
            (a, b)
            for a, b in combinations(range(len(posts)), 2)
            if language in (posts[a].language, posts[b].language)
        }
        right = found & same & pairs
        print(f"{language}   precision {_share(right, found & pairs)}  recall {_share(right, same & pairs)}")


def _milliseconds(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return 1000 * (time.process_time() - start)


def _share(part: set[tuple[int, int]], whole: set[tuple[int, int]]) -> str:
    return f"{len(part) / len(whole):.2f}" if whole else "   -"


if __name__ == "__main__":
    main()
