"""Runs a program and measures its CPU time and its peak memory. Needs GNU time.

Linux keeps the peak of a process when it executes a program, so what `wait4` reports has the
memory of the script that starts it. GNU time takes one megabyte.
"""

import os
import subprocess
import tempfile


def run(command, out=subprocess.DEVNULL):
    """The CPU seconds of a command and its peak memory in bytes."""
    with tempfile.NamedTemporaryFile("r") as peak:
        timed = ["/usr/bin/time", "-f", "%M", "-o", peak.name, *command]
        process = subprocess.Popen(timed, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise OSError(f"{command[0]}: exit code {process.returncode}")
        return usage.ru_utime + usage.ru_stime, int(peak.read()) * 1024
