"""What a template declares, as far as it tells without being deployed."""

from pathlib import Path
from typing import Any

import pytest

from tests.connectors.reading import FIXTURES, Outcome, outcome

FOLDER = FIXTURES / "cloudformation"


@pytest.fixture
def tax() -> Outcome:
    return outcome("cloudformation", FOLDER / "council-tax.yaml")


def written(folder: Path, resources: str, rest: str = "", name: str = "made.yaml") -> Outcome:
    path = folder / name
    path.write_text(f"AWSTemplateFormatVersion: '2010-09-09'\n{rest}\nResources:\n{resources}")
    return outcome("cloudformation", path)


def test_parameters_mappings_and_conditions_give_the_facts(tax: Outcome) -> None:
    facts = tax.facts("Database")
    assert facts["plan"] == "db.m6g.large"
    assert facts["engine_version"] == "15"
    assert facts["encrypted"] is True
    assert facts["multi_zone"] is True
    assert facts["customer_key"] is True
    assert facts["allocated_gb"] == pytest.approx(214.7483648)


def test_references_lead_to_resources_of_the_template(tax: Outcome) -> None:
    assert tax.uses("Worker") >= {
        ("Role", "assumes", "Role"),
        ("Environment.Variables.QUEUE_URL", "writes_to", "Payments"),
        ("Environment.Variables.BUCKET", "stores_in", "Receipts"),
        ("Environment.Variables.DB_HOST", "stores_in", "Database"),
    }
    assert ("MasterUserPassword", "reads_secret", "DatabaseSecret") in tax.uses("Database")
    assert ("Bucket", "configures", "Receipts") in tax.uses("ReceiptsPolicy")
    assert ("RedrivePolicy.deadLetterTargetArn", "dead_letter", "Failed") in tax.uses("Payments")


def test_depends_on_is_order_only(tax: Outcome) -> None:
    orders = [one for one in tax.records["Worker"].candidates if one.evidence == "DependsOn"]
    assert [(one.kind.value, one.external) for one in orders] == [("ordered_after", False)]


def test_a_condition_that_is_false_leaves_out_and_says_so(tax: Outcome) -> None:
    assert "TestDatabase" not in tax.records
    assert any("AWS::RDS::DBInstance empty" in one and "IsTest" in one for one in tax.said())


def test_a_condition_that_only_deploying_decides_keeps_the_resource(tax: Outcome) -> None:
    assert ("SourceDBInstanceIdentifier", "copy_of", "Database") in tax.uses("Replica")


def test_every_resource_has_its_line(tax: Outcome) -> None:
    lines = tax.path.read_text().splitlines()
    for name, record in tax.records.items():
        line = record.resource.origins[0].line
        assert line is not None
        assert lines[line - 1].strip().startswith(f"{name}:")


def test_a_name_that_is_unique_everywhere_is_the_id(tax: Outcome) -> None:
    assert tax.records["Receipts"].resource.id == "arn:aws:s3:::wexbridge-receipts-production"


def test_where_the_user_says_it_is_deployed_names_become_ids() -> None:
    found = outcome(
        "cloudformation", FOLDER / "planning-portal.yaml", accounts=("123456789012",), regions=("eu-west-2",)
    )
    table = found.records["Applications"].resource
    assert table.id == "arn:aws:dynamodb:eu-west-2:123456789012:table/planning-applications"
    assert (table.account, table.region) == ("123456789012", "eu-west-2")


@pytest.mark.parametrize(
    ("region", "said", "arn"),
    [
        ("eu-west-2", "Name: made", "arn:aws:events:eu-west-2:123456789012:rule/made"),
        ("eu-west-2", "Name: made, EventBusName: default", "arn:aws:events:eu-west-2:123456789012:rule/made"),
        ("eu-west-2", "Name: made, EventBusName: booking", "arn:aws:events:eu-west-2:123456789012:rule/booking/made"),
        (
            "eu-west-2",
            "Name: made, EventBusName: 'arn:aws:events:eu-west-2:123456789012:event-bus/booking'",
            "arn:aws:events:eu-west-2:123456789012:rule/booking/made",
        ),
        ("cn-north-1", "Name: made", "arn:aws-cn:events:cn-north-1:123456789012:rule/made"),
        ("eu-west-2", "Name: made, EventBusName: !Ref Bus", ""),
    ],
)
def test_a_rule_is_known_by_its_bus_and_its_cloud(tmp_path: Path, region: str, said: str, arn: str) -> None:
    path = tmp_path / "made.yaml"
    resources = (
        f"  Rule: {{Type: 'AWS::Events::Rule', Properties: {{{said}}}}}\n  Bus: {{Type: 'AWS::Events::EventBus'}}"
    )
    path.write_text(f"AWSTemplateFormatVersion: '2010-09-09'\nResources:\n{resources}\n")
    found = outcome("cloudformation", path, accounts=("123456789012",), regions=(region,))
    assert found.records["Rule"].resource.id == (arn or f"{path}#Rule")


