"""How locked in: scores, bands, chains and shared holders."""

from lockscan.model.report import Chain, Portability
from lockscan.reporters._v1.figures import Json, number


def portability(portability: Portability) -> Json:
    return {
        "score": number(portability.score),
        "low": number(portability.low),
        "high": number(portability.high),
        "spend_weighted": number(portability.spend_weighted),
        "bands": dict(portability.bands),
        "facet_shares": {facet: number(share, 4) for facet, share in portability.facet_shares.items()},
        "weakest_chains": [_chain(chain) for chain in portability.weakest_chains],
        "holders": [
            {
                "id": holder.id,
                "name": holder.name,
                "type": holder.type,
                "lock_in": number(holder.lock_in, 4),
                "dependents": holder.dependents,
                "applications": list(holder.applications),
            }
            for holder in portability.holders
        ],
        "by_capability": {
            capability: {"resources": count, "portability": number(mean)}
            for capability, (count, mean) in sorted(portability.by_capability.items())
        },
    }


def _chain(chain: Chain) -> Json:
    return {
        "inherited": number(chain.inherited, 4),
        "links": [
            {
                "id": link.id,
                "name": link.name,
                "type": link.type,
                "application": link.application,
                "kind": link.kind or None,
                "evidence": link.evidence or None,
                "coupling": number(link.coupling, 4),
                "lock_in": number(link.lock_in, 4),
            }
            for link in chain.links
        ],
    }
