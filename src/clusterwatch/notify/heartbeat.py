"""The heartbeat: an address that is asked at the end of each run, so that others notice when no run comes.

https://healthchecks.io/docs/http_api/ describes the usual form: the address alone is a success, and the address with
`/` and an exit code is the end of a job with this code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from clusterwatch.archive import Archive
from clusterwatch.errors import VariableNotSet
from clusterwatch.models import Incident, NoticeReason, Problem, ProblemCode, Value

TARGET = "heartbeat"  # in the table of incidents


def address(heartbeat: str, code: int) -> str:
    """Return the address for a run that ended with an exit code.

    `{exit}` is replaced by the code, `{state}` by up or down. If there is neither, a code other than 0 is added to the
    path.
    """
    if "{exit}" in heartbeat or "{state}" in heartbeat:
        return heartbeat.replace("{exit}", str(code)).replace("{state}", "down" if code else "up")
    parts = urlsplit(heartbeat)
    path = f"{parts.path.rstrip('/')}/{code}" if code else parts.path
    return urlunsplit(parts._replace(path=path))


def problem(detail: Mapping[str, Value]) -> Problem:
    """Return the problem of a ping that was not accepted."""
    return Problem(ProblemCode.HEARTBEAT_FAILED, detail=detail)


def variable_problem(error: VariableNotSet) -> Problem:
    """Return the problem of a heartbeat that names an environment variable that is not set."""
    return problem({"reason": NoticeReason.VARIABLE, "variable": error.name, "place": error.place})


def record(archive: Archive, found: Problem | None, now: datetime) -> tuple[bool, list[Incident]]:
    """Open, renew or close the incident of the heartbeat. Return whether it was opened, and what was closed."""
    run = archive.runs.newest()
    if run is None:
        return found is not None, []
    with archive.transaction():
        if found is not None:
            return archive.incidents.see(run, None, found, now, target=TARGET), []
        closed = [one for one in archive.incidents.of_targets() if one.target == TARGET]
        for incident in closed:
            archive.incidents.close(run, incident.id, now)
    return False, closed