def test_no_value_of_a_tag_or_parameter_that_is_nobodys_business_is_kept(tax: Outcome) -> None:
    assert tax.records["Database"].resource.tags["Secret-Note"] is None
    assert "not-a-secret" not in repr(tax.records)
    assert "nobody reads this" not in repr(tax.records)


def test_an_import_is_what_another_template_exports(tax: Outcome) -> None:
    network = outcome("cloudformation", FOLDER / "network.json")
    exported = {one.key for one in network.records["Vpc"].identities}
    assert ("VpcId", "in_network", "cloudformation-export:network-VpcId") in tax.uses("DatabaseAccess")
    assert "cloudformation-export:network-VpcId" in exported


def test_loops_are_written_out() -> None:
    network = outcome("cloudformation", FOLDER / "network.json")
    assert {"Subneta", "Subnetb"} <= set(network.records)
    assert network.records["Subnetb"].resource.name == "private-b"
    assert network.records["Gateway"].resource.origins[0].line == 26


def test_a_nested_stack_beside_the_template_is_read_through_its_outputs() -> None:
    found = outcome("cloudformation", FOLDER / "planning-portal.yaml")
    assert found.records["Network/Vpc"].resource.origins[0].location == str(FOLDER / "network.json")
    networks = {key for _, kind, key in found.uses("Service") if kind == "in_network"}
    assert networks == {"Network/Subneta", "Network/Subnetb"}
    assert any("Spare skipped" in one for one in found.said())


def test_globals_hold_for_every_function_of_a_serverless_template() -> None:
    found = outcome("cloudformation", FOLDER / "bin-day" / "template.yaml")
    assert found.facts("Lookup")["runtime"] == "nodejs"
    assert ("Environment.Variables.TABLE", "stores_in", "Rounds") in found.uses("Import")
    assert ("Events.Change.Properties.Queue", "reads_from", "Changes") in found.uses("Import")
    assert found.facts("Import")["packaging"] == "image"
    assert found.records["Api"].resource.application == "bin-day"


@pytest.mark.parametrize(
    ("value", "uses"),
    [
        ("!GetAtt Other.Arn", {"Other"}),
        ("{'Fn::GetAtt': Other.Arn}", {"Other"}),
        ("{'Fn::GetAtt': [Other, Arn]}", {"Other"}),
        ("!Sub '${Other.Arn}/x'", {"Other"}),
        ("!Sub ['${x}/${Other}', {x: !Ref Third}]", {"Other", "Third"}),
        ("!Sub '${!Other}'", set()),
        ("!Join ['-', [a, !Ref Other]]", {"Other"}),
        ("!Select [0, [!Ref Other, !Ref Third]]", {"Other"}),
        ("!Select [7, [!Ref Other, !Ref Third]]", {"Other", "Third"}),
        ("!If [Unknown, !Ref Other, !Ref Third]", {"Other", "Third"}),
        ("!If [Yes, !Ref Other, !Ref Third]", {"Other"}),
        ("!If [Both, !Ref Other, !Ref 'AWS::NoValue']", set()),
        ("!Base64 {'Fn::Sub': 'x ${Other}'}", {"Other"}),
        ("!FindInMap [M, k, l]", set()),
        ("!Ref Gone", set()),
        ("!Ref", set()),
        ("!GetAtt", set()),
        ("!If [Yes]", set()),
        ("!Sub [1, 2, 3]", set()),
        ("!Cidr [!Ref Other, 2]", {"Other"}),
    ],
)
def test_functions_lead_to_what_they_are_made_of(tmp_path: Path, value: str, uses: set[str]) -> None:
    conditions = """
Conditions:
  Yes: !Equals [a, a]
  Unknown: !Equals [!Ref 'AWS::AccountId', '1']
  Both: !And [!Condition Yes, !Not [!Condition Yes]]
"""
    resources = (
        f"  One: {{Type: AWS::X::Y, Properties: {{Value: {value}}}}}\n"
        if value.startswith("{")
        else (f"  One:\n    Type: AWS::X::Y\n    Properties:\n      Value: {value}\n")
    )
    found = written(tmp_path, resources + "  Other: {Type: AWS::X::Z}\n  Third: {Type: AWS::X::Z}\n", conditions)
    assert {key for _, _, key in found.uses("One")} == uses


