"""The archive: all code that uses SQLite. Schema and migrations, judging and writing, raw pages, search."""

from clusterwatch.archive.agenda import CalendarDay, Call, Event, Moved, Told, Wanted
from clusterwatch.archive.announcements import Announcement, Found, OlderPosts
from clusterwatch.archive.answers import shown_state
from clusterwatch.archive.call_counts import Period
from clusterwatch.archive.captures import Neighbour
from clusterwatch.archive.digests import FIRST_DIGEST
from clusterwatch.archive.estimates import Estimate
from clusterwatch.archive.judge import is_excerpt, undo_rewording
from clusterwatch.archive.lock import hold
from clusterwatch.archive.mentioned import Named, Namers, by_post, key_of
from clusterwatch.archive.nearest import Meanings
from clusterwatch.archive.notices import News
from clusterwatch.archive.own_files import is_archive, own_files
from clusterwatch.archive.pages import Raw
from clusterwatch.archive.problems import flags_of
from clusterwatch.archive.query import Sought, query
from clusterwatch.archive.relays import LIMIT as RELAY_LIMIT
from clusterwatch.archive.relays import By, RelayFilter, RelayGroup, Relays
from clusterwatch.archive.schedule import MAX_TRIES
from clusterwatch.archive.schema import must_exist
from clusterwatch.archive.search import COUNTED, Facets, Hit
from clusterwatch.archive.selection import Selection, selected
from clusterwatch.archive.slim import slim
from clusterwatch.archive.source_changes import delete_source, rename_source
from clusterwatch.archive.steps import Steps
from clusterwatch.archive.store import LONGEST_LOCK, POLL, Archive
from clusterwatch.archive.story_edits import StoryChanges
from clusterwatch.archive.suggestions import Suggestion
from clusterwatch.archive.times import stamp
from clusterwatch.archive.translations import Translated
from clusterwatch.archive.undo import UndoPlan
from clusterwatch.archive.url_records import entry_changed

__all__ = [
    "COUNTED",
    "FIRST_DIGEST",
    "LONGEST_LOCK",
    "MAX_TRIES",
    "POLL",
    "RELAY_LIMIT",
    "Announcement",
    "Archive",
    "By",
    "CalendarDay",
    "Call",
    "Estimate",
    "Event",
    "Facets",
    "Found",
    "Hit",
    "Meanings",
    "Moved",
    "Named",
    "Namers",
    "Neighbour",
    "News",
    "OlderPosts",
    "Period",
    "Raw",
    "RelayFilter",
    "RelayGroup",
    "Relays",
    "Selection",
    "Sought",
    "Steps",
    "StoryChanges",
    "Suggestion",
    "Told",
    "Translated",
    "UndoPlan",
    "Wanted",
    "by_post",
    "delete_source",
    "entry_changed",
    "flags_of",
    "hold",
    "is_archive",
    "is_excerpt",
    "key_of",
    "must_exist",
    "own_files",
    "query",
    "rename_source",
    "selected",
    "shown_state",
    "slim",
    "stamp",
    "undo_rewording",
]
