"""The AWS emulator as a process of its own: `python -m lockscan.demo.emulator` serves and prints its address.

A second process, because emulator and scanner would otherwise share one core.
"""

import importlib
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from lockscan.errors import UsageError

LIKELY = (
    "ec2 iam s3 kms lambda dynamodb apigateway cognitoidp elbv2 rds logs cloudwatch events sqs sns stepfunctions glue "
    "sagemaker ecs eks"
)
"""Backends loaded ahead of the seed: loading draws random numbers too."""

SEED = 2026
"""The same calls in the same order get the same ids: bills and last year's snapshot can name them."""

ENABLED = ("eu-west-1", "eu-west-2", "us-east-1")
"""The regions of the emulated account: a council's landing zone closes the others; the last cannot be closed."""

PATIENCE = 120.0
"""Seconds in which even a busy machine has started it."""


@contextmanager
def emulator() -> Iterator[str]:
    """Serve an empty AWS on loopback; gives its address."""
    command = [sys.executable, "-m", __name__]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True) as process:
        try:
            address = _told(process)
            if not address.startswith("http://127.0.0.1:"):
                raise UsageError(
                    "the emulated AWS did not start: the demo needs its extra (pip install 'lockscan[demo]'); "
                    f"where that is there, `python -m {__name__}` says why"
                )
            yield address
        finally:
            process.kill()  # nothing it holds is worth an orderly end


def _told(process: subprocess.Popen[str]) -> str:
    """Give the line that it prints when it is ready, or nothing."""
    late = Timer(PATIENCE, process.kill)
    late.start()
    try:
        return process.stdout.readline().strip() if process.stdout else ""
    finally:
        late.cancel()


def _load_ahead() -> None:
    for name in LIKELY.split():
        importlib.import_module(f"moto.{name if name != 'lambda' else 'awslambda'}.responses")


def _close_regions() -> None:
    from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend

    for region in RegionsAndZonesBackend.regions:
        if region.name not in ENABLED:
            region.opt_in_status = "not-opted-in"


def main() -> None:
    """Serve until standard input ends: the emulator never outlives who started it."""
    from moto.moto_api._internal import mock_random
    from moto.server import ThreadedMotoServer

    from lockscan.demo.hastening import hasten

    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    hasten()
    _load_ahead()
    _close_regions()
    mock_random.seed(SEED)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)  # noqa: T201 - the address is the protocol
    # The emulator prints a line for every call it does not know; nobody reads them, and a full pipe would stop it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
