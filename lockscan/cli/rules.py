"""`lockscan rules`: what is known, why a type or a resource scores as it does, and whether a pack is right."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from lockscan.cli._options import FILE, FOLDER, SNAPSHOT, Day

F = TypeVar("F", bound=Callable[..., Any])

PACK = click.Path(path_type=Path)
SECTIONS = (
    *("capabilities", "interfaces", "offerings", "suppliers", "hedges", "couplings"),
    *("parameters", "effort", "tariffs", "waivers", "sources", "types"),
)


def _packs(command: F) -> F:
    text = "Your own rule pack, added to ours (repeatable)."
    return click.option("--rules", "packs", multiple=True, type=PACK, metavar="DIR", help=text)(command)


def _format(command: F) -> F:
    text = "terminal (default) or json."
    kind = click.Choice(["terminal", "json"])
    return click.option("--format", "form", type=kind, default="terminal", metavar="F", help=text)(command)


@click.group(name="rules")
def command() -> None:
    """Look into the rules: list, explain and check them.

    \b
    Examples:
      lockscan rules explain AWS::DynamoDB::Table
      lockscan rules explain booking-api --snapshot lockscan-snapshot
      lockscan rules classify aws_db_instance Microsoft.Storage/storageAccounts
      lockscan rules check --rules our-pack
    """


@command.command(name="list")
@click.argument("section", required=False, metavar="[SECTION]", type=click.Choice(SECTIONS))
@_packs
@_format
def list_(section: str | None, packs: tuple[Path, ...], form: str) -> None:
    """List a SECTION of the rules; without one, how much each holds.

    \b
    Example:
      lockscan rules list capabilities
    """
    from lockscan.cli._rules_list import listing, sizes
    from lockscan.knowledge import Knowledge

    knowledge = Knowledge.load(packs)
    _print(listing(knowledge, section, form) if section else sizes(knowledge, SECTIONS, form))


@command.command()
@click.argument("what", metavar="TYPE|RESOURCE")
@click.option(
    "--snapshot", type=SNAPSHOT, metavar="DIR", help="Explain a resource of this snapshot, by its id or unique name."
)
@click.option(
    "--target", default="any", metavar="T", help="Who may take its place: any, uk-eu, self-hosted, a supplier."
)
@click.option("--applications", type=FILE, metavar="FILE", help="Which resource belongs to which application (CSV).")
@_packs
@_format
def explain(
    what: str, snapshot: Path | None, target: str, applications: Path | None, packs: tuple[Path, ...], form: str
) -> None:
    """Tell what a TYPE or RESOURCE is, what holds it, who else offers it, and what moving means.

    A TYPE is named as CloudFormation, ARM, Cloud Asset Inventory, Kubernetes, Heat or Terraform name it.

    \b
    Examples:
      lockscan rules explain AWS::DynamoDB::Table
      lockscan rules explain aws_db_instance --target uk-eu --format json
      lockscan rules explain booking-api --snapshot lockscan-snapshot
    """
    from lockscan.cli._rules_explain import as_object, explained
    from lockscan.cli._rules_prose import in_prose
    from lockscan.knowledge import Knowledge

    if snapshot:
        from lockscan.cli._rules_resource import as_resource_object, held, resource_in_prose

        one = held(snapshot, what, packs, applications, target)
        _print([_json(as_resource_object(one))] if form == "json" else resource_in_prose(one))
        return
    knowledge = Knowledge.load(packs)
    found = explained(knowledge, what, target)
    _print([_json(as_object(knowledge, found))] if form == "json" else in_prose(knowledge, found))


@command.command()
@click.option("--as-of", type=Day(), metavar="DATE", help="Judge the age of sources as of this day; default today.")
@_packs
def check(as_of: date | None, packs: tuple[Path, ...]) -> None:
    """Check all rules and say how well they are founded.

    Every mistake is told with file and line, and ends with status 2.

    \b
    Example:
      lockscan rules check --rules our-pack
    """
    from lockscan.cli._rules_list import foundation
    from lockscan.knowledge import Knowledge
    from lockscan.knowledge.evidence import evidence

    knowledge = Knowledge.load(packs)
    day = as_of or date.today()  # noqa: DTZ011 - a person's own day
    _print(foundation(knowledge, evidence(knowledge, day), day))


@command.command()
@click.argument("folder", type=FOLDER)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with status 2 if a page is not in step.")
@_packs
def catalogue(folder: Path, packs: tuple[Path, ...], *, only_check: bool) -> None:
    """Write all that is known as Markdown pages to browse: CATALOGUE.md and one page a provider, into FOLDER.

    \b
    Examples:
      lockscan rules catalogue our-catalogue --rules our-pack
      lockscan rules catalogue rules --check
    """
    from lockscan.cli import _rules_catalogue
    from lockscan.knowledge import Knowledge

    pages = _rules_catalogue.catalogue(Knowledge.load(packs))
    _print((_rules_catalogue.in_step if only_check else _rules_catalogue.written)(pages, folder))


@command.command()
@click.argument("types", nargs=-1, required=True, metavar="TYPE...")
@_packs
@_format
def classify(types: tuple[str, ...], packs: tuple[Path, ...], form: str) -> None:
    """Say how each TYPE is understood; `-` reads them from standard input, one a line.

    \b
    Example:
      lockscan rules classify aws_db_instance Microsoft.Storage/storageAccounts
    """
    from lockscan.cli._rules_list import classified
    from lockscan.knowledge import Knowledge

    _print(classified(Knowledge.load(packs), _named(types), form))


def _named(types: Iterable[str]) -> Iterator[str]:
    for name in types:
        if name != "-":
            yield name
            continue
        lines = (line.decode("utf-8", "replace").strip() for line in sys.stdin.buffer)
        yield from filter(None, lines)


def _json(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
