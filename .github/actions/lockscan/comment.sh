#!/usr/bin/env bash
# One comment a pull request: found by its first line and its author, made where there is none.
set -euo pipefail
MARKER=$(head -n 1 "$BODY")
AUTHOR=${AUTHOR:-github-actions[bot]}
export MARKER AUTHOR
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
query='.[] | select(.user.login == env.AUTHOR and (.body | startswith(env.MARKER))) | .id'

upsert() {
  local found
  found=$(gh api --paginate "$comments" --jq "$query") || return 1
  found=${found%%$'\n'*}
  if [ -n "$found" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$found" --field body=@"$BODY"
  else
    gh api --silent "$comments" --field body=@"$BODY"
  fi
}

# The verdict ends the job, not a token that may not comment, as a fork's may not.
upsert || echo "::warning title=lockscan::no comment: the job needs pull-requests: write; the summary holds the verdict"
