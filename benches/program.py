"""Builds the example that benchmarks run."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def add_option(parser):
    """Adds the option that names a built example."""
    parser.add_argument("--program", help="the built example ingest")


def ingest(given=None):
    """The path of the example ingest: the given one, or one that is built now."""
    if given:
        return given
    subprocess.run(["cargo", "build", "--release", "--example", "ingest"], cwd=ROOT, check=True)
    return ROOT / "target/release/examples/ingest"
