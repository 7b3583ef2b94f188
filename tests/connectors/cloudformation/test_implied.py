"""What a serverless template makes beside what it writes: found, counted once, and said to be implied."""

from pathlib import Path

from tests.connectors.reading import Outcome, outcome

FUNCTION = "Type: AWS::Serverless::Function"


def serverless(folder: Path, resources: str, rest: str = "") -> Outcome:
    path = folder / "made.yaml"
    path.write_text(f"Transform: AWS::Serverless-2016-10-31\n{rest}\nResources:\n{resources}")
    return outcome("cloudformation", path)


def types(found: Outcome) -> dict[str, str]:
    return {address: record.resource.type for address, record in found.records.items()}


def test_a_function_without_a_role_has_one_of_its_own_at_its_line(tmp_path: Path) -> None:
    found = serverless(
        tmp_path, f"  Own: {{{FUNCTION}}}\n  Lent: {{{FUNCTION}, Properties: {{Role: 'arn:aws:iam::1:role/a'}}}}\n"
    )
    assert types(found) == {
        "Own": "AWS::Lambda::Function",
        "OwnRole (implied by Own)": "AWS::IAM::Role",
        "Lent": "AWS::Lambda::Function",
    }
    lines = {address: record.resource.origins[0].line for address, record in found.records.items()}
    assert lines["OwnRole (implied by Own)"] == lines["Own"]
    assert ("Role", "assumes", "OwnRole") in found.uses("Own")


def test_a_role_that_holds_for_all_functions_implies_none(tmp_path: Path) -> None:
    found = serverless(tmp_path, f"  One: {{{FUNCTION}}}\n", "Globals: {Function: {Role: 'arn:aws:iam::1:role/a'}}")
    assert list(found.records) == ["One"]


def test_a_role_that_a_condition_takes_away_is_implied(tmp_path: Path) -> None:
    role = "!If [Never, 'arn:aws:iam::1:role/a', !Ref AWS::NoValue]"
    found = serverless(
        tmp_path, f"  F: {{{FUNCTION}, Properties: {{Role: {role}}}}}\n", "Conditions: {Never: !Equals [a, b]}"
    )
    assert list(found.records) == ["F", "FRole (implied by F)"]


def test_events_that_name_no_api_share_one(tmp_path: Path) -> None:
    events = "Events: {E: {Type: Api, Properties: {Path: /, Method: get}}}"
    said = "Outputs: {Url: {Value: !Sub 'https://${ServerlessRestApi}', Export: {Name: url}}}"
    both = "".join(f"  {name}: {{{FUNCTION}, Properties: {{Role: r, {events}}}}}\n" for name in ("One", "Two"))
    found = serverless(tmp_path, both, said)
    api = "ServerlessRestApi (implied by One)"
    assert types(found) == {
        "One": "AWS::Lambda::Function",
        api: "AWS::ApiGateway::RestApi",
        "ServerlessRestApiProdStage (implied by One)": "AWS::ApiGateway::Stage",
        "Two": "AWS::Lambda::Function",
    }
    for name in ("One", "Two"):
        assert {key for _, _, key in found.uses(name)} == {"ServerlessRestApi"}
    assert {(kind, key) for _, kind, key in found.uses(api)} == {("routes_to", "One"), ("routes_to", "Two")}
    assert "cloudformation-export:url" in {one.key for one in found.records[api].identities}


def test_what_is_implied_stands_while_one_that_implies_it_does(tmp_path: Path) -> None:
    events = "Events: {E: {Type: HttpApi}}"
    conditions = "Conditions: {Never: !Equals [a, b], Always: !Equals [a, a]}"
    resources = "".join(
        f"  {name}: {{{FUNCTION}, Condition: {name}, Properties: {{Role: r, {events}}}}}\n"
        for name in ("Never", "Always")
    )
    kept = serverless(tmp_path, resources, conditions)
    assert {address.partition(" ")[0] for address in kept.records} == {
        "Always",
        "ServerlessHttpApi",
        "ServerlessHttpApiApiGatewayDefaultStage",
    }
    dropped = serverless(tmp_path, resources.splitlines()[0], conditions)
    assert not dropped.records


