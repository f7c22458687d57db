"""A page walked once → how much text and how many nodes each of its elements holds, so that no text is built in vain.

The text of an element contains the texts of all elements in it. Whoever asks each element of a page for its text asks
for more than the page has: with 500 nested elements, 500 times its text. So a caller says how long a text may be at
most, and a longer one is never built.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from clusterwatch import html_tree, urls
from clusterwatch.text import tidy

MOST_NODES = 200_000  # that are looked at on a page
MOST_LINKS = 3_000  # the same
_MOST_AGAIN = 100_000  # nodes that are read more than once
_PATH = 7  # elements of a path
_MOST_CLASSES = 100  # of an element
_STATE = re.compile(
    r"\d|^(first|last|odd|even|active|current|sticky|featured|new|clearfix|has|no|is|category|tag|status|type|format)\b"
)
_MOST_BLANKS = 50_000  # characters of a text with its blanks


class Outline:
    """The nodes of a document in its order. What is asked of a node is kept, so it is computed once."""

    def __init__(self, tree: html_tree.Document, url: str) -> None:
        self.tree = tree
        self.url = url
        self.depth = 0  # of the deepest element
        self.whole = True  # False when the page has more nodes than are looked at
        self._numbers: dict[int, int] = {}
        self._ends: list[int] = []  # of each node, the number after its last descendant
        self._letters, self._sizes = [0], [0]  # before each node: letters, and characters with blanks
        self._left = _MOST_AGAIN
        self._names: dict[int, str] = {}
        self._paths: dict[int, str] = {}
        self._parts: dict[int, str] = {}
        root = tree.root
        if root is not None:
            self._walk(root)

    def _walk(self, root: html_tree.Node) -> None:
        numbers, ends, letters, sizes = self._numbers, self._ends, self._letters, self._sizes
        above: list[tuple[html_tree.Node, int]] = []
        node: html_tree.Node | None = root
        text_id, size, count = html_tree.TEXT, 0, 0
        while node is not None:
            number = len(ends)
            if number == MOST_NODES:
                self.whole = False
                break
            numbers[node.mem_id] = number
            child = None
            if node.tag_id == text_id:
                text = node.text_content or ""
                size += len(text)
                count += len("".join(text.split()))
            else:
                child = node.child
            ends.append(number + 1)
            letters.append(count)
            sizes.append(size)
            if child is not None:
                above.append((node, number))
                node = child
                self.depth = max(self.depth, len(above))
                continue
            following = node.next
            while following is None and above:
                node, number = above.pop()
                ends[number] = len(ends)
                following = node.next if above else None
            node = following
        for _, number in above:
            ends[number] = len(ends)

    @cached_property
    def deep(self) -> bool:
        """True when elements are nested so deeply that the parser has left some out."""
        return self.depth >= html_tree.MOST_DEPTH

    @cached_property
    def base(self) -> str:
        """The address that relative links are relative to (`<base href>`)."""
        node = self.tree.css_first("base[href]")
        href = node.attributes.get("href") if node else None
        return (urls.absolute(self.url, href) if href else None) or self.url

    @cached_property
    def links(self) -> list[tuple[html_tree.Node, str]]:
        """The links of the page in its order, as many as are looked at, each with its address."""
        nodes = self.tree.css("a[href]")
        found = ((n, urls.absolute(self.base, n.attributes.get("href") or "")) for n in nodes[:MOST_LINKS])
        return [(node, target) for node, target in found if target]

    def nodes(self, node: html_tree.Node) -> int:
        """The number of nodes of an element, with itself; those of the page for an element that is not looked at."""
        number = self._numbers.get(node.mem_id)
        return MOST_NODES if number is None else self._ends[number] - number

    def again(self, node: html_tree.Node) -> bool:
        """True as long as few elements are asked for: those that lie in what is read already, and are read again."""
        self._left -= self.nodes(node)
        return self._left >= 0

    def span(self, node: html_tree.Node | None) -> tuple[int, int]:
        """The numbers of the first node of an element, itself, and of the one after its last; None for the page.

        They are equal for an element that is not looked at.
        """
        if node is None:
            return 0, len(self._ends)
        number = self._numbers.get(node.mem_id, len(self._ends))
        return number, self._ends[number] if number < len(self._ends) else number

    def size(self, node: html_tree.Node) -> int:
        """The number of characters of an element."""
        start, end = self.span(node)
        return self._sizes[end] - self._sizes[start]

    def letters(self, node: html_tree.Node) -> int | None:
        """The number of characters of an element that are no blanks; None for an element that is not looked at."""
        number = self._numbers.get(node.mem_id)
        return None if number is None else self._letters[self._ends[number]] - self._letters[number]

    def text(self, node: html_tree.Node, most: int, separator: str = " ") -> str | None:
        """The text of an element as one line; None if it has more than `most` letters."""
        number = self._numbers.get(node.mem_id)
        if number is None:
            return None
        end = self._ends[number]
        if self._letters[end] - self._letters[number] > most:
            return None
        if self._sizes[end] - self._sizes[number] > _MOST_BLANKS:
            return None
        return tidy(node.text(separator=separator))

    def names(self, node: html_tree.Node) -> str:
        """The class and id of an element as one string."""
        found = self._names.get(node.mem_id)
        if found is None:
            attributes = node.attributes
            found = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
            self._names[node.mem_id] = found
        return found

    def classes(self, node: html_tree.Node) -> str:
        """The lasting classes of an element, sorted."""
        return _lasting(node.attributes.get("class") or "")

    def path(self, node: html_tree.Node) -> str:
        """The tags and lasting classes of an element and of six above it."""
        found = self._paths.get(node.mem_id)
        if found is None:
            parts: list[str] = []
            above: html_tree.Node | None = node
            while above is not None and above.tag != "-document" and len(parts) < _PATH:
                parts.append(self.make(above))
                above = above.parent
            found = self._paths[node.mem_id] = ">".join(parts)
        return found

    def make(self, node: html_tree.Node) -> str:
        """The tag and lasting classes of an element."""
        found = self._parts.get(node.mem_id)
        if found is None:
            found = self._parts[node.mem_id] = f"{node.tag}.{self.classes(node)}"
        return found


@lru_cache(maxsize=1 << 12)
def _lasting(names: str) -> str:
    return ".".join(sorted(c for c in names.split()[:_MOST_CLASSES] if not _STATE.search(c)))


class Nearest:
    """Finds the nearest of certain elements at or above a node. Each element is asked once, however deep it lies."""

    def __init__(self, wanted: Callable[[html_tree.Node], bool]) -> None:
        self._wanted = wanted
        self._found: dict[int, html_tree.Node | None] = {}

    def of(self, node: html_tree.Node | None) -> html_tree.Node | None:
        """The nearest element at or above `node` that is wanted, or None."""
        passed: list[int] = []
        found: html_tree.Node | None = None
        while node is not None and node.tag != "-document":
            number = node.mem_id
            if number in self._found:
                found = self._found[number]
                break
            passed.append(number)
            if self._wanted(node):
                found = node
                break
            node = node.parent
        for number in passed:
            self._found[number] = found
        return found
