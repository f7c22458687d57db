"""Tests of the problems of unexpected errors: what the machine lacks is not a fault of the program."""

from __future__ import annotations

import errno

from clusterwatch.errors import internal
from clusterwatch.models import FetchReason, ProblemCode
from tests.tables import each


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    """Return the error as it is caught, with a traceback."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


@each(
    ("error", "cause", "reason"),
    [
        (MemoryError(), None, FetchReason.NO_MEMORY),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), None, FetchReason.NO_MEMORY),
        (OSError(errno.ENOSPC, "No space left on device"), None, FetchReason.DISK_FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), None, FetchReason.DISK_FULL),
        (OSError(errno.EMFILE, "Too many open files"), None, FetchReason.TOO_MANY_FILES),
        (RuntimeError("no worker"), OSError(errno.ENFILE, "File table overflow"), FetchReason.TOO_MANY_FILES),
    ],
)
def test_what_the_machine_lacks(error: Exception, cause: Exception | None, reason: FetchReason) -> None:
    problem = internal(raised(error, cause), "https://a.example/")
    assert (problem.code, problem.url) == (ProblemCode.RESOURCES, "https://a.example/")
    assert problem.detail == {"reason": reason}


@each("error", [ValueError("x"), OSError(errno.EPERM, "Operation not permitted")])
def test_other_errors_are_faults_of_the_program(error: Exception) -> None:
    problem = internal(raised(error))
    assert (problem.code, problem.detail["message"]) == (ProblemCode.INTERNAL, str(error))
