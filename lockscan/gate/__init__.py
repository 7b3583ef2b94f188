"""Report | Difference + policy -> Verdict: yes, no, or too little known to say."""

from lockscan.gate.case import Case
from lockscan.gate.judging import judge
from lockscan.gate.reading import read_policy

__all__ = ["Case", "judge", "read_policy"]
