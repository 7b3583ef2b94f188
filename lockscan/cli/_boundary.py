"""The one error boundary: a foreseen failure is one line, a defect says so, and each has its exit status."""

import os
import signal
import sys
import traceback
from types import FrameType

import click

from lockscan.errors import Interrupted, LockscanError

DEFECT = 70
INTERRUPTED = 130
USAGE = 2


def run(command: click.Command) -> int:
    """Run a command; nothing of click's own exit codes gets through."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return _status(command.main(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return _tell("interrupted", INTERRUPTED)
    except LockscanError as error:
        return _tell(str(error), error.status)
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - the one boundary
        _trace()
        kind = type(error).__name__
        return _tell(f"a defect of lockscan ({kind}: {error}); run again with --debug and report it, please", DEFECT)


def _status(returned: object) -> int:
    return returned if isinstance(returned, int) else 0


def _tell(message: str, status: int) -> int:
    click.echo(f"lockscan: {message}", err=True)
    return status


def _refused(error: OSError) -> int:
    """What the system does not let us do is no defect; a reader of our pipe that goes away is in its right."""
    # Keep the interpreter from complaining at its end about what could not be written.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    _trace()
    return _tell(f"{error.filename or 'the output'}: {error.strerror or error}", USAGE)


def _trace() -> None:
    if "--debug" in sys.argv:
        traceback.print_exc()


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Interrupted("terminated; what was read is kept, run the same command again to resume")
