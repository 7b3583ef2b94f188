"""`python -m lockscan.connectors.aws.proposing SERVICE...`: print proposed catalog entries."""

import sys

from lockscan.connectors.aws.conformance import Models
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.proposing import proposals
from lockscan.connectors.aws.proposing.naming import Names, known_types
from lockscan.connectors.aws.proposing.writing import written

names = Names(known_types(), shipped_catalog())
for service in sys.argv[1:]:
    sys.stdout.write(written(service, proposals(Models(), names, service)))
