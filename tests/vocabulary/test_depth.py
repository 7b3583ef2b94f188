"""A text that would end or swell the process is known before it is composed."""

import pytest

from lockscan.vocabulary.depth import aliased, too_deep


@pytest.mark.parametrize(
    "text",
    [b"[" * 100_000, b"{a: " * 5_000, b"- " * 5_000 + b"x", b"? " * 5_000 + b"x", ("[" * 2_000).encode("utf-16")],
)
def test_depth_is_seen_in_flow_and_in_blocks(text: bytes) -> None:
    assert too_deep(text)


@pytest.mark.parametrize(
    "text",
    [
        b"a: [1, {b: [2]}]\n" * 3_000,
        b'a: "' + b"[" * 5_000 + b'"\n',
        b"a:\n" + b"".join(b" " * depth + b"- a:\n" for depth in range(0, 60, 2)),
        b"# " + b"-" * 5_000 + b"\na: 1\n",
    ],
)
def test_what_only_looks_deep_is_let_through(text: bytes) -> None:
    assert not too_deep(text)


def test_aliases_are_told_from_asterisks() -> None:
    assert aliased(b"a: &x [1]\nb: *x\n")
    assert not aliased(b'a: "*x"\nb: 2 *x\nprovider: "*"\n')
