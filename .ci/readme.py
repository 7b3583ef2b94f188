"""Keep the README's `--help` blocks in step with the program: `--check` compares, without it they are rewritten.

A block stands between `<!-- help: COMMAND -->` and `<!-- /help -->`.
"""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCK = re.compile(r"(<!-- help: (?P<command>[a-z -]*) -->\n).*?(<!-- /help -->)", re.DOTALL)


def _help(match: re.Match[str]) -> str:
    words = match["command"].split()
    shown = subprocess.run(
        [sys.executable, "-m", "lockscan", *words[1:], "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "80", "PATH": ""},
    ).stdout.replace("python -m lockscan", "lockscan")
    return f"{match[1]}```console\n$ {match['command']} --help\n{shown.rstrip()}\n```\n{match[3]}"


def main() -> int:
    before = README.read_text(encoding="utf-8")
    after = BLOCK.sub(_help, before)
    if before == after:
        return 0
    if "--check" in sys.argv:
        print("README.md is not in step with --help: run `python .ci/readme.py`", file=sys.stderr)
        return 1
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
