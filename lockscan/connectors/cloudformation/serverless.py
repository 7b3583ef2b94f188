"""What the Serverless Application Model sets for all resources of a kind at once."""

from collections.abc import Mapping
from typing import Any, Final

from lockscan.connectors._shape import table, text

PREFIX: Final = "AWS::Serverless::"
FUNCTION: Final = "AWS::Serverless::Function"
STATE_MACHINE: Final = "AWS::Serverless::StateMachine"
API: Final = "AWS::Serverless::Api"
HTTP_API: Final = "AWS::Serverless::HttpApi"

DEPLOYED_AS: Final = {
    FUNCTION: "AWS::Lambda::Function",
    STATE_MACHINE: "AWS::StepFunctions::StateMachine",
    API: "AWS::ApiGateway::RestApi",
    HTTP_API: "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::WebSocketApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::GraphQLApi": "AWS::AppSync::GraphQLApi",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    "AWS::Serverless::LayerVersion": "AWS::Lambda::LayerVersion",
}
"""What the model's own types become: by these they are found live."""


def with_globals(written: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Give a resource's properties with those that hold for its kind; what it says itself wins."""
    own = dict(table(written.get("Properties")))
    type_ = text(written.get("Type"))
    common = table(said.get(type_.removeprefix(PREFIX))) if type_.startswith(PREFIX) else {}
    return _over(common, own) if common else own


def _over(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings unite, lists are joined, all else is replaced."""
    united = dict(common)
    for key, value in own.items():
        there = united.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            united[key] = _over(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            united[key] = [*there, *value]
        else:
            united[key] = value
    return united
