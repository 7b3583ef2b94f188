"""Portability, derived: from what speaks the same interfaces elsewhere to a score with its reasons."""

from lockscan.scoring.broadcast import score
from lockscan.scoring.chains import explain
from lockscan.scoring.market import Alternative, target_known
from lockscan.scoring.profiles import ProfileScores, score_profiles
from lockscan.scoring.summary import summarise
from lockscan.scoring.understanding import Scorer, UnderstandingScore, understanding_scores

__all__ = [
    "Alternative",
    "ProfileScores",
    "Scorer",
    "UnderstandingScore",
    "explain",
    "score",
    "score_profiles",
    "summarise",
    "target_known",
    "understanding_scores",
]
