"""An AWS account asked by its own SDK, and each answer spelled as other tools spell it; knows nothing of lockscan."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import boto3
import jmespath
from botocore.exceptions import ClientError
from jmespath import functions

from lockscan.vocabulary.data import read_yaml

ACCOUNT: Final = "123456789012"
HOME: Final = "eu-west-2"
REGIONS: Final = (HOME, "eu-west-1")
SAID: Final[Mapping[str, Any]] = read_yaml(Path(__file__).with_name("aws.yaml"))
TYPES: Final[Mapping[str, Any]] = SAID["types"]
_PLACE: Final = re.compile(r"\{([^{}]+)\}")


class _Functions(functions.Functions):
    """What JMESPath lacks for policies in texts and names in ARNs."""

    @functions.signature({"types": []})
    def _func_parsed(self, value: Any) -> Any:
        return json.loads(value) if value else None

    @functions.signature({"types": []})
    def _func_last_part(self, value: Any) -> Any:
        return re.split(r"[:/]", value)[-1] if value else None

    @functions.signature({"types": []}, {"types": ["string"]}, {"types": ["string"]})
    def _func_pairs(self, value: Any, key: str, said: str) -> Any:
        return {one[key]: one[said] for one in value or ()}


_OPTIONS: Final = jmespath.Options(custom_functions=_Functions())


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One resource as its API answers."""

    type: str
    answer: Mapping[str, Any]
    region: str
    """Where its code would stand: what is in no region stands at home."""

    @property
    def spelling(self) -> Mapping[str, Any]:
        said: Mapping[str, Any] = TYPES[self.type]
        special = said.get("instead")
        return {**said, **special} if special and found(special["when"], self.answer) else said

    @property
    def id(self) -> str:
        return str(self.answer["arn_"])

    def spelled(self, form: Mapping[str, Any], **element: Any) -> dict[str, Any]:
        """Give what a form makes of the answer; what is not set is left out."""
        values = {key: found(one, {**self.answer, **element}) for key, one in form.items() if key != "over"}
        return {key: _filled(value) for key, value in values.items() if value is not None}

    def beside(self, forms: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the type and the values of each resource that says a part of this one."""
        for type_, form in forms.items():
            for element in found(form["over"], self.answer) or ():
                yield type_, self.spelled(form, **element)

    def tags(self) -> dict[str, str]:
        pairs = next((self.answer[key] for key in ("Tags", "TagSet", "TagList", "tags") if self.answer.get(key)), ())
        if isinstance(pairs, dict):
            return pairs
        return {one.get("Key", one.get("key")): one.get("Value", one.get("value")) for one in pairs}


@cache
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)


def found(said: Any, answer: Mapping[str, Any]) -> Any:
    if isinstance(said, Mapping):
        return _PLACE.sub(lambda match: str(found(match[1], answer)), said["text"])
    return _compiled(said).search(answer, _OPTIONS)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := _filled(one)) is not None}
    return [_filled(one) for one in value] if isinstance(value, list) else value


class Account:
    def __init__(self, endpoint: str) -> None:
        self._session: Any = boto3.Session(aws_access_key_id="x", aws_secret_access_key="x")
        self._endpoint = endpoint
        self._clients: dict[tuple[str, str], Any] = {}
        self._answers: dict[str, Mapping[str, Any]] = {}

    def described(self) -> Iterator[Described]:
        for type_, said in TYPES.items():
            for region in (HOME,) if said.get("once") else REGIONS:
                for answer in self._of(said, region):
                    yield _described(type_, said, answer, region)

    def _of(self, said: Mapping[str, Any], region: str) -> Iterator[dict[str, Any]]:
        operation, where, *arguments = said["ask"]
        place = {"region_": region, "account_": ACCOUNT}
        listed = [{**one, **place} for one in self._asked(operation, region, where, *arguments)]
        if each := said.get("each"):
            listed = [{**above, **one} for above in listed for one in self._detailed(each, above, region) or ()]
        for one in listed:
            answer = one
            for step in said.get("more", ()):
                answer = {**answer, **(self._detailed(step, answer, region) or {})}
            yield {**answer, "region_": answer.get("region_") or region}

    def _detailed(self, step: Mapping[str, Any], answer: Mapping[str, Any], region: str) -> Any:
        arguments = {key: found(one, answer) for key, one in step["with"].items()}
        return found(step["found"], self._answer(step["call"], region, arguments))

    def _asked(self, operation: str, region: str, where: str, said: Mapping[str, str] | None = None) -> Any:
        return found(where, self._answer(operation, region, {key: found(one, {}) for key, one in (said or {}).items()}))

    def _answer(self, operation: str, region: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        asked = f"{operation} {region} {json.dumps(arguments, default=str, sort_keys=True)}"
        if asked not in self._answers:
            service, name = operation.split(".")
            try:
                self._answers[asked] = getattr(self._client(service, region), name)(**arguments)
            except ClientError as error:  # no tags, no encryption, no lock: all of them are answers
                if not re.match("NoSuch|ServerSide|ObjectLock", error.response["Error"]["Code"]):
                    raise
                self._answers[asked] = {}
        return self._answers[asked]

    def _client(self, service: str, region: str) -> Any:
        if (service, region) not in self._clients:
            self._clients[service, region] = self._session.client(
                service, region_name=region, endpoint_url=self._endpoint
            )
        return self._clients[service, region]


def _described(type_: str, said: Mapping[str, Any], answer: dict[str, Any], region: str) -> Described:
    whole = {**answer, "arn_": found(said["id"], answer)}
    return Described(type=type_, answer=whole, region=answer.get("region_", region))
