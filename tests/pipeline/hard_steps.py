"""Steps that misbehave, each in its own way; they run in worker processes only."""

from __future__ import annotations

import os
import re
import signal
import sys
import time


def square(number: int) -> int:
    return number * number


def process_id() -> int:
    return os.getpid()


def fail(reason: str) -> None:
    raise ValueError(reason)


def has_loaded(module: str) -> bool:
    return module in sys.modules


def end_of_file(reason: str) -> None:
    raise EOFError(reason)


class Unpicklable(Exception):
    def __reduce__(self) -> str:
        raise TypeError("cannot be pickled")


def fail_unpicklably() -> None:
    raise Unpicklable


class ReadOnce(Exception):
    """An error that can be pickled, and not read again: its constructor takes more than its message."""

    def __init__(self, page: str, line: int) -> None:
        super().__init__(f"{page}:{line}")


def fail_with_a_constructor_of_its_own() -> None:
    raise ReadOnce("news", 7)


def same(body: bytes) -> bytes:
    return body


def spin(seconds: float) -> None:
    """Use CPU in Python code, and catch every Exception meanwhile."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        try:
            sum(range(1000))
        except Exception:
            continue


def spin_in_c() -> None:
    """Use CPU in C code that never returns to the interpreter."""
    re.fullmatch(r"(a|a)*b", "a" * 60)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def wait(path: str) -> None:
    """Report that the step runs, then sleep without using CPU."""
    with open(path, "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    time.sleep(60)


def imported(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name in sys.modules]
