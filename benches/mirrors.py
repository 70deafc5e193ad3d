"""Reads files of commits from a folder of mirrored repositories."""

import subprocess


def content(mirrors, repository, commit, path):
    """The bytes of a file, from `OWNER+NAME` or `OWNER+NAME/repo` below `mirrors`."""
    folder = mirrors / repository.replace("/", "+")
    folder = folder / "repo" if (folder / "repo").is_dir() else folder
    command = ["git", "--git-dir", folder, "show", f"{commit}:{path}"]
    return subprocess.run(command, check=True, capture_output=True).stdout
