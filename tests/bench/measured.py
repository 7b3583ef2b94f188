"""Runs a command and prints its seconds and peak megabytes.

A process of its own, as small as Python gets: a child's peak memory begins with that of whoever starts it.
"""

import os
import subprocess
import sys
import time


def main() -> None:
    begun = time.perf_counter()
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
    print(seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))
    sys.exit(child.returncode)


if __name__ == "__main__":
    main()
