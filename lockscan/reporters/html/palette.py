"""The few colours of the page, each told apart without colour vision and dark enough beside its label."""

from typing import Final

INK: Final = "#0b0c0c"
QUIET: Final = "#505a5f"
GRID: Final = "#d5dae0"
AXIS: Final = "#8a939b"
PAPER: Final = "#ffffff"
NAVY: Final = "#12436d"
PLUM: Final = "#801650"
TEAL: Final = "#1f7a72"
ORANGE: Final = "#f46a25"
LILAC: Final = "#a285d1"
GREY: Final = "#5f6b76"

SUPPLIERS: Final = (NAVY, TEAL, PLUM, ORANGE, LILAC)
LIGHT_ENOUGH_FOR_INK: Final = frozenset({ORANGE, LILAC})
ADVICE: Final = {"keep": TEAL, "keep and write down": NAVY, "hedge": ORANGE, "move": PLUM}
ZONES: Final = (
    (0, 40, "#f7e9f0", "Locked in"),
    (40, 60, "#fdf0e7", "Held"),
    (60, 80, "#eef4fa", "Some work"),
    (80, 100, "#e7f4f2", "Free to leave"),
)
