"""The same thing from several sources is one thing: the most believable says what it is, all say where it was seen."""

import json
from collections.abc import Callable
from itertools import permutations

from lockscan.model.record import Record
from lockscan.snapshot import Snapshot


def test_live_beats_state_beats_plan_beats_template_in_any_order(
    make: Callable[..., Record], sealed: Callable[..., Snapshot]
) -> None:
    seen = [
        make("q", source="live", facts={"state": "running"}, tags={"A": "x"}),
        make("q", source="state", facts={"state": "stopped", "size_gb": 1}, application="stack"),
        make("q", source="plan", facts={"size_gb": 2, "plan": "big"}, region=""),
        make("q", source="template", tags={"Owner": "ann", "A": "y"}),
    ]
    rows = [next(sealed(*([one] for one in order)).table("resources")) for order in permutations(seen)]
    assert all(row == rows[0] for row in rows)
    row = rows[0]
    assert json.loads(row["facts"]) == {"state": "running", "size_gb": 1, "plan": "big"}
    assert json.loads(row["tags"]) == {"A": None, "Owner": "ann"}
    assert [origin["source"] for origin in json.loads(row["origins"])] == ["live", "state", "plan", "template"]
    assert json.loads(row["differences"]) == {
        "size_gb": {"plan": 2, "state": 1},
        "state": {"live": "running", "state": "stopped"},
    }
    assert (row["application"], row["region"], row["size_gb"]) == ("stack", "eu-west-2", 1)


def test_a_thing_listed_twice_is_one_thing_seen_once(
    make: Callable[..., Record], sealed: Callable[..., Snapshot]
) -> None:
    (row,) = sealed([make("q"), make("q")], [make("q")]).table("resources")
    assert len(json.loads(row["origins"])) == 1
