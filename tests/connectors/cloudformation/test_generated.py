"""Templates as tools write them: by the CDK, by the Serverless Framework, by hand in YAML with its quirks."""

import json
from pathlib import Path
from typing import Any

from lockscan.collection.interface import Request
from lockscan.recognition import recognise
from tests.connectors.reading import Outcome, outcome

ASSETS = {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}


def synthesised(folder: Path, resources: dict[str, Any]) -> Outcome:
    version = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}
    known = {"Fn::Not": [{"Fn::Contains": [["1", "2"], {"Ref": "BootstrapVersion"}]}]}
    template = {
        "Resources": resources,
        "Parameters": {"BootstrapVersion": version},
        "Rules": {"CheckBootstrapVersion": {"Assertions": [{"Assert": known, "AssertDescription": "bootstrap again"}]}},
    }
    path = folder / "Portal.template.json"
    path.write_text(json.dumps(template, indent=1))
    return outcome("cloudformation", path)


def nested(path: str, **parameters: Any) -> dict[str, Any]:
    uploaded = {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::Region"}, ".", {"Ref": "AWS::URLSuffix"}, "/", ASSETS]]}
    return {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": uploaded, "Parameters": parameters},
        "Metadata": {"aws:cdk:path": "Portal/Data", "aws:asset:path": path, "aws:asset:property": "TemplateURL"},
    }


def test_a_token_joined_into_a_name_leads_to_its_resource(tmp_path: Path) -> None:
    everything = {"Fn::Join": ["", [{"Fn::GetAtt": ["Docs83908E77", "Arn"]}, "/*"]]}
    statement = {"Effect": "Allow", "Action": "s3:GetObject*", "Resource": [everything]}
    function = {
        "Type": "AWS::Lambda::Function",
        "Properties": {"Code": {"S3Bucket": ASSETS, "S3Key": "a.zip"}, "Role": {"Fn::GetAtt": ["Role", "Arn"]}},
        "DependsOn": ["Policy"],
    }
    policy = {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [statement]}}}
    found = synthesised(
        tmp_path,
        {
            "Docs83908E77": {"Type": "AWS::S3::Bucket", "Metadata": {"aws:cdk:path": "Portal/Docs/Resource"}},
            "Role": {"Type": "AWS::IAM::Role"},
            "Policy": policy,
            "Function": function,
        },
    )
    assert found.said() == []
    assert {(kind, key) for _, kind, key in found.uses("Function")} == {("assumes", "Role")}
    assert {(kind, key) for _, kind, key in found.uses("Policy")} == {("may_access", "Docs83908E77")}


