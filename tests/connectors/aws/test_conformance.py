from collections import Counter
from pathlib import Path

from botocore.session import Session

from lockscan.connectors.aws.conformance import problems
from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import HERE, load_catalog, shipped_catalog
from lockscan.connectors.aws.permissions import operations_of
from lockscan.vocabulary.data import read_yaml


def every(entries: tuple[Entry, ...]) -> list[Entry]:
    return [found for entry in entries for found in (entry, *every(entry.children))]


def test_the_catalog_agrees_with_the_installed_botocore() -> None:
    assert list(problems(shipped_catalog())) == []


def test_the_catalog_is_as_broad_as_promised() -> None:
    entries = every(shipped_catalog())
    assert len({kind for entry in entries for kind in entry.types}) >= 850
    assert len({entry.service for entry in entries}) >= 230


def test_every_service_of_the_sdk_is_listed_or_left_out_for_a_reason() -> None:
    left_out = [name for group in read_yaml(HERE / "left-out.yaml") for name in group["services"]]
    listed = {operation.service for operation in operations_of(shipped_catalog())} - {"sts", "resourcegroupstaggingapi"}
    assert max(Counter(left_out).values()) == 1
    assert sorted({*left_out} & listed) == []
    assert sorted({*Session().get_available_services()} - {*left_out} - listed) == []


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
