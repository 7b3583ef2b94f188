"""How diversified: shares by basis and dimension, and what survives a loss."""

from lockscan.model.report import Concentration, Diversification, Survival
from lockscan.reporters._v1.figures import Json, number


def diversification(diversification: Diversification) -> Json:
    return {
        "bases": _bases(diversification.bases),
        "survival": [_survival(survival) for survival in diversification.survival],
        "unknowns": list(diversification.unknowns),
    }


def _bases(bases: tuple[Concentration, ...]) -> Json:
    """Give each basis by provider, and beside it by every other dimension."""
    projected: Json = {}
    for base in bases:
        entry = projected.setdefault(
            base.basis, {"unit": base.unit, "hhi": None, "effective": None, "shares": [], "by": {}}
        )
        if base.dimension == "provider":
            entry.update(_concentration(base))
        else:
            entry["by"][base.dimension] = _concentration(base)
    return projected


def _concentration(base: Concentration) -> Json:
    return {
        "hhi": number(base.hhi, 1),
        "effective": number(base.effective),
        "shares": [
            {"name": share.name, "amount": number(share.amount), "share": number(share.share, 4)}
            for share in base.shares
        ],
    }


def _survival(survival: Survival) -> Json:
    return {
        "dimension": survival.dimension,
        "lost": survival.lost,
        "applications_standing": number(survival.applications_standing, 4),
        "spend_standing": number(survival.spend_standing, 4),
        "resources_standing": number(survival.resources_standing, 4),
        "applications_lost": list(survival.applications_lost),
    }
