#!/usr/bin/env python3
"""Measures the precision of headings in plain text on standards and licences.

  benches/markdown/plain.py MIRRORS OUTLINE [-v]

MIRRORS holds pingu342/rfc, openldap/openldap, wiserdivisor/http_server and
licenses/license-templates as `OWNER+NAME` or `OWNER+NAME/repo`; OUTLINE is the release binary.
Each text is read under a name without a suffix, so its format is detected too. The headings that
are none were found by reading all that are neither in the table of contents of their text nor a
usual section of standards; they are listed here.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCES = [
    ("pingu342/rfc", r"rfc\d+\.txt"),
    ("openldap/openldap", r"doc/rfc/rfc\d+\.txt"),
    ("wiserdivisor/http_server", r"rfc\d+\.txt"),
    ("licenses/license-templates", r"templates/.*\.txt"),
]
WRONG = {
    "rfc2631.txt": ["3. Set N'= L/1024", "4. If g = 1 go to step 2"],
    "rfc2714.txt": ["DCE:UUID"],
    "rfc4511.txt": ["BEGIN"],
    **{name: ["END OF TERMS AND CONDITIONS"] for name in ("gpl2.txt", "gpl3.txt", "agpl3.txt", "apache.txt")},
}


def git(mirrors, repository, *arguments):
    folder = mirrors / repository.replace("/", "+")
    folder = folder / "repo" if (folder / "repo").is_dir() else folder
    return subprocess.run(["git", "--git-dir", folder, *arguments], check=True, capture_output=True).stdout


def main():
    mirrors, outline, verbose = pathlib.Path(sys.argv[1]), sys.argv[2], "-v" in sys.argv
    files = headings = wrong = 0
    with tempfile.TemporaryDirectory() as work:
        for repository, pattern in SOURCES:
            for path in git(mirrors, repository, "ls-tree", "-r", "--name-only", "HEAD").decode().splitlines():
                if not re.fullmatch(pattern, path):
                    continue
                name = pathlib.Path(path).name
                file = pathlib.Path(work) / name.removesuffix(".txt")
                file.write_bytes(git(mirrors, repository, "show", f"HEAD:{path}"))
                lines = subprocess.run([outline, file, "--json"], check=True, capture_output=True, text=True).stdout
                found = [json.loads(line)["text"] for line in lines.splitlines()]
                found = [text for text in found if text]
                files, headings = files + 1, headings + len(found)
                wrong += sum(text in WRONG.get(name, []) for text in found)
                if verbose:
                    print(name, found)
    print(f"{files} files, {headings} headings, {wrong} wrong, precision {1 - wrong / headings:.4f}")


if __name__ == "__main__":
    main()
