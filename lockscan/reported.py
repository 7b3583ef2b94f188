"""A report's JSON (`lockscan.report/v1`) -> Reported; anything else is told in one line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from lockscan.errors import UsageError
from lockscan.model.report import Concentration, Quantiles, Share
from lockscan.model.reported import Reported, ReportedApplication

SCHEMA: Final = "lockscan.report/v1"


def read_report(path: Path) -> Reported:
    """Read what `--format json` wrote."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: not JSON: {error}") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise UsageError(f"{path}: its schema is {schema!r}, not {SCHEMA!r}; write it by `--format json`")
    try:
        return _reported(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path}: not a whole {SCHEMA} document ({type(error).__name__}: {error})") from None


def _reported(document: Mapping[str, Any]) -> Reported:
    cost, portability = document["exit_cost"], document["portability"]
    return Reported(
        as_of=date.fromisoformat(document["generated"]),
        rules_version=document["rules"]["version"],
        rules_digest=document["rules"]["digest"],
        currency=cost["currency"],
        resources=document["estate"]["resources"],
        coverage=document["coverage"]["fraction"],
        portability=float(portability["score"]),
        low=float(portability["low"]),
        planned=_quantiles(cost["planned"]["total"]),
        stressed=_quantiles(cost["stressed"]["total"]),
        bases=tuple(_bases(document["diversification"]["bases"])),
        applications={
            app["name"]: ReportedApplication(
                portability=float(app["portability"]), low=float(app["low"]), exit_cost=_quantiles(app["exit_cost"])
            )
            for app in document["applications"]
        },
        capabilities={name: float(one["portability"]) for name, one in portability["by_capability"].items()},
    )


def _quantiles(values: Mapping[str, Any]) -> Quantiles:
    return Quantiles(**{name: float(values[name]) for name in ("p10", "p50", "p80", "p90")})


def _bases(bases: Mapping[str, Any]) -> Iterator[Concentration]:
    for basis, entry in bases.items():
        for dimension, one in {"provider": entry, **entry["by"]}.items():
            if one["hhi"] is not None:
                shares = (Share(name=s["name"], amount=s["amount"], share=s["share"]) for s in one["shares"])
                yield Concentration(
                    basis=basis,
                    dimension=dimension,
                    unit=entry["unit"],
                    hhi=float(one["hhi"]),
                    effective=float(one["effective"]),
                    shares=tuple(shares),
                )
