"""The council's Azure tenant is the same estate live, as Resource Graph's export and as a template; where not, why."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from lockscan import api
from lockscan.demo.arm.estate import Tenant, read_tenant
from lockscan.demo.arm.server import ArmServer, serving
from lockscan.demo.tenant import estate_folder
from tests.roundtrip import azure
from tests.roundtrip.comparing import Differences, Reading, Tolerated, differences, read, unexplained, unneeded

COMMITMENTS: Final = Tolerated(
    types=(
        "Microsoft.BillingBenefits/savingsPlanOrders/savingsPlans",
        "Microsoft.Capacity/reservationOrders/reservations",
    ),
    why="bought in the tenant, in no subscription: neither Resource Graph's tables nor a template hold them",
)
DIRECTORY: Final = Tolerated(
    types=("Microsoft.Graph/applications", "Microsoft.Graph/servicePrincipals"),
    why="counted in the directory, which neither Resource Graph's tables nor a template hold",
)
PARTS: Final = Tolerated(
    types=(
        "Microsoft.ApiManagement/service/apis",
        "Microsoft.ApiManagement/service/apis/policies",
        "Microsoft.Automation/automationAccounts/schedules",
        "Microsoft.CognitiveServices/accounts/deployments",
        "Microsoft.DBforPostgreSQL/flexibleServers/databases",
        "Microsoft.DataFactory/factories/linkedservices",
        "Microsoft.DataFactory/factories/pipelines",
        "Microsoft.DocumentDB/databaseAccounts/sqlDatabases",
        "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers",
        "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/storedProcedures",
        "Microsoft.EventGrid/systemTopics/eventSubscriptions",
        "Microsoft.EventHub/namespaces/eventhubs",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.KeyVault/vaults/keys",
        "Microsoft.KeyVault/vaults/secrets",
        "Microsoft.Relay/namespaces",
        "Microsoft.ServiceBus/namespaces/queues",
        "Microsoft.ServiceBus/namespaces/topics",
        "Microsoft.ServiceBus/namespaces/topics/subscriptions",
        "Microsoft.Storage/storageAccounts/blobServices/containers",
        "Microsoft.Storage/storageAccounts/fileServices/shares",
        "Microsoft.Web/sites/functions",
    ),
    why="only Resource Manager's own lists hold them, which an export of Resource Graph cannot",
)
SETTINGS: Final = Tolerated(
    types=("Microsoft.Web/sites/config",),
    why="live, an app's settings are read into the app; in an export of their table they are rows of their own",
)
SUBSCRIPTIONS: Final = Tolerated(types=("Microsoft.Resources/subscriptions",), why="a template makes none of them")
VAULT_SETTINGS: Final = Tolerated(
    types=("Microsoft.Web/sites",),
    why="which secrets an app's settings lead to is told by a list of Resource Manager, not by what declares the app",
)
PART_REFERENCES: Final = Tolerated(
    types=(
        "Microsoft.ApiManagement/service/apis",
        "Microsoft.DataFactory/factories/linkedservices",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.KeyVault/vaults/keys",
        "Microsoft.KeyVault/vaults/secrets",
    ),
    why="what a part that is not in the export needs, the export does not tell",
)
EXPORT: Final = ((COMMITMENTS, DIRECTORY, PARTS, SETTINGS), (PART_REFERENCES, VAULT_SETTINGS))
WRITTEN: Final[
    dict[str, tuple[Callable[[Tenant, Path], Path], tuple[tuple[Tolerated, ...], tuple[Tolerated, ...]]]]
] = {
    "graph.json": (azure.write_graph_json, EXPORT),
    "graph.csv": (azure.write_graph_csv, EXPORT),
    "template.json": (azure.write_template, ((COMMITMENTS, DIRECTORY, SUBSCRIPTIONS), (VAULT_SETTINGS,))),
}
"""File -> who writes it, and the differences tolerated in resources and in hard references; in scores there is none."""


@dataclass(frozen=True, slots=True)
class Trip:
    live: Reading
    files: dict[str, Path]
    folder: Path

    def other(self, name: str) -> Reading:
        return read([self.files[name]], self.folder / f"{name}.snapshot")


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    folder = tmp_path_factory.mktemp("azure")
    tenant = read_tenant(estate_folder() / "azure")
    files = {name: write(tenant, folder / name) for name, (write, _) in WRITTEN.items()}
    with serving(ArmServer(tenant)) as address, pytest.MonkeyPatch.context() as patch:
        patch.delenv("LOCKSCAN_AZURE_CLOUD", raising=False)
        patch.setenv("LOCKSCAN_AZURE_ENDPOINT", address)
        yield Trip(read(["azure"], folder / "live"), files, folder)


@pytest.fixture(scope="module")
def found(trip: Trip) -> dict[str, Differences]:
    return {name: differences(trip.live, trip.other(name)) for name in WRITTEN}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_resources_are_the_same(found: dict[str, Differences], name: str) -> None:
    assert unexplained(found[name].resources, WRITTEN[name][1][0]) == {}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_hard_references_are_the_same(found: dict[str, Differences], name: str) -> None:
    assert unexplained({" ".join(key): type_ for key, type_ in found[name].hard.items()}, WRITTEN[name][1][1]) == {}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_both_have_scores_the_same_to_the_last_digit(found: dict[str, Differences], name: str) -> None:
    assert found[name].scores == {}


@pytest.mark.parametrize("name", WRITTEN)
def test_no_tolerance_outlives_its_difference(found: dict[str, Differences], name: str) -> None:
    resources, references = WRITTEN[name][1]
    assert unneeded(list(found[name].resources.values()), resources) == []
    assert unneeded(list(found[name].hard.values()), references) == []


def test_seen_three_times_it_is_one_estate_with_three_origins(trip: Trip) -> None:
    sources: list[str | Path] = ["azure", trip.files["graph.json"], trip.files["template.json"]]
    report = api.assess(api.collect(sources, snapshot=trip.folder / "all").path)
    ids = [one.lower() for one in report.estate.rows.ids(range(report.estate.resources))]
    settings = {one for one in ids if one.rpartition("/config/")[1]}
    assert set(ids) - settings == set(trip.live.scores)
    assert report.estate.sightings
    thrice = report.estate.sightings.seen_in("live") & report.estate.sightings.seen_in("template")
    assert int(thrice.sum()) == len(trip.live.scores) - 7, "all but two subscriptions, three commitments, two counts"
    rules = {finding.rule for finding in report.findings}
    assert "declared-not-live" not in rules
    assert "declared-unpaired" not in rules


def test_what_a_template_declares_and_the_tenant_lacks_is_drift(trip: Trip, tmp_path: Path) -> None:
    document = json.loads(trip.files["template.json"].read_text())
    group = next(one for one in document["resources"] if one.get("resourceGroup") == "rg-finance")
    made = group["properties"]["template"]["resources"]
    store = next(one for one in made if one["type"].lower() == "microsoft.storage/storageaccounts")
    made.append({**store, "name": "stlongsincegone"})
    path = tmp_path / "template.json"
    path.write_text(json.dumps(document))
    report = api.assess(api.collect(["azure", path], snapshot=tmp_path / "snapshot").path)
    (drift,) = [finding for finding in report.findings if finding.rule == "declared-not-live"]
    assert drift.resource.endswith("/storageAccounts/stlongsincegone")
    undeclared = {finding.resource for finding in report.findings if finding.rule == "live-not-declared"}
    assert undeclared == {*COMMITMENTS.types, *DIRECTORY.types, *SUBSCRIPTIONS.types}
