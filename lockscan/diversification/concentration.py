"""How unevenly something is shared: shares, HHI and effective number."""

from collections.abc import Mapping

from lockscan.model.report import Concentration, Share

FULL = 10_000.0
"""HHI of a single supplier."""


def concentration(amounts: Mapping[str, float], *, basis: str, dimension: str, unit: str) -> Concentration | None:
    """Give shares, the largest first; None when there is nothing to share. What nets to a credit has no share."""
    positive = {name: amount for name, amount in amounts.items() if amount > 0}
    total = sum(positive.values())
    if not total:
        return None
    shares = [
        Share(name=name, amount=amount, share=amount / total)
        for name, amount in sorted(positive.items(), key=lambda item: (-item[1], item[0]))
    ]
    hhi = FULL * sum(share.share**2 for share in shares)
    return Concentration(
        basis=basis, dimension=dimension, unit=unit, hhi=hhi, effective=FULL / hhi, shares=tuple(shares)
    )
