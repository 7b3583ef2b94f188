"""`lockscan graph`: what depends on what, why a thing is held, what falls with it, in which order to move."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from lockscan.cli._options import FILE, FOLDER, SNAPSHOT

F = TypeVar("F", bound=Callable[..., Any])


def _judging(command: F) -> F:
    for option in (
        click.option("--rules", "packs", multiple=True, type=FOLDER, metavar="DIR", help="Your own rule pack."),
        click.option("--applications", type=FILE, metavar="FILE", help="Which resource belongs to which application."),
    ):
        command = option(command)
    return command


def _form(*names: str) -> Callable[[F], F]:
    text = f"{names[0]} (default) or {names[1]}."
    return click.option("--format", "form", type=click.Choice(names), default=names[0], metavar="F", help=text)


@click.group(name="graph")
def command() -> None:
    """Look into a SNAPSHOT's dependencies. RESOURCE is an id or a unique name.

    \b
    Examples:
      lockscan graph why lockscan-snapshot booking-api
      lockscan graph blast-radius lockscan-snapshot vpc-0ab1
      lockscan graph export lockscan-snapshot --format graphml --output e.graphml
    """


@command.command()
@click.argument("snapshot", type=SNAPSHOT)
@_form("json", "graphml")
@click.option("--output", type=click.Path(path_type=Path), metavar="PATH", help="A file; default stdout.")
@_judging
def export(snapshot: Path, packs: tuple[Path, ...], applications: Path | None, form: str, output: Path | None) -> None:
    """Write every resource and reference as networkx node-link JSON or as GraphML.

    \b
    Example:
      lockscan graph export lockscan-snapshot --format graphml --output e.graphml
    """
    from lockscan.cli._graph import View
    from lockscan.cli._output import write_whole
    from lockscan.graph.export import graphml, node_link

    view = View.of(snapshot, packs, applications)
    write = graphml if form == "graphml" else node_link
    content = write(view.estate, view.knowledge.couplings, view.application)
    if output:
        write_whole(output, content)
    else:
        sys.stdout.buffer.write(content)


@command.command()
@click.argument("snapshot", type=SNAPSHOT)
@click.argument("resource")
@click.option("--target", default="any", metavar="T", help="Where to: any, uk-eu, self-hosted, a supplier.")
@_form("terminal", "json")
@_judging
def why(
    snapshot: Path, resource: str, packs: tuple[Path, ...], applications: Path | None, target: str, form: str
) -> None:
    """Tell what holds RESOURCE: its own score, and the chain to what it depends on.

    \b
    Example:
      lockscan graph why lockscan-snapshot booking-api --target uk-eu
    """
    from lockscan.cli import _graph
    from lockscan.cli._resource import row_of

    view = _graph.View.of(snapshot, packs, applications, target)
    found = _graph.why(view, row_of(view.estate, resource))
    _print(found, _graph.why_lines(found), form)


@command.command(name="blast-radius")
@click.argument("snapshot", type=SNAPSHOT)
@click.argument("resource")
@click.option("--soft", is_flag=True, help="Also those that could do without it.")
@_form("terminal", "json")
@_judging
def blast_radius(
    snapshot: Path, resource: str, packs: tuple[Path, ...], applications: Path | None, form: str, *, soft: bool
) -> None:
    """Tell what falls when RESOURCE is gone.

    \b
    Example:
      lockscan graph blast-radius lockscan-snapshot vpc-0ab1
    """
    from lockscan.cli import _graph
    from lockscan.cli._resource import row_of

    view = _graph.View.of(snapshot, packs, applications)
    found = _graph.blast_radius(view, row_of(view.estate, resource), hard_only=not soft)
    _print(found, _graph.blast_radius_lines(found), form)


@command.command()
@click.argument("snapshot", type=SNAPSHOT)
@_form("terminal", "json")
@_judging
def waves(snapshot: Path, packs: tuple[Path, ...], applications: Path | None, form: str) -> None:
    """Give the order in which the estate can move: what others depend on first.

    \b
    Example:
      lockscan graph waves lockscan-snapshot --format json
    """
    from lockscan.cli import _graph

    found = _graph.waves(_graph.View.of(snapshot, packs, applications))
    _print(found, _graph.waves_lines(found), form)


def _print(found: Any, lines: Iterable[str], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(line)
