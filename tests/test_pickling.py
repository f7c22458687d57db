from __future__ import annotations

import pickle
from dataclasses import dataclass, field

from clusterwatch.models import Draft, Evidence, Method
from clusterwatch.pickling import quickly_pickled


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Pair:
    one: int
    other: tuple[str, ...] = field(default=(), compare=False)


def test_all_fields_are_pickled() -> None:
    copy = pickle.loads(pickle.dumps(Pair(1, ("a",))))
    assert (copy.one, copy.other) == (1, ("a",))


def test_a_draft_is_pickled_without_a_state_for_each_of_its_values() -> None:
    draft = Draft("https://example.org/a", "A", None, None, evidence={"title": Evidence(Method.LISTING, "A")})
    assert pickle.loads(pickle.dumps(draft)) == draft
    assert draft.__reduce__()[0] is Draft
