"""How fast data leaves: who has more of it to move lays on more to move it by."""

import numpy as np

from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import Draws

DAY_SECONDS = 86_400.0
BITS = 8.0
LEAST_GB = 1.0


def days_a_gigabyte(figures: Figures, gigabytes: Draws) -> Draws:
    """Give the days that each GB of so much is on the way; more never arrives sooner, as the power is below one."""
    relative = np.maximum(gigabytes, LEAST_GB) / figures.middle("link-reference-gb")
    rate = figures.draw("link-gbps") * relative ** figures.middle("link-size-exponent")
    days: Draws = BITS / DAY_SECONDS / rate
    return days
