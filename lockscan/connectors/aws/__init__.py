"""Amazon Web Services, live: what the catalog beside this module lists, in every enabled region."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lockscan.collection.interface import Connector, Grant, Request, Unit
from lockscan.collection.planning import Plan
from lockscan.errors import UsageError

if TYPE_CHECKING:
    import boto3


@dataclass(frozen=True, slots=True)
class Aws:
    """The connector; tests and embedding programs hand it a session of their own."""

    session: "boto3.Session | None" = None
    attempts: int = 5
    """How often a call is tried, by the client and nowhere else."""

    patience: float = 60.0
    """Seconds for which an answer is waited for."""

    @property
    def title(self) -> str:
        return "Amazon Web Services: every enabled region of the accounts your profiles reach (read-only)"

    @property
    def heeds(self) -> frozenset[str]:
        return frozenset({"accounts", "regions", "profiles", "role", "external_id", "only", "skip"})

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - a live source is no file
        return False

    def provides(self, name: str) -> bool:
        from lockscan.connectors.aws import loading, units

        return any(units.is_called(entry, name) for entry in loading.shipped_catalog())

    def units(self, request: Request) -> Iterable[Unit]:
        """Cut the accounts into units; asks who is calling and which regions are enabled."""
        _need_boto3()
        # Only when the source is named: importing boto3 costs more than the rest of the program.
        from lockscan.connectors.aws import accounts, clients, explorer, loading, permissions, units

        catalog = loading.shipped_catalog()
        entries = units.chosen(catalog, request)
        patience = clients.patience(self.attempts, self.patience)
        for found in accounts.tenants(request, permissions.allowed(catalog), self.session, patience):
            if isinstance(found, accounts.Unreached):
                yield units.unreached(found)
            else:
                yield from units.units_of(found, entries)
                if not request.only:
                    yield explorer.cross_check(found, catalog)

    def plan(self, request: Request) -> Plan:
        """Give what the units would ask, from the catalog alone: no call is made."""
        _need_boto3()
        from lockscan.connectors.aws import assuming, loading, planning, units

        assuming.role_of(request.role, request.external_id, request.accounts)
        return planning.plan(units.chosen(loading.shipped_catalog(), request), request)

    def permissions(self) -> str:
        """Give the policy; where one may not hold every action, a list of several."""
        policies = _policies()
        return _json(policies[0] if len(policies) == 1 else policies)

    def policies(self) -> tuple[str, ...]:
        return tuple(map(_json, _policies()))

    def entering(self, grant: Grant) -> str:
        from lockscan.connectors.aws import permissions

        return _json(permissions.entering(grant.role))

    def rollout(self, grant: Grant) -> str:
        from lockscan.connectors.aws import rollout

        return _json(rollout.template(_policies(), grant))


def _policies() -> tuple[dict[str, Any], ...]:
    _need_boto3()
    from lockscan.connectors.aws import loading, permissions

    return permissions.policies(loading.shipped_catalog())


def _json(document: object) -> str:
    return json.dumps(document, indent=2) + "\n"


def _need_boto3() -> None:
    try:
        import boto3  # noqa: F401
    except ImportError:
        raise UsageError("aws: boto3 is not installed: pip install 'lockscan[aws]'") from None


CONNECTOR: Final[Connector] = Aws()
