"""What an answer looks like on the wire, in the protocol its service speaks."""

import struct
from datetime import datetime
from typing import Any

from botocore.model import OperationModel
from moto.core.model import ServiceModel
from moto.core.serialize import get_serializer_class

DESCRIBED: dict[str, Any] = {}


def body(model: OperationModel, value: Any) -> tuple[bytes, dict[str, str]]:
    """Give an answer's body and headers."""
    protocol = str(model.service_model.resolved_protocol)
    if "cbor" in protocol:
        return cbor(value), {"content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
    service = model.service_model.service_name
    made = get_serializer_class(service, protocol)(_described(model)).serialize(value)
    content = made["body"]
    return (content.encode() if isinstance(content, str) else content), dict(made["headers"])


def _described(model: OperationModel) -> Any:
    """Give the operation in moto's own kind of model, which its serializers ask for."""
    service = model.service_model
    if service.service_name not in DESCRIBED:
        DESCRIBED[service.service_name] = ServiceModel(service._service_description, service.service_name)  # type: ignore[attr-defined] # what it was read from
    return DESCRIBED[service.service_name].operation_model(model.name)


def cbor(value: Any) -> bytes:  # noqa: PLR0911 - one a kind of value
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, datetime):
        return b"\xc1\xfb" + struct.pack(">d", value.timestamp())
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(cbor, value))
    pairs = (cbor(key) + cbor(inner) for key, inner in value.items())
    return _head(5, len(value)) + b"".join(pairs)


def _head(major: int, number: int) -> bytes:
    return bytes([major << 5 | 26]) + struct.pack(">I", number)