def test_conditions_that_ask_for_one_another_end(tmp_path: Path) -> None:
    chain = "\n".join(f"  C{i}: !Condition C{i + 1}" for i in range(3_000))
    found = written(
        tmp_path, "  One: {Type: AWS::X::Y, Condition: C0}\n", f"Conditions:\n{chain}\n  C3000: !Condition C0"
    )
    assert list(found.records) == ["One"]


def test_templates_that_nest_themselves_end(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "  Me:\n    Type: AWS::CloudFormation::Stack\n"
        "    Properties: {TemplateURL: made.yaml, Parameters: {A: !GetAtt Me.Outputs.A}}\n",
        "Outputs: {A: {Value: !GetAtt Me.Outputs.A}}",
    )
    assert list(found.records) == ["Me"]
    assert any("nests itself" in one for one in found.said())


def test_a_template_s_place_that_is_no_path_is_told(tmp_path: Path) -> None:
    nested = '  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "a\\0b"}}\n'
    assert any("N skipped" in one for one in written(tmp_path, nested).said())


def test_one_template_nested_twice_has_its_resources_twice(tmp_path: Path) -> None:
    (tmp_path / "queue.yaml").write_text(
        "Resources:\n  Queue: {Type: AWS::SQS::Queue}\nOutputs: {Url: {Value: !Ref Queue}}\n"
    )
    nested = "".join(
        f"  {name}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: queue.yaml}}}}\n" for name in "AB"
    )
    found = written(tmp_path, nested + "  Role:\n    Type: AWS::X::Y\n    Properties: {Queue: !GetAtt B.Outputs.Url}\n")
    queues = {name for name, one in found.records.items() if one.resource.type == "AWS::SQS::Queue"}
    assert queues == {"A/Queue", "B/Queue"}
    assert {key for _, _, key in found.uses("Role")} == {"B/Queue"}


def test_a_macro_that_we_cannot_run_is_a_gap(tmp_path: Path) -> None:
    found = written(tmp_path, "  One: {Type: AWS::X::Y}\n", "Transform: [AWS::Serverless-2016-10-31, CouncilMacro]")
    assert [one.partition(":")[0] for one in found.said()] == ["CouncilMacro partial"]


def test_a_loop_over_what_is_not_known_is_a_gap(tmp_path: Path) -> None:
    loop = "  'Fn::ForEach::Q': [N, !Ref Names, {'Queue${N}': {Type: AWS::SQS::Queue}}]\n"
    found = written(tmp_path, loop, "Parameters: {Names: {Type: CommaDelimitedList}}")
    assert any("Fn::ForEach partial" in one for one in found.said())


def test_a_loop_is_bounded(tmp_path: Path) -> None:
    inner: Any = "{'Q${a}${b}${c}${d}': {Type: AWS::SQS::Queue}}"
    for name in "abcd":
        inner = f"{{'Fn::ForEach::{name}': [{name}, [{','.join(f'{name}{i}' for i in range(30))}], {inner}]}}"
    found = written(tmp_path, "  " + inner[1:-1] + "\n")
    assert 0 < len(found.records) <= 20_000
    assert any("more than 20,000 rounds" in one for one in found.said())


def test_what_is_included_from_elsewhere_is_a_gap(tmp_path: Path) -> None:
    include = "{Name: AWS::Include, Parameters: {Location: s3://a/b}}"
    found = written(tmp_path, f"  One: {{Type: AWS::X::Y}}\n  Fn::Transform: {include}\n", f"Transform: [{include}]")
    assert [one.partition(" ")[0] for one in found.said()] == ["AWS::Include"]
    assert list(found.records) == ["One"]


def test_an_entry_without_a_type_is_told(tmp_path: Path) -> None:
    found = written(tmp_path, "  One: {Type: AWS::X::Y}\n  Two: {Properties: {}}\n  Three: 3\n")
    assert list(found.records) == ["One"]
    assert any("no resources, for want of a type: Three, Two" in one for one in found.said())


def test_a_connector_joins_what_it_names(tmp_path: Path) -> None:
    joined = "{Source: {Id: One}, Destination: {Id: Two}, Permissions: [Write]}"
    found = written(
        tmp_path,
        "  One: {Type: AWS::Lambda::Function}\n  Two: {Type: AWS::SQS::Queue}\n"
        f"  Join: {{Type: AWS::Serverless::Connector, Properties: {joined}}}\n",
    )
    assert ("Join.Destination", "writes_to", "Two") in found.uses("One")
