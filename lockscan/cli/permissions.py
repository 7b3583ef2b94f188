"""`lockscan permissions`: the least a security team has to grant."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._options import FOLDER
from lockscan.errors import UsageError


@click.command(name="permissions")
@click.argument("source")
@click.option("--organization", is_flag=True, help="What whoever scans needs to find and enter all accounts.")
@click.option("--stackset", is_flag=True, help="A CloudFormation template of the role, to roll out as a StackSet.")
@click.option("--role", default="lockscan", show_default=True, metavar="NAME", help="What the role is called.")
@click.option("--principal", default="", metavar="ARN", help="Whom the role trusts: the user or role that scans.")
@click.option("--external-id", default="", metavar="ID", help="What the role asks whoever assumes it for.")
@click.option("--output", type=FOLDER, metavar="DIR", help="Write a file for each policy, instead of to stdout.")
def command(source: str, output: Path | None, **asked: Any) -> None:
    """Print the minimal read-only policy for SOURCE, made from the calls it really makes.

    AWS lets a policy hold 6,144 characters: what needs more is a list of policies, all of them for one role.

    \b
    Examples:
      lockscan permissions aws --output policies/
      lockscan permissions aws --stackset --role audit > stackset.json
      lockscan permissions aws --organization
    """
    from lockscan.connectors import CONNECTORS

    if source not in CONNECTORS:
        raise UsageError(f"there is no source {source!r}; `lockscan sources` lists them")
    if not CONNECTORS[source].permissions():
        raise UsageError(f"{source} reads files: it needs no permissions but to read them")
    documents = _documents(source, **asked)
    if output is None:
        click.echo(documents.get("", "".join(documents.values())), nl=False)
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        if name:
            path = output / f"lockscan-{source}-{name}.json"
            path.write_text(text, encoding="utf-8")
            click.echo(f"wrote {path}", err=True)


def _documents(
    source: str, *, organization: bool, stackset: bool, role: str, principal: str, external_id: str
) -> dict[str, str]:
    """Give what was asked for by the name of its file; under no name what stdout gets instead."""
    from lockscan.collection.interface import Grant, Granting
    from lockscan.connectors import CONNECTORS

    connector = CONNECTORS[source]
    if not isinstance(connector, Granting):
        if organization or stackset:
            raise UsageError(f"{source} has no role to roll out over many accounts: grant what is printed without it")
        return {"permissions": connector.permissions()}
    grant = Grant(role=role, principal=principal, external_id=external_id)
    if organization and stackset:
        raise UsageError("--organization and --stackset are two documents for two accounts: ask for one at a time")
    if organization:
        return {"organization": connector.entering(grant)}
    if stackset:
        return {"stackset": connector.rollout(grant)}
    numbered = {f"policy-{number}": text for number, text in enumerate(connector.policies(), start=1)}
    return {**numbered, "": connector.permissions()}
