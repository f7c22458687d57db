"""Stories: which posts tell the same announcement, in whatever language.

post ─► boilerplate ─► signature ─► candidates by rare facts ─► score ─► cluster ─► stories

All steps are pure functions.

boilerplate  removes who publishes, who pays, other news, the newsletter
letters      writes names of all alphabets in the same letters
numbers      finds numbers by scale, as digits or words
signature    combines these steps: what identifies an announcement in any language
rarity       says how much a shared fact says
score        the probability that two posts tell the same announcement, with the reasons
similarity   compares two texts in one language word by word
cluster      puts posts into stories by average link
archived     the steps as an archive runs them
same         compares two posts
shared       finds in the texts of a story what its posts share, for people
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.stories.same import same_story

__all__ = ["same_story"]

__getattr__ = attributes(__name__, {"same_story": "same"})
