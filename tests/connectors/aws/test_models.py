"""Cut descriptions say all that is needed of what is allowed, and nothing of the rest."""

from typing import Any

import boto3
import pytest
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.models import SlimLoader, slim_models
from lockscan.connectors.aws.permissions import allowed

ALLOWED = allowed(shipped_catalog())


def model(loader: Loader, service: str) -> ServiceModel:
    return ServiceModel(loader.load_service_model(service, "service-2"), service)


def outline(shape: Shape | None, above: tuple[str, ...] = ()) -> Any:
    """A shape down to its leaves, without words."""
    if shape is None or shape.name in above:
        return None
    inner: Any = shape
    below = (*above, shape.name)
    if shape.type_name == "structure":
        return {name: outline(member, below) for name, member in inner.members.items()}
    if shape.type_name == "list":
        return [outline(inner.member, below)]
    if shape.type_name == "map":
        return {"key": outline(inner.key, below), "value": outline(inner.value, below)}
    return shape.type_name, dict(shape.metadata), dict(shape.serialization)


def sides(operation: OperationModel) -> Any:
    return outline(operation.input_shape), outline(operation.output_shape), operation.http, operation.auth_type


@pytest.mark.parametrize("service", ["s3", "ec2", "dynamodb", "lambda", "cloudwatch", "sts", "iam", "apigateway"])
def test_an_allowed_operation_is_described_as_botocore_does(service: str) -> None:
    names = {name for of, name in ALLOWED if of == service}
    cut, whole = model(SlimLoader(ALLOWED), service), model(Loader(), service)
    assert set(cut.operation_names) == names
    for name in names:
        assert sides(cut.operation_model(name)) == sides(whole.operation_model(name))


def test_a_session_makes_whole_clients_again_afterwards() -> None:
    session = boto3.Session("k", "s", region_name="eu-west-2")
    with slim_models(session, SlimLoader({("sqs", "ListQueues")})):
        ours = session.client("sqs")
    assert hasattr(ours, "list_queues")
    assert not hasattr(ours, "send_message")
    assert hasattr(session.client("sqs"), "send_message")
