"""`python -m lockscan.connectors.aws.conforming`: hold the catalog against the installed botocore."""

import sys

from lockscan.connectors.aws.conformance import problems
from lockscan.connectors.aws.loading import shipped_catalog

found = list(problems(shipped_catalog()))
sys.stdout.writelines(f"{problem}\n" for problem in found)
sys.exit(bool(found))
