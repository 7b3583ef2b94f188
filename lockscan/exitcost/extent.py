"""How much of a whole workload each resource is: by its role, its rule or capability, and less inside its own kind."""

import numpy as np

from lockscan.exitcost.columns import Mask, by_code, equals
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import CostRules
from lockscan.model.charged import NONE
from lockscan.model.estate import Codes, Estate, Floats
from lockscan.model.scores import ROLES, Scores

DEEPEST = 8
"""Settings that may stand between a part and its whole: providers nest some five levels."""


def extent_of(estate: Estate, scores: Scores, rules: CostRules, figures: Figures) -> Floats:
    """Give each resource's part of one whole workload or data store of its class; a setting's is its role's alone."""
    rows = estate.resources
    setting = equals(scores.role, "configuration", rows)
    extent = by_code(scores.role, {role: figures.middle(f"work-share-{role}") for role in ROLES}, 1.0, rows)
    accounts = by_code(scores.capability, {name: each.accounts for name, each in rules.capabilities.items()}, 0.0, rows)
    extent[(accounts > 0) & equals(scores.role, "identity", rows)] = figures.middle("work-share-data")
    own = _own_shares(scores, rules, rows)
    usual = by_code(
        scores.capability, {name: each.workload_share for name, each in rules.capabilities.items()}, 1.0, rows
    )
    # A rule that gives a share has said already how much of a whole a part is, wherever it lies.
    usual[_inside_its_kind(estate, scores, setting)] *= figures.middle("work-share-part")
    return extent * np.where(setting, 1.0, np.where(np.isnan(own), usual, own))


def _own_shares(scores: Scores, rules: CostRules, rows: int) -> Floats:
    known = {name: found.workload_share for name in scores.rule.values if (found := rules.understanding(name))}
    return by_code(scores.rule, {name: share for name, share in known.items() if share is not None}, np.nan, rows)


def _inside_its_kind(estate: Estate, scores: Scores, setting: Mask) -> Mask:
    """Tell what lies in something of the same capability, settings between them looked through."""
    rows = estate.resources
    whole = _around(estate.parent[:rows], rows)
    for _ in range(DEEPEST):
        through = (whole != NONE) & setting[whole]
        if not through.any():
            break
        whole = np.where(through, _around(estate.parent[whole], rows), whole)
    capability = scores.capability.codes[:rows]
    inside: Mask = (whole != NONE) & ~setting[whole] & (capability[whole] == capability)
    return inside


def _around(parent: Codes, rows: int) -> Codes:
    """Give what is around it, if that is a resource of the estate."""
    return np.where(parent < rows, parent, NONE).astype(np.int32)
