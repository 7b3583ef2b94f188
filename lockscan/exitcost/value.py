"""What staying is worth: the work that managed services save, in money a year."""

import numpy as np

from lockscan.exitcost.columns import by_code, tally
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import CostRules
from lockscan.exitcost.learning import effective
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.scores import ROLES, Scores


def yearly_value(estate: Estate, scores: Scores, application: Column, rules: CostRules, figures: Figures) -> Floats:
    """Give each application's value of staying: like services save less each, as they would take less each to run."""
    rows, kinds = estate.resources, len(scores.capability.values)
    shares = {role: figures.middle(f"work-share-{role}") for role in ROLES if role != "configuration"}
    counts = by_code(scores.role, shares, 0.0, rows)
    cells = application.codes[:rows] * np.int32(kinds) + scores.capability.codes[:rows]
    total = tally(cells, counts, len(application.values) * kinds)
    known = rules.capabilities
    saves = np.array([known[value].managed_saves.p50 if value in known else 0.0 for value in scores.capability.values])
    days = effective(total, figures.middle("learning-slope")).reshape(len(application.values), kinds) @ saves
    money: Floats = days * figures.usual_rate()
    return money
