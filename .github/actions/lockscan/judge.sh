#!/usr/bin/env bash
# Judge the plan once, in every format; the status is kept, so that the comment is written before the job ends by it.
set -euo pipefail
folder="$RUNNER_TEMP/lockscan-verdict"
rm -rf "$folder"
arguments=("$PLAN" --against-change --policy "$POLICY" --terraform "$TERRAFORM" --output "$folder/")
if [ -n "${BASELINE:-}" ]; then arguments+=(--baseline "$BASELINE"); fi
for format in markdown json sarif junit; do arguments+=(--format "$format"); done
status=0
"$RUNNER_TEMP/lockscan-venv/bin/lockscan" gate "${arguments[@]}" || status=$?
told=false
if [ -f "$folder/gate.md" ]; then
  told=true
  cat "$folder/gate.md" >> "$GITHUB_STEP_SUMMARY"
fi
{
  echo "status=$status"
  echo "folder=$folder"
  echo "told=$told"
} >> "$GITHUB_OUTPUT"
