"""A CloudFormation template that makes the reading role in every account of a StackSet."""

from collections.abc import Sequence
from typing import Any, Final

from lockscan.collection.interface import Grant

PRINCIPAL: Final = r"arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role)/.+)"

DESCRIPTION: Final = (
    "A role that lockscan assumes to read settings and metrics, never data or secrets. "
    "Roll it out as a StackSet; the management account is not among a StackSet's targets."
)


def template(policies: Sequence[dict[str, Any]], grant: Grant) -> dict[str, Any]:
    """Give the template: one role, the policies that let it read, and whom it trusts."""
    documents = {f"Reads{number}": policy for number, policy in enumerate(policies, start=1)}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": DESCRIPTION,
        "Parameters": _parameters(grant),
        "Conditions": {"AsksForExternalId": {"Fn::Not": [{"Fn::Equals": [{"Ref": "ExternalId"}, ""]}]}},
        "Resources": {
            **{name: _managed(policy) for name, policy in documents.items()},
            "Role": _role([{"Ref": name} for name in documents]),
        },
        "Outputs": {"RoleArn": {"Description": "What is assumed", "Value": {"Fn::GetAtt": ["Role", "Arn"]}}},
    }


def _parameters(grant: Grant) -> dict[str, Any]:
    principal = {
        "Type": "String",
        "Description": "ARN of the user or role that scans (or arn:aws:iam::ACCOUNT:root for its whole account)",
        "AllowedPattern": PRINCIPAL,
    }
    return {
        "ScanningPrincipal": {**principal, **({"Default": grant.principal} if grant.principal else {})},
        "RoleName": {
            "Type": "String",
            "Description": "The name to give to --role",
            "Default": grant.role,
            "AllowedPattern": r"[\w+=,.@-]{1,64}",
        },
        "ExternalId": {
            "Type": "String",
            "Description": "What --external-id must say; empty for none",
            "Default": grant.external_id,
            "AllowedPattern": r"([\w+=,.@:/-]{2,1224})?",
        },
    }


def _managed(policy: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"Description": "What lockscan reads", "PolicyDocument": policy},
    }


def _role(policies: list[dict[str, str]]) -> dict[str, Any]:
    external = {"StringEquals": {"sts:ExternalId": {"Ref": "ExternalId"}}}
    trust = {
        "Effect": "Allow",
        "Principal": {"AWS": {"Ref": "ScanningPrincipal"}},
        "Action": "sts:AssumeRole",
        "Condition": {"Fn::If": ["AsksForExternalId", external, {"Ref": "AWS::NoValue"}]},
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": {"Ref": "RoleName"},
            "Description": "Assumed by lockscan to read settings and metrics",
            "MaxSessionDuration": 3600,
            "ManagedPolicyArns": policies,
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        },
    }
