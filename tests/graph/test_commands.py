"""What `lockscan graph` answers about a snapshot, as a user sees it."""

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from lockscan import api
from lockscan.cli.graph import command
from lockscan.errors import UsageError

TYPES = {"aws_lambda_function": "api", "aws_dynamodb_table": "bookings", "aws_sqs_queue": "bookings"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A function that writes to a table and to a queue of the same name."""
    folder = tmp_path_factory.mktemp("graph")
    plan = folder / "plan.json"
    plan.write_text(json.dumps(_plan()))
    return api.collect([plan], snapshot=folder / "snapshot").path


def _plan() -> dict[str, Any]:
    environment = [{"variables": {"references": ["aws_dynamodb_table.bookings.name", "aws_sqs_queue.bookings.url"]}}]
    expressions = {"aws_lambda_function": {"environment": environment}}
    resources = [
        {
            "address": f"{kind}.{name}",
            "mode": "managed",
            "type": kind,
            "name": name,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "schema_version": 0,
            "values": {"name": name, "function_name": name, "tags": {"application": "booking"}},
        }
        for kind, name in TYPES.items()
    ]
    configured = [
        {
            "address": f"{kind}.{name}",
            "mode": "managed",
            "type": kind,
            "name": name,
            "provider_config_key": "aws",
            "expressions": expressions.get(kind, {}),
        }
        for kind, name in TYPES.items()
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": resources}},
        "configuration": {
            "provider_config": {
                "aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-2"}}},
            },
            "root_module": {"resources": configured},
        },
    }


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_why_names_the_chain_to_what_holds_it(snapshot: Path) -> None:
    found = json.loads(run("why", snapshot, "api", "--format", "json").stdout)
    assert found["application"] == "booking"
    assert found["chain"][0]["name"] == "api"
    assert sorted(other["type"] for other in found["depends_on"]) == ["AWS::DynamoDB::Table", "AWS::SQS::Queue"]
    told = run("why", snapshot, "api").stdout
    assert "Depends directly on 2:" in told


def test_blast_radius_lists_who_falls_with_it(snapshot: Path) -> None:
    graph = nx.node_link_graph(json.loads(run("export", snapshot).stdout), edges="edges")
    table = next(node for node, values in graph.nodes(data=True) if values["type"] == "AWS::DynamoDB::Table")
    found = json.loads(run("blast-radius", snapshot, table, "--format", "json").stdout)
    assert [dependent["name"] for dependent in found["dependents"]] == ["api"]
    assert "1 cannot do without it" in run("blast-radius", snapshot, table).stdout


def test_waves_bring_what_others_depend_on_first(snapshot: Path) -> None:
    found = json.loads(run("waves", snapshot, "--format", "json").stdout)
    assert [sorted(one["name"] for one in wave["resources"]) for wave in found] == [["bookings", "bookings"], ["api"]]
    assert run("waves", snapshot).stdout.startswith("Wave 1: 2 resources in 2 move groups of 1 application\n")


def test_export_writes_graphml_to_a_file(snapshot: Path, tmp_path: Path) -> None:
    run("export", snapshot, "--format", "graphml", "--output", tmp_path / "graph.graphml")
    assert nx.read_graphml(tmp_path / "graph.graphml").number_of_nodes() == len(TYPES)


def test_an_unknown_or_ambiguous_resource_is_one_line_with_what_is_near(snapshot: Path) -> None:
    with pytest.raises(UsageError, match=r"^there is no resource 'booking'.*near: bookings$"):
        run("why", snapshot, "booking")
    with pytest.raises(UsageError, match=r"^2 resources are named 'bookings'; give one's id: "):
        run("why", snapshot, "bookings")
