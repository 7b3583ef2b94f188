"""On `PYTHONPATH`, it lets a Python process reach nothing but this machine, and notes what it tried."""

import os
import sys
from pathlib import Path
from typing import Any

HERE = {"127.0.0.1", "::1", "localhost", None}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        _refuse(arguments[0])
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        _refuse(arguments[1][0])
    elif event in {"socket.gethostbyname", "socket.gethostbyaddr"}:
        _refuse(arguments[0])


def _refuse(host: Any) -> None:
    host = host.decode() if isinstance(host, bytes) else host
    if host in HERE:
        return
    with Path(os.environ["NETWORK_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{host}\n")
    raise PermissionError(f"the network is cut: {host}")


sys.addaudithook(_watch)
