"""What the Serverless Application Model makes beside what is written: roles, APIs, stages, rules, aliases.

What only joins two resources, such as a permission or an event's mapping, is the reference between them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lockscan.connectors._shape import table
from lockscan.connectors.cloudformation.serverless import API, FUNCTION, HTTP_API, PREFIX, STATE_MACHINE, with_globals
from lockscan.connectors.cloudformation.started import IMPLICIT, Made, attribute, role, started
from lockscan.connectors.cloudformation.values import ABSENT

STAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    API: ("AWS::ApiGateway::Stage", "RestApiId", "Prod"),
    HTTP_API: ("AWS::ApiGatewayV2::Stage", "ApiId", "$default"),
}
"""What an API's stage is, the key that names its API, and how it is called where nobody says."""

DEPLOYER: Final = "ServerlessDeploymentApplication"
DEPLOYER_ROLE: Final = "CodeDeployServiceRole"

Written = Mapping[str, Any]


@dataclass(slots=True)
class Whole:
    """A template's resources with what each implies right after it."""

    said: Written
    """What holds for all resources of a kind."""

    value: Callable[[Any], Any]
    resources: dict[str, Written] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(default_factory=dict)
    """Of what is not written, all that imply it."""

    called: dict[str, str] = field(default_factory=dict)
    """What `Function.Alias` and its like stand for."""

    def add(self, written: Mapping[str, Written]) -> None:
        """Take a template's resources; what it writes itself is not implied."""
        for name, one in written.items():
            properties = with_globals(one, self.said)
            self.resources[name] = _completed(name, one, lacks_role=self._lacks_role(properties))
            if str(one["Type"]).startswith(PREFIX):
                self._imply(name, str(one["Type"]), properties, written)

    def _imply(self, owner: str, type_: str, properties: Written, written: Mapping[str, Written]) -> None:
        for made in self._made(owner, type_, properties):
            if made.name in written:
                continue
            self.owners.setdefault(made.name, []).append(owner)
            if made.name not in self.resources:
                self.resources[made.name] = {"Type": made.type, "Properties": made.properties}
            if made.type in STAGES:
                stage = self._stage(made.name, made.type, with_globals(self.resources[made.name], self.said))
                self.resources.setdefault(stage.name, {"Type": stage.type, "Properties": stage.properties})
                self.owners[stage.name] = self.owners[made.name]

    def _made(self, name: str, type_: str, properties: Written) -> Iterator[Made]:
        if type_ in {FUNCTION, STATE_MACHINE}:
            if self._lacks_role(properties):
                yield role(f"{name}Role", properties)
            for event, said in table(properties.get("Events")).items():
                yield from started(name, event, table(said), runs=type_)
        if type_ == FUNCTION:
            yield from self._published(name, properties)
        if type_ in STAGES:
            yield self._stage(name, type_, properties)

    def _lacks_role(self, properties: Written) -> bool:
        said = properties.get("Role")
        return not said or self.value(said) is ABSENT

    def _published(self, name: str, properties: Written) -> Iterator[Made]:
        this = {"Ref": name}
        if "AutoPublishAlias" in properties:
            alias = self.value(properties["AutoPublishAlias"])
            known = f"{name}Alias{alias if isinstance(alias, str) else ''}"
            self.called |= {f"{name}.Alias": known, f"{name}.Version": f"{name}Version"}
            yield Made(f"{name}Version", "AWS::Lambda::Version", {"FunctionName": this})
            yield Made(known, "AWS::Lambda::Alias", {"FunctionName": this, "Name": alias})
        if properties.get("FunctionUrlConfig"):
            yield Made(f"{name}Url", "AWS::Lambda::Url", {"TargetFunctionArn": this})
        preference = table(properties.get("DeploymentPreference"))
        if preference.get("Type") and preference.get("Enabled") is not False:
            yield Made(DEPLOYER, "AWS::CodeDeploy::Application", {"ComputePlatform": "Lambda"})
            if not preference.get("Role"):
                yield Made(DEPLOYER_ROLE, "AWS::IAM::Role", {})
            serves = preference.get("Role") or attribute(DEPLOYER_ROLE)
            group = {"ApplicationName": {"Ref": DEPLOYER}, "ServiceRoleArn": serves}
            yield Made(f"{name}DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", group)

    def _stage(self, api: str, type_: str, properties: Written) -> Made:
        stage, key, usual = STAGES[type_]
        said = self.value(properties.get("StageName", usual))
        word = "ApiGatewayDefault" if said == "$default" else said if isinstance(said, str) and said.isalnum() else ""
        self.called[f"{api}.Stage"] = f"{api}{word}Stage"
        return Made(f"{api}{word}Stage", stage, {key: {"Ref": api}, "StageName": said})


def _completed(name: str, one: Written, *, lacks_role: bool) -> Written:
    """Give a resource with what the model fills in: its role, and the API that its events share."""
    if one["Type"] not in {FUNCTION, STATE_MACHINE}:
        return one
    own = dict(table(one.get("Properties")))
    if lacks_role:
        own["Role"] = attribute(f"{name}Role")
    if events := table(own.get("Events")):
        own["Events"] = {event: _joined(table(said)) for event, said in events.items()}
    return {**one, "Properties": own}


def _joined(event: Written) -> Written:
    key, api, _ = IMPLICIT.get(str(event.get("Type")), ("", "", ""))
    said = table(event.get("Properties"))
    return {**event, "Properties": {**said, key: {"Ref": api}}} if key and not said.get(key) else event
