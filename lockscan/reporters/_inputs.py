"""Which inputs a formula names."""

import re
from collections.abc import Iterator

from lockscan.model.report import ParameterUsed
from lockscan.model.scenario import Band

_SHORT_TERM = 3
"""Words of a term that names an input rather than explaining one."""


def inputs_of(formula: str, parameters: tuple[ParameterUsed, ...]) -> Iterator[ParameterUsed]:
    """Give what the formula names: an input by its id, or a family (`overrun`, `day rate`) by its first word."""
    mentioned = set(re.findall(r"[\w.-]*\w", formula))
    terms = (term.split() for term in re.split(r"\sx\s|[()+;,^]", formula))
    families = {term[-1] for term in terms if 0 < len(term) <= _SHORT_TERM}
    for parameter in parameters:
        if parameter.id in mentioned or re.split(r"[.-]", parameter.id)[0] in families:
            yield parameter


def band_text(band: Band) -> str:
    """Give low, middle and high; once where they are one figure."""
    if band.p10 == band.p50 == band.p90:
        return f"{band.p50:,g}"
    return f"{band.p10:,g}, {band.p50:,g}, {band.p90:,g}"
