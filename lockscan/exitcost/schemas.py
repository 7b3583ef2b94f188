"""Databases whose schema has been measured: their conversion is reckoned from it, not from the class of effort."""

import numpy as np

from lockscan.exitcost.columns import Mask
from lockscan.model.estate import Estate, Floats
from lockscan.model.scenario import Scenario
from lockscan.model.scores import EFFORT_CLASSES, Scores

CONVERTED = EFFORT_CLASSES.index("replatform")
"""From here on the engine changes, so that the schema has to."""


def schema_units(estate: Estate, scores: Scores, scenario: Scenario) -> Floats:
    """Give Ora2Pg's units of each resource that has to be converted and was measured; NaN for all others."""
    units = estate.amounts.column("schema_units", len(estate))[: estate.resources]
    named = list(scenario.schema_units)
    for name, row in zip(named, estate.rows.find(named), strict=True):
        if row is not None and row < estate.resources:
            units[row] = scenario.schema_units[name]
    converted: Mask = scores.effort[: estate.resources] >= CONVERTED
    return np.where(converted, units, np.nan)
