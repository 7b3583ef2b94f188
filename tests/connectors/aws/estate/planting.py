"""An estate of known content: calls in YAML, and beside them what they make and what of it depends on what."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from lockscan.demo.seeding import Call, filled, seed
from lockscan.vocabulary.data import read_yaml, yaml_files

PLANTED = Path(__file__).with_name("planted")
ACCOUNTS = ("444455556666", "777788889999")
REGIONS = ("eu-west-3", "eu-central-1", "eu-north-1")
SECRET = "hunter2-planted-secret-Zq81"

Found = tuple[str, str]


@dataclass(slots=True)
class Planted:
    """What is there now, as the planting calls' own answers name it."""

    resources: list[Found] = field(default_factory=list)
    """Type and id of each."""

    references: set[Found] = field(default_factory=set)
    names: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """What was kept, by account and region."""

    @property
    def services(self) -> tuple[str, ...]:
        """What the types begin with; Neptune's clusters are told apart from those that RDS lists."""
        found = {"::".join(kind.split("::")[:2]) for kind, _ in self.resources}
        return tuple(sorted(found - {"AWS::Neptune"}))

    def grow(self, folder: str, call: Call, names: dict[str, Any]) -> None:
        """Make a folder's calls, and note what they are said to make."""
        seed(PLANTED / folder, call, names)
        for path in yaml_files(PLANTED / folder):
            document = read_yaml(path)
            self.resources += _resources(document.get("resources", {}), names, path)
            for pair in _each(document.get("references", ()), names, path):
                source, target = pair
                self.references.add((source, target))


def _resources(kinds: Mapping[str, Any], names: Mapping[str, Any], path: Path) -> Iterator[Found]:
    for kind, said in kinds.items():
        for found in _each(said, names, path):
            yield from ((kind, one) for one in (found if isinstance(found, list) else [found]))


def _each(said: Iterable[Any], names: Mapping[str, Any], path: Path) -> Iterator[Any]:
    """Give what is said with the names in place, `each` as often as it lists something."""
    for one in said:
        if isinstance(one, dict):
            rounds = [
                {**names, **(it if isinstance(it, dict) else {"it": it})} for it in filled(one["each"], names, path)
            ]
            yield from (_spelled(filled(one["of"], variables, path)) for variables in rounds)
        else:
            yield _spelled(filled(one, names, path))


def _spelled(found: Any) -> Any:
    """Give an id as ARNs have it: Route 53 answers with the path of a zone."""
    if isinstance(found, list):
        return [_spelled(one) for one in found]
    return found.replace(":::/", ":::")


def plant() -> Planted:
    """Create the estate in both accounts, all regions."""
    planted = Planted()
    callers = {account: _caller(account) for account in ACCOUNTS}
    for account, other in zip(ACCOUNTS, reversed(ACCOUNTS), strict=True):
        once = {"account": account, "other": other, "secret": SECRET, "package": _package()}
        planted.grow("account", callers[account], once)
        for region in REGIONS:
            here = {
                **once,
                "region": region,
                "ec2": f"arn:aws:ec2:{region}:{account}",
                "elb": f"arn:aws:elasticloadbalancing:{region}:{account}",
                "sqs": f"arn:aws:sqs:{region}:{account}",
            }
            planted.grow("region", callers[account], here)
            planted.names[account, region] = here
    _join(planted, callers)
    return planted


def _join(planted: Planted, callers: Mapping[str, Call]) -> None:
    ours, theirs = ACCOUNTS
    names = {
        **planted.names[ours, "eu-west-3"],
        "other-vpc": planted.names[theirs, "eu-west-3"]["vpc"],
        "north-vpc": planted.names[ours, "eu-north-1"]["vpc"],
    }
    planted.grow("offered", callers[ours], names)
    planted.grow("accepted", callers[theirs], names)


def entered(account: str) -> boto3.Session:
    """Sign in to an account of the emulator."""
    sts = boto3.client("sts", region_name="us-east-1")
    keys = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/any", RoleSessionName="planting")["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], "eu-west-3")


def _caller(account: str) -> Call:
    session: Any = entered(account)
    clients: dict[tuple[str, str], Any] = {}

    def call(service: str, region: str, operation: str, arguments: Mapping[str, Any]) -> Any:
        if (service, region) not in clients:
            clients[service, region] = session.client(service, region_name=region)
        return getattr(clients[service, region], operation)(**arguments)

    return call


def _package() -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("f.py", "def h(e, c): pass")
    return package.getvalue()
