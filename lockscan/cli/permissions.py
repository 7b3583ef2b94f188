"""`lockscan permissions`: the least a security team has to grant."""

import click

from lockscan.errors import UsageError


@click.command(name="permissions")
@click.argument("source")
def command(source: str) -> None:
    """Print the minimal read-only policy for SOURCE, made from the calls it really makes.

    \b
    Example:
      lockscan permissions aws > lockscan-policy.json
    """
    from lockscan.connectors import CONNECTORS

    if source not in CONNECTORS:
        raise UsageError(f"there is no source {source!r}; `lockscan sources` lists them")
    policy = CONNECTORS[source].permissions()
    if not policy:
        raise UsageError(f"{source} reads files: it needs no permissions but to read them")
    click.echo(policy)
