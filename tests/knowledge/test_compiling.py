"""A wrong pack is refused with everything that is wrong with it."""

from pathlib import Path

import pytest

from lockscan.errors import InvalidInput, UsageError
from lockscan.knowledge import Knowledge

MISTAKES = """\
sources:
  ours: {url: "https://example.org/", publisher: Us, seen: 2026-02-30}
interfaces:
- {id: our-wire, name: Ours, role: wire-protocol, kind: secret, steward: Us, sources: [ours]}
- {id: twice, name: Twice, role: api, kind: proprietary, steward: Us, sources: [ours]}
- {id: twice, name: Twice, role: api, kind: proprietary, steward: Us, sources: [nowhere]}
supplier: nobody
offerings:
- id: our-offering
  name: Ours
  capabilities: [object-store]
  interfaces: {our-wire: 1.5}
service: Our::Service
couplings:
  befriends: {direction: forward, strength: 0.5, hard: true, together: false, why: "they like each other"}
types:
- type: Our::Service::Thing
  role: data
  capability: object-storage
  interfaces: {our-wire: 0.5, no-such-wire: 0.3}
  commercial: [no-such-tie]
  variants:
  - id: our-thing-engine
    when: {motor: [v8]}
    examples: {match: [{motor: v8}], ignore: [{motor: v6}]}
  - id: our-thing-postgres
    when: {engine: [postgres]}
    examples: {match: [{engine: mysql}], ignore: [{engine: oracle}]}
  - id: our-thing-unproven
    when: {serverless: ["yes"]}
- role: data
  capability: object-storage
"""

EXPECTED = (
    (2, "seen: '2026-02-30' is not a day"),
    (4, "'secret' is not one of"),
    (6, "interfaces: 'twice' stands twice, first at"),
    (9, "there is no supplier 'nobody'"),
    (9, "there is no capability 'object-store'"),
    (12, "1.5 is greater than the maximum of 1"),
    (15, "couplings: kind of reference 'befriends' does not exist"),
    (17, "there is no interface 'no-such-wire'"),
    (17, "the shares sum to 0.8, not 1"),
    (17, "there is no commercial tie of scoring.yaml 'no-such-tie'"),
    (24, "there is no fact 'motor'"),
    (28, "the example {engine: mysql} does not select it"),
    (29, "'examples' is a required property"),
    (30, "serverless is true or false, not 'yes'"),
    (31, "needs either `type` or `types`"),
)


def refused(pack: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidInput) as caught:
        Knowledge.load([pack])
    return caught.value.problems


def test_every_mistake_is_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    pack = tmp_path / "mistakes"
    pack.mkdir()
    (pack / "all.yaml").write_text(MISTAKES, encoding="utf-8")
    problems = refused(pack)
    for line, words in EXPECTED:
        assert any(p.startswith(f"{pack}/all.yaml:{line}:") and words in p for p in problems), (line, words, problems)


def test_broken_files_are_told_beside_the_others_mistakes(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("interfaces: [unclosed\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00rubbish")
    (tmp_path / "c.yaml").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "d.yaml").write_text("- a list\n", encoding="utf-8")
    (tmp_path / "e.yaml").write_text("recipes: []\n", encoding="utf-8")
    (tmp_path / "f.yaml").write_text("? [a, b]\n: c\n", encoding="utf-8")
    bomb = "".join(f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9)}]\n" for i in range(1, 30))
    (tmp_path / "g.yaml").write_text(f"x0: &x0 [a]\n{bomb}", encoding="utf-8")
    told = "\n".join(refused(tmp_path))
    for name in "abcdefg":
        assert f"{tmp_path}/{name}.yaml:" in told


def test_a_pack_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no \.yaml file in it"):
        Knowledge.load([tmp_path])


def test_effort_may_not_fall_as_the_substitute_gets_stranger(tmp_path: Path) -> None:
    (tmp_path / "capability.yaml").write_text(
        "capabilities:\n"
        "- {id: tea, name: Tea, category: Other, definition: Tea,\n"
        "   effort: {same: rewrite, near: rehost, different: refactor}, managed_saves: {p10: 3, p50: 2, p90: 1}}\n",
        encoding="utf-8",
    )
    told = "\n".join(refused(tmp_path))
    assert "capability.yaml:2: effort: a nearer substitute cannot mean more work" in told
    assert "capability.yaml:2: managed_saves: needs 0 < p10 <= p50 <= p90" in told
