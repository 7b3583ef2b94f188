"""Code without a plan: what it says is read, what only a plan could compute is neither guessed nor passed over."""

from pathlib import Path
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors import CONNECTORS
from lockscan.connectors.hcl.expressions import UNKNOWN, Names
from lockscan.connectors.hcl.module import roots
from lockscan.model.reference import Confidence
from lockscan.recognition import recognise
from tests.connectors.reading import FIXTURES, Outcome, outcome

LIBRARY = FIXTURES / "hcl" / "library"


@pytest.fixture(scope="module")
def library() -> Outcome:
    return outcome("hcl", LIBRARY)


def _targets(found: Outcome, address: str) -> set[tuple[str, str]]:
    return {(one.evidence, one.key.partition("#")[2]) for one in found.records[address].candidates if "#" in one.key}


def test_resources_of_the_folder_and_of_the_modules_beside_it(library: Outcome) -> None:
    assert set(library.records) == {
        "aws_sqs_queue.orders",
        "aws_db_instance.catalogue",
        "aws_lambda_function.search",
        "aws_iam_role.search",
        "module.storage.aws_s3_bucket.this",
    }


def test_literals_variables_and_locals_are_filled_in(library: Outcome) -> None:
    queue = library.records["aws_sqs_queue.orders"].resource
    assert (queue.name, queue.region, dict(queue.tags)) == ("library-live-orders", "eu-west-2", {"Owner": "libraries"})
    assert library.records["module.storage.aws_s3_bucket.this"].resource.name == "library-live-covers"
    assert library.facts("aws_db_instance.catalogue")["engine"] == "postgres"


def test_every_resource_names_its_file_and_line(library: Outcome) -> None:
    (origin,) = library.records["module.storage.aws_s3_bucket.this"].resource.origins
    assert (origin.source, origin.location, origin.line) == (
        "template",
        str(LIBRARY / "modules" / "storage" / "main.tf"),
        3,
    )


def test_expressions_lead_to_whom_they_name_through_modules_and_dynamic_blocks(library: Outcome) -> None:
    assert _targets(library, "aws_lambda_function.search") == {
        ("role", "aws_iam_role.search"),
        ("environment.variables.QUEUE", "aws_sqs_queue.orders"),
        ("environment.variables.COVERS", "module.storage.aws_s3_bucket.this"),
        ("depends_on", "aws_db_instance.catalogue"),
        ("dead_letter_config.target_arn", "aws_sqs_queue.orders"),
    }


def test_nothing_is_as_sure_as_in_a_plan(library: Outcome) -> None:
    assert {one.confidence for record in library.records.values() for one in record.candidates} <= {
        Confidence.MEDIUM,
        Confidence.LOW,
    }


def test_what_only_a_plan_tells_is_said(library: Outcome) -> None:
    said = {scope.type: (scope.state.value, scope.reason.partition(": ")[2]) for scope in library.scopes}
    assert said["aws_lambda_function"][0] == "partial"
    assert said["aws_sns_topic"] == ("empty", "1 left out: count is 0")
    assert said["module vpc"] == ("skipped", "it comes from elsewhere")


def test_a_default_is_no_guess_for_what_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('variable "t" {}\nresource "aws_efs_file_system" "a" { encrypted = var.t }\n')
    (tmp_path / "b.tf").write_text('resource "aws_efs_file_system" "b" {}\n')
    found = outcome("hcl", tmp_path)
    assert "encrypted" not in found.facts("aws_efs_file_system.a")


def test_a_folder_that_another_calls_is_no_source_of_its_own() -> None:
    assert roots([LIBRARY, LIBRARY / "modules" / "storage"]) == [LIBRARY]
    found = recognise([LIBRARY], Request())
    assert [(one.name, one.request.path) for one in found.asked] == [(str(LIBRARY), LIBRARY)]
    assert found.unknown == ()


def test_modules_that_call_one_another_end(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('module "again" {\n  source = "../' + tmp_path.name + '"\n}\n')
    found = outcome("hcl", tmp_path)
    assert any("not a folder beside it" in one for one in found.said())


def test_one_broken_file_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "good.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    (tmp_path / "bad.tf").write_text('resource "aws_sqs_queue" "r" {\n  name = \n}\n')
    found = outcome("hcl", tmp_path)
    assert set(found.records) == {"aws_sqs_queue.q"}
    assert found.failed
    assert f"{tmp_path / 'bad.tf'}:2: not valid Terraform" in found.failed.reason


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ('"plain"', "plain"),
        ('"a-${var.x}"', "a-1"),
        ("${local.both}", "1-1"),
        ("${upper(var.x)}", UNKNOWN),
        ('"${var.missing}"', UNKNOWN),
        ('"$${kept}"', "$${kept}"),
        ("${local.loop}", UNKNOWN),
        (['"a"', "${f()}"], ["a"]),
        (5, 5),
    ],
)
def test_only_what_is_written_down_has_a_value(node: Any, value: Any) -> None:
    names = Names(variables={"x": 1}, locals={"both": '"${var.x}-${var.x}"', "loop": "${local.loop}"})
    assert names.value(node) == value


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ('resource "a" "b" {', True),
        ('# why\n/* and\n how */\nvariable "x" {}', True),
        ("# Title\n\nSome words about terraform {\n", False),
        ('{"resource": {}}', False),
    ],
)
def test_code_is_told_by_its_first_block(text: str, is_code: bool) -> None:
    assert CONNECTORS["hcl"].recognises(Path("x"), text.encode()) is is_code
