"""What a date may mean, and what the text around its sentence is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from clusterwatch.facts.days.cues import EVENTS, Cue, CueKind

OF_PROJECTS = frozenset({CueKind.PROJECT, CueKind.PROJECT_START, CueKind.PROJECT_END})
NOT_OF_CALLS = OF_PROJECTS | EVENTS | {CueKind.HELD}
OF_OTHER_THAN_EVENTS = {
    CueKind.APPLY,
    CueKind.DEADLINE,
    CueKind.DECISION,
    CueKind.OTHER,
    CueKind.OPENS,
    CueKind.CLOSES,
}
OF_ANYTHING_ELSE = OF_PROJECTS | OF_OTHER_THAN_EVENTS


class Reading(Enum):
    """What a date may mean."""

    DEADLINE = auto()
    OPENS = auto()
    PERIOD = auto()  # a range from the opening to the deadline
    EVENT = auto()
    DECISION = auto()
    PROJECT = auto()  # the range of a project
    PROJECT_START = auto()
    PROJECT_END = auto()
    OTHER = auto()
    UNKNOWN = auto()  # no word near the date says what it means


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reading of the date at token `at`, with its support, and the cue that says it.

    `is_joined` says that the date is two days joined by `and`. `side` is what stands beside the date (UNTIL, SINCE,
    AFTER), and `is_former` says that a word there calls the day a former one. `is_start` says that something begins on
    it: `starting from`.
    """

    reading: Reading
    support: float
    at: int
    cue: Cue | None = None
    is_joined: bool = False
    side: CueKind | None = None
    is_former: bool = False
    is_start: bool = False


def is_call(title: frozenset[CueKind], lead: frozenset[CueKind]) -> bool:
    """Return whether the title speaks of applications, or the first paragraphs do and the title speaks of no event.

    The arguments are the cues of both.
    """
    return CueKind.APPLY in title or (CueKind.APPLY in lead and CueKind.EVENT not in title)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a sentence is about: cues of the title, and of the heading or the sentence before it.

    `lead` has those of the first paragraphs. `is_item` says that the sentence is an item of a list, `is_lead` that it
    stands in the first paragraphs. `published` is the day of the publication, if it is known, and `is_question` says
    that the heading is a question. `below` are the next lines, which have no dates. `today` is the day of the
    publication, or else that of the first visit.
    """

    title: frozenset[CueKind] = frozenset()
    heading: frozenset[CueKind] = frozenset()
    before: frozenset[CueKind] = frozenset()
    is_item: bool = False
    lead: frozenset[CueKind] = frozenset()
    is_lead: bool = False
    published: date | None = None
    is_question: bool = False
    below: tuple[str, ...] = ()
    today: date | None = None

    @property
    def is_call(self) -> bool:
        """Whether the post is a call (see `is_call`)."""
        return is_call(self.title, self.lead)

    @property
    def heads_events(self) -> bool:
        """Whether the heading says that events take place on the days below, and speaks of no applications.

        The days below `Programme of the summer school` are parts of one event.
        """
        is_held = bool(self.heading & {CueKind.HELD, CueKind.WHEN})
        is_event = bool(self.heading & EVENTS)
        is_agenda = CueKind.AGENDA in self.heading and not is_held
        return is_event and not is_agenda and self.heading.isdisjoint(OF_ANYTHING_ELSE)

    def has(self, kind: CueKind) -> bool:
        """Return whether the title, the heading or the sentence before has a cue of this kind."""
        return kind in self.title or kind in self.heading or kind in self.before
