"""Make faults: one change to a comparison, a logical operator, a number, a truth value, a guard or a filter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
LEAVES = (ast.Return, ast.Continue, ast.Break, ast.Raise)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Fault:
    """A change to one file: the bytes from `start` to `end` become `new`.

    `before` and `after` are the changed lines without their layout. `inside` is the outermost function that
    the change is in, and the line on which it starts; it is None for code that runs when the module is
    imported. `constant` is the name of the module's number or truth value that is changed.
    """

    path: Path
    start: int
    end: int
    new: str
    lines: tuple[int, int]
    inside: tuple[str, int] | None
    before: str
    after: str
    constant: str | None = None

    def source(self) -> bytes:
        """The whole file with the fault in it."""
        old = self.path.read_bytes()
        return old[: self.start] + self.new.encode() + old[self.end :]


Function = tuple[str, int]  # the qualified name of an outermost function, and its first line


def faults_of(path: Path) -> list[Fault]:
    """All faults that can be made in one file, in the order of the source."""
    source = path.read_bytes()
    tree = ast.parse(source)
    constants = {id(node): name for node, name in _constants_of(tree)}
    found = [
        replace(fault, constant=constants.get(id(node)))
        for node, new, inside in _walk(tree, None, "")
        if (fault := _fault(path, source, node, new, inside))
    ]
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.new))


def _constants_of(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """The values of `NAME = 3` and the like, and the names."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() as value):
                yield value, name


def lines_using(name: str, path: Path) -> set[int] | None:
    """The lines of a file on which functions read a constant; None when the file reads it during import."""
    text = path.read_text(encoding="utf-8")
    if name not in text:
        return set()
    tree = ast.parse(text)
    bodies = [each for node in ast.walk(tree) if isinstance(node, FUNCTIONS) for each in node.body]
    inside = {id(node) for body in bodies for node in ast.walk(body)}
    reads = [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load))
        or (isinstance(node, ast.Attribute) and node.attr == name)
    ]
    return {node.lineno for node in reads} if all(id(node) in inside for node in reads) else None


def _fault(path: Path, source: bytes, node: ast.expr, new: str, inside: Function | None) -> Fault | None:
    """The fault that writes `new` for `node`; None inside f-strings, where Python 3.11 tells no true position."""
    start = _offset(source, node.lineno, node.col_offset)
    last = node.end_lineno or node.lineno
    end = _offset(source, last, node.end_col_offset or 0)
    if not _stands_at(node, source[start:end].decode(errors="replace")):
        return None
    left, right = _offset(source, node.lineno, 0), _offset(source, last + 1, 0)
    before = source[left:right].decode()
    after = (source[left:start] + new.encode() + source[end:right]).decode()
    return Fault(path, start, end, new, (node.lineno, last), inside, _one_line(before), _one_line(after))


def _offset(source: bytes, line: int, column: int) -> int:
    return sum(map(len, source.splitlines(keepends=True)[: line - 1])) + column


def _stands_at(node: ast.expr, text: str) -> bool:
    try:
        return ast.dump(ast.parse(f"({text})", mode="eval").body) == ast.dump(node)
    except SyntaxError:
        return False


def _one_line(text: str) -> str:
    """The code without layout and comments, so that a comment may be rewritten."""
    return " ".join(re.sub(r"\s# .*", "", text).split())


def _walk(
    node: ast.AST, inside: Function | None, prefix: str
) -> Iterator[tuple[ast.expr, str, Function | None]]:
    """The changes under a node. Annotations and decorators are left alone."""
    for expression, new in _changes(node):
        yield expression, new, inside
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        here, path = inside, prefix
        if isinstance(node, FUNCTIONS) and name == "body" and inside is None:
            line = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            here = (f"{prefix}{node.name}", line)
        elif isinstance(node, ast.ClassDef):
            path = f"{prefix}{node.name}."
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _walk(child, here, path)


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The changes of one node: the expression that is replaced, and its new text."""
    if isinstance(node, ast.Compare):
        for changed in _comparisons(node):
            yield node, changed
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"({ast.unparse(ast.BoolOp(other, node.values))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.Constant):
        for changed in _constants(node.value):
            yield node, changed
    elif isinstance(node, ast.If) and isinstance(node.body[-1], LEAVES) and not node.orelse:
        yield node.test, "False"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield test, "True"


def _comparisons(node: ast.Compare) -> Iterator[str]:
    for place, operator in enumerate(node.ops):
        operators = [*node.ops]
        operators[place] = SWAPPED[type(operator)]()
        yield f"({ast.unparse(ast.Compare(node.left, operators, node.comparators))})"


def _constants(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int):
        yield str(value + 1)
        yield str(value - 1) if value else "(-1)"
    elif isinstance(value, float):
        yield from (f"{value * 1.5:.6g}", f"{value * 0.5:.6g}") if value else ("1.0", "-1.0")
