"""Lists all text that readers take for hidden, for a verdict on each page.

    python3 benches/hidden.py target/release/examples/ingest FOLDER... [--verdicts FILE]

Each line has the file, the pages (or the bytes of HTML and Markdown), the letters and the
beginning of the text. A file of verdicts has two columns, a file and `right` or `wrong`;
then the number of files with a wrong verdict and without one is printed.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

SHOWN_CHARACTERS = 100


def hidden_chunks(ingest, folders):
    """Yields the chunks with hidden text, which an option keeps."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "chunks.jsonl"
        command = [ingest, *folders, "--hidden", "keep", "--tokenizer", "words"]
        command += ["--max-tokens", "4000", "--quiet", "-o", str(output)]
        subprocess.run(command, check=False)
        with output.open(encoding="utf-8") as lines:
            for line in lines:
                chunk = json.loads(line)
                if "hidden" in chunk["kinds"]:
                    yield chunk


def place(origin):
    if not origin:
        return "?"
    if "pages" in origin:
        return ",".join(str(page["number"]) for page in origin["pages"])
    return f"bytes {origin['bytes']['start']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ingest")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--verdicts")
    options = parser.parse_args()
    verdicts = {}
    if options.verdicts:
        for line in pathlib.Path(options.verdicts).read_text(encoding="utf-8").splitlines():
            name, verdict = line.split("\t")[:2]
            verdicts[name] = verdict
    files = set()
    for chunk in hidden_chunks(options.ingest, options.folders):
        text = " ".join(chunk["text"].split())
        letters = sum(c.isalnum() for c in text)
        files.add(chunk["document"])
        print(chunk["document"], place(chunk["origin"]), letters, text[:SHOWN_CHARACTERS], sep="\t")
    wrong = sum(verdicts.get(name) == "wrong" for name in files)
    unknown = sum(name not in verdicts for name in files)
    print(f"{len(files)} files with hidden text, {wrong} wrong, {unknown} without a verdict")


if __name__ == "__main__":
    main()
