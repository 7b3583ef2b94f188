"""Waves that are worked out together come to what each comes to by itself."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lockscan.exitcost.moving import Moving
from lockscan.exitcost.schedule import Schedule
from lockscan.exitcost.timeline import Timeline

DRAWS = 11
waves = st.lists(
    st.tuples(st.sampled_from([0.0, 1.0, 2.0]), st.sampled_from([0.0, 5.0, 7e6]), st.integers(0, 1), st.booleans()),
    min_size=1,
    max_size=12,
)


def moving_of(drawn: list[tuple[float, float, int, bool]]) -> Moving:
    work, known, unknown, restores = (np.array(column) for column in zip(*drawn, strict=True))
    luck = np.random.default_rng(1)
    return Moving(
        timeline=Timeline.of(work=work, known=known, unsized=unknown.astype(float), restores=restores.astype(bool)),
        all_work=luck.lognormal(3, 1, DRAWS),
        a_gigabyte=luck.lognormal(-13, 1, DRAWS),
        unsized=luck.lognormal(12, 1, DRAWS),
        restoring=luck.lognormal(1, 1, DRAWS),
    )


@given(drawn=waves)
def test_waves_add_up_whoever_is_asked(drawn: Any) -> None:
    moving, count = moving_of(drawn), len(drawn)
    each = np.array([moving.days(wave) for wave in range(count)])
    np.testing.assert_allclose(moving.through(0, count), each.sum(axis=0))
    np.testing.assert_allclose(moving.medians(), np.median(each, axis=1))
    schedule = Schedule(preparation=np.ones(DRAWS), moving=moving, stretch=np.full(DRAWS, 1.3), notice=None)
    for wave, end in schedule.ends(np.arange(count)):
        np.testing.assert_allclose(end, 1.3 * (1 + each[: wave + 1].sum(axis=0)))


@given(drawn=waves)
def test_a_wave_takes_as_long_as_its_work_or_its_bytes(drawn: Any) -> None:
    moving = moving_of(drawn)
    for wave in range(len(drawn)):
        work, sent = moving.all_work * moving.timeline.work[wave], moving.transfer(wave)
        restored = moving.restoring if moving.restoring is not None and moving.timeline.restores[wave] else 0
        np.testing.assert_allclose(sent, moving.sizes(wave, wave + 1) * moving.a_gigabyte + restored)
        np.testing.assert_array_equal(moving.days(wave), np.maximum(work, sent))
    some = moving.some(np.array([7, 2]))
    np.testing.assert_array_equal(some.days(slice(0, len(drawn))), [moving.days(w)[[7, 2]] for w in range(len(drawn))])


def test_of_a_long_chain_each_kind_of_wave_is_worked_out_once() -> None:
    moving = moving_of([(1.0, 0.0, 0, False), (1.0, 0.0, 1, False)] * 20_000)
    assert set(moving.timeline.like.tolist()) == {0, 1}
    assert len(moving.medians()) == moving.timeline.waves
