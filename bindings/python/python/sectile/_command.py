"""The command ``sectile``: the same program as that of the crate ``sectile-cli``."""

import signal
import sys

from ._sectile import run


def main() -> None:
    # The program ends at once when it is interrupted, as it does without Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["sectile", *sys.argv[1:]]))
