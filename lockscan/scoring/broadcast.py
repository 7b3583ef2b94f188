"""From profiles to every node, by code."""

from lockscan.model.estate import Column, Estate
from lockscan.model.scores import Scores
from lockscan.scoring.profiles import ProfileScores


def score(estate: Estate, profiles: ProfileScores) -> Scores:
    """Give every node its profile's scores."""
    profile = estate.profile

    def spread(column: Column) -> Column:
        return Column(column.codes[profile], column.values)

    return Scores(
        own=profiles.own[profile],
        low=profiles.low[profile],
        high=profiles.high[profile],
        facets=profiles.facets[profile],
        effort=profiles.effort[profile],
        effort_low=profiles.effort_low[profile],
        effort_high=profiles.effort_high[profile],
        capability=spread(profiles.capability),
        role=spread(profiles.role),
        rule=spread(profiles.rule),
        level=spread(profiles.level),
        weights=profiles.weights,
    )
