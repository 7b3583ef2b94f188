"""Compiled page templates kept between runs: compiling them takes longer than laying out most reports."""

import os
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from lockscan import __version__
from lockscan.cache import cache_folder

FOLDER_MODE = 0o700
OTHERS_MAY_WRITE = 0o022


class Kept(jinja2.BytecodeCache):
    """A template's code under its digest, in a folder of the user's alone; a disk that cannot be written costs time."""

    def __init__(self) -> None:
        self._folder = cache_folder() / f"pages-{__version__}"

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            if self._is_ours():
                bucket.bytecode_from_string(self._place(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            self._folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            if self._is_ours():
                whole = self._place(bucket).with_suffix(f".{os.getpid()}")
                whole.write_bytes(bucket.bytecode_to_string())
                whole.replace(self._place(bucket))

    def _is_ours(self) -> bool:
        """Code is only taken from a folder that nobody else can write to."""
        found = self._folder.stat()
        return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & OTHERS_MAY_WRITE)

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.page"
