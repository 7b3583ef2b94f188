#!/usr/bin/env bash
# Install the lockscan that this very action was checked out with.
set -euo pipefail
venv="$RUNNER_TEMP/lockscan-venv"
if [ -x "$venv/bin/lockscan" ]; then exit 0; fi
python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH/../../.."
