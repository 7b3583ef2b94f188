"""An AWS of its own process, so that nothing else that tests create is seen in it; it ends with its standard input."""

import logging
import os
import sys

from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://{host}:{port}", flush=True)  # noqa: T201 - the test waits for it
# It prints a line for every call it does not know; nobody reads them, and a full pipe would stop it.
os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
sys.stdin.read()
os._exit(0)  # threads that still answer would hold an orderly end up