def test_rules_that_start_it_use_it_and_schedules_act_under_a_role(tmp_path: Path) -> None:
    events = (
        "Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}, "
        "Paid: {Type: EventBridgeRule, Properties: {EventBusName: !Ref Bus, Pattern: {source: [shop]}}}, "
        "Later: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}, "
        "Sensed: {Type: IoTRule, Properties: {Sql: SELECT * FROM 'a'}}, "
        "Queued: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}"
    )
    written = f"  Work: {{{FUNCTION}, Properties: {{Role: r, Events: {{{events}}}}}}}\n"
    found = serverless(
        tmp_path, f"{written}  Bus: {{Type: AWS::Events::EventBus}}\n  Queue: {{Type: AWS::SQS::Queue}}\n"
    )
    assert types(found) == {
        "Work": "AWS::Lambda::Function",
        "WorkNightly (implied by Work)": "AWS::Events::Rule",
        "WorkPaid (implied by Work)": "AWS::Events::Rule",
        "WorkLaterRole (implied by Work)": "AWS::IAM::Role",
        "WorkLater (implied by Work)": "AWS::Scheduler::Schedule",
        "WorkSensed (implied by Work)": "AWS::IoT::TopicRule",
        "Bus": "AWS::Events::EventBus",
        "Queue": "AWS::SQS::Queue",
    }
    assert "Work" in {key for _, _, key in found.uses("WorkNightly (implied by Work)")}
    assert {key for _, _, key in found.uses("WorkPaid (implied by Work)")} == {"Work", "Bus"}
    assert {key for _, _, key in found.uses("WorkLater (implied by Work)")} == {"Work", "WorkLaterRole"}
    assert ("Events.Queued.Properties.Queue", "reads_from", "Queue") in found.uses("Work")


def test_a_state_machine_s_rule_acts_under_a_role(tmp_path: Path) -> None:
    events = "Events: {Go: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}"
    found = serverless(tmp_path, f"  Flow: {{Type: AWS::Serverless::StateMachine, Properties: {{{events}}}}}\n")
    assert sorted(types(found).values()) == [
        "AWS::Events::Rule",
        "AWS::IAM::Role",
        "AWS::IAM::Role",
        "AWS::StepFunctions::StateMachine",
    ]


def test_a_published_alias_is_known_by_what_the_model_calls_it(tmp_path: Path) -> None:
    said = "AutoPublishAlias: !Ref Stage, FunctionUrlConfig: {AuthType: NONE}, DeploymentPreference: {Type: AllAtOnce}"
    rule = "Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Main.Alias, SourceArn: !GetAtt Api.Stage}"
    api = "Type: AWS::Serverless::Api, Properties: {StageName: !Ref Stage}"
    found = serverless(
        tmp_path,
        f"  Main: {{{FUNCTION}, Properties: {{Role: r, {said}}}}}\n  Api: {{{api}}}\n  Rule: {{{rule}}}\n",
        "Parameters: {Stage: {Type: String, Default: live}}",
    )
    assert {address.partition(" ")[0] for address in found.records} == {
        *("Main", "MainVersion", "MainAliaslive", "MainUrl", "MainDeploymentGroup"),
        *("ServerlessDeploymentApplication", "CodeDeployServiceRole", "Api", "ApiliveStage", "Rule"),
    }
    assert {key for _, _, key in found.uses("Rule")} == {"MainAliaslive", "ApiliveStage"}


def test_what_is_written_under_an_implied_name_is_there_once(tmp_path: Path) -> None:
    found = serverless(tmp_path, f"  A: {{{FUNCTION}}}\n  ARole: {{Type: AWS::IAM::Role}}\n")
    assert list(found.records) == ["A", "ARole"]


def test_a_table_is_what_it_is_deployed_as(tmp_path: Path) -> None:
    path = tmp_path / "made.yaml"
    path.write_text(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n"
        "  T: {Type: AWS::Serverless::SimpleTable, Properties: {TableName: orders}}\n"
    )
    found = outcome("cloudformation", path, accounts=("123456789012",), regions=("eu-west-2",))
    assert found.records["T"].resource.type == "AWS::DynamoDB::Table"
    assert found.records["T"].resource.id == "arn:aws:dynamodb:eu-west-2:123456789012:table/orders"
