"""A file that lies elsewhere holds what it held; what cannot be told apart is not guessed."""

from datetime import date
from pathlib import Path

import pytest

from lockscan import api
from lockscan.comparison.matching import elsewhere
from lockscan.sides import compare

AS_OF = date(2026, 11, 22)
TEMPLATE = """\
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Work:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.12, Handler: a.b, Environment: {Variables: {QUEUE: !Ref Queue}}}
"""


@pytest.mark.parametrize(
    ("gone", "come", "was"),
    [
        ("/builds/1/shop/t.yaml#Q", "/builds/2/shop/t.yaml#Q", True),
        ("2025\\t.yaml#Q", "2026/t.yaml#Q", True),
        ("t.yaml#Q", "t.yaml#R", False),
        ("a.yaml#Q", "b.yaml#Q", False),
        ("arn:aws:sqs:a:1:q", "arn:aws:sqs:a:2:q", False),
    ],
)
def test_a_place_is_known_again_by_its_end(gone: str, come: str, was: bool) -> None:
    assert elsewhere([gone], [come]) == ({come: gone} if was else {})


def test_of_files_of_one_name_the_nearest_folder_decides() -> None:
    gone, come = ["x/a/t.yaml#Q", "x/b/t.yaml#Q"], ["y/b/t.yaml#Q", "y/a/t.yaml#Q"]
    assert elsewhere(gone, come) == {"y/a/t.yaml#Q": "x/a/t.yaml#Q", "y/b/t.yaml#Q": "x/b/t.yaml#Q"}


def test_what_two_could_be_is_neither() -> None:
    assert elsewhere(["a/t.yaml#Q", "b/t.yaml#Q"], ["c/t.yaml#Q"]) == {}


def snapshot_of(folder: Path, template: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(template, "utf-8")
    return api.collect([folder / "template.yaml"], snapshot=folder / "snapshot").path


def test_the_same_template_in_another_checkout_tells_only_what_changed(tmp_path: Path) -> None:
    one = snapshot_of(tmp_path / "1" / "shop", TEMPLATE)
    two = snapshot_of(tmp_path / "2" / "shop", TEMPLATE.replace("python3.12", "nodejs20.x"))
    difference = compare(one, two, as_of=AS_OF)
    assert (difference.added, difference.removed) == ((), ())
    assert [change.name for change in difference.changed] == ["Work"]
