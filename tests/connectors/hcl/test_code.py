"""Code without a plan: what it says is read, what only a plan could compute is neither guessed nor passed over."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.collection.interface import Request
from lockscan.connectors import CONNECTORS
from lockscan.connectors.hcl.expressions import Names
from lockscan.connectors.hcl.module import roots
from lockscan.connectors.hcl.values import UNKNOWN
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
    assert said["aws_sns_topic"] == ("empty", "1 left out: none is made")
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
        ("${upper(var.x)}", "1"),
        ('"${var.missing}"', UNKNOWN),
        ('"$${kept}"', "${kept}"),
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


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('format("%s-%02d%%", lower("Web"), 7)', "web-07%"),
        ('join("-", concat(["a"], [var.x, true]))', "a-1-true"),
        ('merge(local.tags, { Name = "n-${var.x}" }).Name', "n-1"),
        ('lookup(local.tags, "Owner", "?")', "libraries"),
        ('lookup(local.tags, "Team", "?")', "?"),
        ("element(var.zones, 3)", "b"),
        ("length(var.zones) > 1 ? upper(var.zones[0]) : 5", "A"),
        ('coalesce("", null, var.zones[1])', "b"),
        ('try(local.tags.team.name, "nobody")', "nobody"),
        ("try(aws_x.y.z, 1)", UNKNOWN),
        ("jsonencode({ b = [1, null], a = !false })", '{"a":true,"b":[1,null]}'),
        ('jsondecode("{\\"k\\": 2}").k * 3 - -1', 7),
        ('toset(["b", "a", "b"])', ["a", "b"]),
        ("[for z in var.zones : z]", UNKNOWN),
        ('templatefile("x.tftpl", {})', UNKNOWN),
        ("merge(local.tags, { At = timestamp() }).Owner", "libraries"),
        ("length([aws_x.y.id, 2])", 2),
        ("jsonencode([aws_x.y.id])", UNKNOWN),
        ("false && aws_x.y.on", False),
        ("aws_x.y.on ? 1 : 1", UNKNOWN),
        ("1 / 0", UNKNOWN),
        ('"web-${4 / 2}-${1.0}"', "web-2-1"),
        ("tostring(10000000 / 2)", "5000000"),
        ("tostring(-7 % 3)", "-1"),
        ("1 == true || 1 != 1.0", False),
        ("distinct([1, true, 1.0])", [1, True]),
        ('"${' + " * ".join(["999999999999999999"] * 300) + '}"', UNKNOWN),
        ('format("%s")', UNKNOWN),
        ('"%{ if true }x%{ endif }"', UNKNOWN),
        ("((((1", UNKNOWN),
    ],
)
def test_functions_of_what_is_written_down_are_computed_and_others_are_not_guessed(expression: str, value: Any) -> None:
    names = Names(variables={"x": 1, "zones": ["a", "b"]}, locals={"tags": {"Owner": '"libraries"'}})
    assert names.value(f"${{{expression}}}") == value


@given(st.text(alphabet='ab1.[](){}"$,:?=!&|+-*/<> \\nvarlocal', max_size=60))
def test_whatever_stands_in_an_expression_has_a_value_or_none(text: str) -> None:
    names = Names(variables={"a": [1]}, locals={"b": f"${{{text}}}"})
    names.value(f"${{{text}}}")
    names.value(f'"{text}"')


def test_locals_that_double_one_another_end_early() -> None:
    doubling = {f"l{n}": f'"${{local.l{n + 1}}}${{local.l{n + 1}}}"' for n in range(40)}
    assert Names(locals={**doubling, "l40": '"ab"'}).value("${local.l0}") is UNKNOWN


def test_locals_that_hold_one_another_many_times_end_early() -> None:
    holding = {f"l{n}": [f"${{local.l{n + 1}}}"] * 10 for n in range(11)}
    names = Names(locals={**holding, "l11": "${aws_x.y.id}"})
    assert len(json.dumps(names.value("${local.l0}"))) < 1_000_000
    assert list(names.references("${local.l0}")) == ["aws_x.y.id"]


def test_a_text_that_opens_and_never_closes_ends_early() -> None:
    opened = '"${aws_x.y.id} and ' + "${" * 40_000
    assert list(Names().references(opened)) == ["aws_x.y.id"]


def test_a_known_count_or_for_each_gives_each_instance_its_own(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'locals { names = ["in", "out"] }\n'
        'resource "aws_sqs_queue" "q" {\n  for_each = toset(local.names)\n  name = "post-${each.key}"\n}\n'
        'resource "aws_sns_topic" "t" {\n  count = length(local.names)\n  name = "t${count.index}"\n}\n'
        'resource "aws_sns_topic_subscription" "s" {\n  for_each = aws_sqs_queue.q\n'
        "  topic_arn = aws_sns_topic.t[0].arn\n}\n"
        'module "m" {\n  source = "./m"\n  for_each = { eu = "a", us = "b" }\n  name = each.value\n}\n'
        'module "none" {\n  source = "./m"\n  count = 0\n  name = ""\n}\n'
    )
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text('variable "name" {}\nresource "aws_s3_bucket" "b" { bucket = var.name }\n')
    found = outcome("hcl", tmp_path)
    assert {address: record.resource.name for address, record in found.records.items()} == {
        'aws_sqs_queue.q["in"]': "post-in",
        'aws_sqs_queue.q["out"]': "post-out",
        "aws_sns_topic.t[0]": "t0",
        "aws_sns_topic.t[1]": "t1",
        "aws_sns_topic_subscription.s": "s",
        'module.m["eu"].aws_s3_bucket.b': "a",
        'module.m["us"].aws_s3_bucket.b': "b",
    }
    said = {(scope.type, scope.state.value, scope.reason.partition(": ")[2]) for scope in found.scopes}
    once = "1 with count or for_each counted once: only a plan tells how many there are"
    assert said == {
        ("aws_sns_topic_subscription", "partial", once),
        ("module none", "empty", "1 left out: none is made"),
    }


def test_overriding_files_and_values_win_and_json_is_the_same_language(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'variable "size" { default = "small" }\n'
        'resource "aws_db_instance" "d" {\n  identifier = "d"\n  engine = "mysql"\n  instance_class = var.size\n}\n'
    )
    (tmp_path / "prod_override.tf").write_text('resource "aws_db_instance" "d" { engine = "postgres" }\n')
    (tmp_path / "terraform.tfvars").write_text('size = "medium"\n')
    (tmp_path / "z.auto.tfvars.json").write_text('{"size": "large"}')
    (tmp_path / "cdk.tf.json").write_text(
        json.dumps(
            {
                "//": {"metadata": {}},
                "locals": {"n": "jobs"},
                "resource": {
                    "aws_sqs_queue": {"jobs": {"//": {}, "name": "${local.n}-${var.size}"}},
                    "aws_lambda_function": {
                        "run": {
                            "function_name": 'run "it"',
                            "environment": {"variables": {"QUEUE": "${aws_sqs_queue.jobs.url}"}},
                            "depends_on": ["aws_db_instance.d"],
                        }
                    },
                },
            }
        )
    )
    found = outcome("hcl", tmp_path)
    assert found.facts("aws_db_instance.d")["engine"] == "postgres"
    assert found.facts("aws_db_instance.d")["plan"] == "large"
    assert found.records["aws_sqs_queue.jobs"].resource.name == "jobs-large"
    assert found.records["aws_lambda_function.run"].resource.name == 'run "it"'
    assert _targets(found, "aws_lambda_function.run") == {
        ("environment.variables.QUEUE", "aws_sqs_queue.jobs"),
        ("depends_on", "aws_db_instance.d"),
    }


def test_json_that_is_no_json_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.tf.json").write_text('{"resource": {')
    (tmp_path / "b.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    found = outcome("hcl", tmp_path)
    assert set(found.records) == {"aws_sqs_queue.q"}
    assert found.failed
    assert str(tmp_path / "a.tf.json") in found.failed.reason
