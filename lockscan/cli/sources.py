"""`lockscan sources`: what can be read."""

import textwrap

import click


@click.command(name="sources")
def command() -> None:
    """List the sources that can be scanned.

    Live sources are named; a file's format is recognised by its content.

    \b
    Example:
      lockscan sources
    """
    from lockscan.connectors import CONNECTORS

    width = max(len(name) for name in CONNECTORS)
    for name, connector in CONNECTORS.items():
        click.echo(
            textwrap.fill(connector.title, 80, initial_indent=f"{name:<{width}}  ", subsequent_indent=" " * (width + 2))
        )
