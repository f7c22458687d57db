"""Find the days that an announcement states, with what they mean.

find          combines the steps
cues          finds the words that say what a day means
numbers       tells the numbers of parts of programmes from days
month_ends    reads the end of a month as its last day
sentences     splits a paragraph into sentences with their dates
tables        reads the dates of tables by the heads of their columns
clause        tells the clause of a date
view          joins what it says by subject: applications, openings, other_terms, answers, held_events, projects
meaning       says what the dates of a sentence mean
years         supplies the years that are not written
context       reads dates that their own sentence does not explain, by what the other days of the post mean
moves         finds the deadlines that later ones replace
hours_beside  gives days the hours below them
places        gives events the places at which they are held
declared      joins these days with those that the data of the page declare
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.facts.days.find import find_days

__all__ = ["find_days"]

__getattr__ = attributes(__name__, {"find_days": "find"})
