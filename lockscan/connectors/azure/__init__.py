"""Microsoft Azure, live: what Resource Graph and Resource Manager tell of every subscription, and nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.collection.planning import Plan
from lockscan.errors import UsageError
from lockscan.vocabulary import arm

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential


@dataclass(frozen=True, slots=True)
class Azure:
    """The connector; tests and embedding programs hand it a credential of their own."""

    credential: "TokenCredential | None" = None
    attempts: int = 5
    """How often a call is tried, by the pipeline and nowhere else."""

    @property
    def title(self) -> str:
        return "Microsoft Azure: every subscription that your sign-in reaches (read-only)"

    @property
    def heeds(self) -> frozenset[str]:
        groups = {"subscriptions", "management_groups", "excluded_subscriptions"}
        return frozenset({*groups, "regions", "entra", "only", "skip"})

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - a live source is no file
        return False

    def provides(self, name: str) -> bool:
        return arm.is_namespace(name)

    def units(self, request: Request) -> Iterable[Unit]:
        """Cut the tenant into units; asks which subscriptions there are."""
        _need_sdk()
        # Only when the source is named: importing the SDK costs more than the rest of the program.
        from lockscan.connectors.azure import client, clouds, subscriptions, units

        cloud = clouds.chosen(self.credential)
        # A credential of somebody's own is one that we cannot make again in another process.
        anew = clouds.chosen if self.credential is None else None
        manager = client.Arm(cloud, attempts=self.attempts, workers=request.workers, anew=anew)
        directory = client.Directory(clouds.directory_of(cloud), attempts=self.attempts)
        chosen = subscriptions.chosen(manager, request)
        for subscription in chosen:
            yield from units.units_of(manager, subscription, request)
        yield from units.units_of_tenant(manager, chosen, request)
        yield from units.units_of_directory(directory, chosen, request)

    def plan(self, request: Request) -> Plan:
        """Give what the units would ask; no call is made."""
        _need_sdk()
        from lockscan.connectors.azure import planning

        return planning.plan(request)

    def permissions(self) -> str:
        from lockscan.connectors.azure import permissions

        return permissions.role()


def _need_sdk() -> None:
    try:
        import azure.mgmt.resource.resources  # noqa: F401 - whether it is there
    except ImportError:
        raise UsageError("azure: azure-mgmt-resource 26 is not installed: pip install 'lockscan[azure]'") from None


CONNECTOR: Final[Connector] = Azure()