def test_a_stack_that_is_nested_by_its_asset_is_read_with_what_it_is_given(tmp_path: Path) -> None:
    setting = {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Ref": "fromDocs"}}}
    child = {"Resources": {"Setting": setting}, "Parameters": {"fromDocs": {"Type": "String"}}}
    (tmp_path / "Data.nested.template.json").write_text(json.dumps(child))
    docs = {"Type": "AWS::S3::Bucket"}
    given = {"fromDocs": {"Fn::GetAtt": ["Docs", "Arn"]}}
    found = synthesised(tmp_path, {"Docs": docs, "Data": nested("Data.nested.template.json", **given)})
    assert {key for _, _, key in found.uses("Data/Setting")} == {"Docs"}
    assert [Path(one.name).name for one in recognise([tmp_path], Request()).asked] == ["Portal.template.json"]


def test_a_stack_that_is_nested_by_an_asset_not_at_hand_is_told(tmp_path: Path) -> None:
    found = synthesised(tmp_path, {"Data": nested("gone.template.json")})
    assert any("Data skipped" in one for one in found.said())


def test_yaml_is_read_as_its_author_meant_it(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(
        """
AWSTemplateFormatVersion: 2010-09-09
x-common: &common {Runtime: python3.12, MemorySize: 512}
Mappings: {Accounts: {012345678901: {Stage: live}}}
Parameters: {Account: {Type: String, Default: 012345678901}}
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      <<: *common
      MemorySize: 1024
      Role: !GetAtt Role.Arn
      Environment:
        Variables:
          WHERE: !Sub ['${stage}/${Bucket}', {stage: !FindInMap [Accounts, !Ref Account, Stage]}]
          MODE: 0755
          SINCE: 12:30:45
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Principal: {Service: x}}]}}
  Bucket: {Type: AWS::S3::Bucket}
"""
    )
    found = outcome("cloudformation", path)
    assert found.said() == []
    assert found.facts("Function")["runtime"] == "python"
    assert found.facts("Function")["memory_gb"] > 1
    assert {(kind, key) for _, kind, key in found.uses("Function")} == {("assumes", "Role"), ("stores_in", "Bucket")}


def test_a_stack_bears_the_name_that_the_cdk_deploys_it_under(tmp_path: Path) -> None:
    docs = {"Docs": {"Type": "AWS::S3::Bucket", "Metadata": {"aws:cdk:path": "Portal/Docs/Resource"}}}
    path = tmp_path / "template.json"
    path.write_text(json.dumps({"Resources": docs}))
    assert outcome("cloudformation", path).records["Docs"].resource.application == "Portal"
    stack = {"type": "aws:cloudformation:stack", "properties": {"templateFile": path.name, "stackName": "portal-live"}}
    (tmp_path / "manifest.json").write_text(json.dumps({"version": "48.0.0", "artifacts": {"Portal": stack}}))
    assert outcome("cloudformation", path).records["Docs"].resource.application == "portal-live"


def test_a_stack_of_a_stage_bears_both_names(tmp_path: Path) -> None:
    docs = {"Docs": {"Type": "AWS::S3::Bucket", "Metadata": {"aws:cdk:path": "Live/Portal/Docs/Resource"}}}
    path = tmp_path / "LivePortal5D3A1F0C.template.json"
    path.write_text(json.dumps({"Resources": docs}))
    assert outcome("cloudformation", path).records["Docs"].resource.application == "Live-Portal"


def test_what_a_nested_stack_makes_belongs_to_the_stack_that_nests_it(tmp_path: Path) -> None:
    made = {"Keys": {"Type": "AWS::KMS::Key", "Metadata": {"aws:cdk:path": "Portal/Data/Keys/Resource"}}}
    (tmp_path / "PortalData7F.nested.template.json").write_text(json.dumps({"Resources": made}))
    found = synthesised(tmp_path, {"Data": nested("PortalData7F.nested.template.json")})
    assert found.records["Data/Keys"].resource.application == "Portal"


def test_a_stored_parameter_is_read_by_what_it_is_put_into(tmp_path: Path) -> None:
    path = tmp_path / "made.yaml"
    path.write_text(
        """
Parameters:
  Host: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/db/host}
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/ami-amazon-linux-latest/a}
  Called: {Type: 'AWS::SSM::Parameter::Name', Default: /shop/flag}
Resources:
  Held: {Type: AWS::SSM::Parameter, Properties: {Name: /shop/db/host, Type: String, Value: x}}
  Work:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {HOST: !Sub '${Host}:5432', IMAGE: !Ref Image, FLAG: !Ref Called}}}
"""
    )
    found = outcome("cloudformation", path)
    assert ("Environment.Variables.HOST", "reads_secret", "/shop/db/host") in found.uses("Work")
    assert not any("/aws/service" in key for _, _, key in found.uses("Work"))
    assert "/shop/db/host" in {one.key for one in found.records["Held"].identities}


def test_a_macro_is_said_once_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "made.yaml"
    inside = "{Fn::Transform: {Name: Sizes, Parameters: {}}}"
    path.write_text(
        f"Transform: [AWS::LanguageExtensions]\nResources:\n"
        f"  A: {{Type: AWS::SQS::Queue, Properties: {inside}}}\n  B: {{Type: AWS::SQS::Queue, Properties: {inside}}}\n"
    )
    found = outcome("cloudformation", path)
    assert len(found.records) == 2
    assert [one.partition(" ")[0] for one in found.said()] == ["Sizes"]
