from pathlib import Path

from lockscan.connectors.aws.conformance import problems
from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import load_catalog, shipped_catalog


def every(entries: tuple[Entry, ...]) -> list[Entry]:
    return [found for entry in entries for found in (entry, *every(entry.children))]


def test_the_catalog_agrees_with_the_installed_botocore() -> None:
    assert list(problems(shipped_catalog())) == []


def test_the_catalog_is_as_broad_as_promised() -> None:
    entries = every(shipped_catalog())
    assert len({kind for entry in entries for kind in entry.types}) >= 850
    assert len({entry.service for entry in entries}) >= 230


def test_a_wrong_entry_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(
        """
service: ecs
entries:
- type: AWS::ECS::Cluster
  list: {op: ListNothing, items: "clusters[]"}
  id: "{clusterArn}"
- type: AWS::ECS::Service
  list: {op: ListTagsForResource, items: "labels[]"}
  id: "{serviceArn}"
- type: AWS::ECS::TaskDefinition
  list: {op: DeregisterTaskDefinition, items: "taskDefinition", params: {taskDefinition: x, wrong: y}}
  id: "{taskDefinitionAddress}"
"""
    )
    told = "\n".join(problems(load_catalog(tmp_path)))
    for expected in (
        "botocore knows no ecs:ListNothing",
        "ListTagsForResource needs `resourceArn`",
        "gives no `labels`",
        "does not only read",
        "knows no parameter `wrong`",
        "nothing called `taskDefinitionAddress`",
    ):
        assert expected in told
