"""Rare numbers follow their resources."""

import numpy as np

from lockscan.model.amounts import Amounts


def held(**facts: dict[int, float]) -> Amounts:
    return Amounts(
        {name: (np.array(list(at), dtype=np.int32), np.array(list(at.values()))) for name, at in facts.items()}
    )


def told(found: Amounts, fact: str) -> dict[int, float]:
    rows, values = found.of(fact)
    return dict(zip(rows.tolist(), values.tolist(), strict=True))


def test_what_moves_takes_its_numbers_along_and_what_goes_leaves_none() -> None:
    moved = held(cold_gb={0: 5.0, 1: 6.0, 2: 7.0}).moved(np.array([2, -1, 0], dtype=np.int32))
    assert told(moved, "cold_gb") == {0: 7.0, 2: 5.0}


def test_joined_numbers_stand_in_the_order_of_rows() -> None:
    both = held(cold_gb={3: 1.0}).joined(held(cold_gb={1: 2.0}, archive_gb={4: 9.0}))
    assert both.of("cold_gb")[0].tolist() == [1, 3]
    assert told(both, "archive_gb") == {4: 9.0}


def test_a_number_nobody_has_is_unknown_everywhere() -> None:
    assert np.isnan(held().column("cold_gb", 3)).all()
    assert held(cold_gb={1: 2.0}).column("cold_gb", 2)[1] == 2
