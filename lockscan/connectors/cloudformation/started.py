"""What an event of a serverless function or state machine needs to start it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lockscan.connectors._shape import table
from lockscan.connectors.cloudformation.serverless import API, HTTP_API, STATE_MACHINE

IMPLICIT: Final[Mapping[str, tuple[str, str, str]]] = {
    "Api": ("RestApiId", "ServerlessRestApi", API),
    "HttpApi": ("ApiId", "ServerlessHttpApi", HTTP_API),
}
"""Events that want an API: the key that names one, and which they share where none is named."""

RULE: Final = "AWS::Events::Rule"
SCHEDULE: Final = "AWS::Scheduler::Schedule"
RULES: Final[Mapping[str, str]] = {
    "Schedule": RULE,
    "ScheduleV2": SCHEDULE,
    "EventBridgeRule": RULE,
    "CloudWatchEvent": RULE,
    "IoTRule": "AWS::IoT::TopicRule",
}
"""Events that are told by a rule of their own."""

_SAID: Final = {
    "Schedule": "ScheduleExpression",
    "ScheduleExpression": "ScheduleExpression",
    "Pattern": "EventPattern",
    "EventBusName": "EventBusName",
    "Name": "Name",
    "RuleName": "Name",
    "GroupName": "GroupName",
    "State": "State",
}
"""What an event says of its rule, and how the rule says it."""


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    type: str
    properties: Mapping[str, Any]


def attribute(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


def role(name: str, properties: Mapping[str, Any]) -> Made:
    """Give the role that is made where none is named; it bears its owner's tags."""
    return Made(name, "AWS::IAM::Role", {"Tags": properties["Tags"]} if "Tags" in properties else {})


def started(name: str, event: str, written: Mapping[str, Any], *, runs: str) -> Iterator[Made]:
    kind, said = str(written.get("Type")), table(written.get("Properties"))
    if kind in IMPLICIT:
        key, api, type_ = IMPLICIT[kind]
        if not said.get(key):
            yield Made(api, type_, {})
    if kind in RULES:
        yield from _ruled(name, event, RULES[kind], said, needs_role=RULES[kind] == SCHEDULE or runs == STATE_MACHINE)


def _ruled(name: str, event: str, type_: str, said: Mapping[str, Any], *, needs_role: bool) -> Iterator[Made]:
    """A schedule, and whatever starts a state machine, acts under a role; a function only permits it."""
    target = {"Arn": attribute(name), "Id": event}
    if needs_role:
        target["RoleArn"] = said.get("RoleArn") or attribute(f"{name}{event}Role")
        if not said.get("RoleArn"):
            yield Made(f"{name}{event}Role", "AWS::IAM::Role", {})
    properties = {ours: said[theirs] for theirs, ours in _SAID.items() if theirs in said}
    if type_ == SCHEDULE:
        yield Made(f"{name}{event}", type_, {**properties, "Target": target})
    elif type_ == RULE:
        yield Made(f"{name}{event}", type_, {**properties, "Targets": [target]})
    else:
        action = {"Lambda": {"FunctionArn": attribute(name)}}
        yield Made(f"{name}{event}", type_, {"TopicRulePayload": {"Actions": [action]}})
