#!/usr/bin/env python3
"""Reads the output of `ingest --format parquet` with pyarrow, pandas, polars, DuckDB and
LanceDB, and compares each row with its line of JSON.

    check.py SECTILE

SECTILE is the program with the feature `parquet`. Exits with 1 at the first difference.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import lancedb
import numpy
import pandas
import polars
import pyarrow.parquet

INPUTS = ["testdata/docs", "testdata/retrieval/docs", "testdata/cases/components"]


def ingest(program, output, *more):
    options = ["--levels", "300,60", "--metadata", "all", "--url-base", "https://example.org"]
    command = [program, "ingest", *INPUTS, "-o", output, "-q", *options, *more]
    subprocess.run(command, check=True)
    return output


def whole(chunk):
    """A line with the fields that it leaves out: a row has all of them."""
    origin = chunk["origin"] and {field: chunk["origin"].get(field) for field in ("bytes", "lines", "pages")}
    return {
        **chunk,
        "headings": [{"confidence": None, **heading} for heading in chunk["headings"]],
        "omitted": chunk.get("omitted", []),
        "origin": origin,
        "references": [{"kind": "link", "target_span": None, **link} for link in chunk["references"]],
        "metadata": [{"key": key, "value": value} for key, value in chunk.get("metadata", {}).items()],
        "url": chunk.get("url"),
    }


def plain(value):
    """A value of a table in the types of JSON."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, numpy.ndarray)):
        return [plain(item) for item in value]
    if value is pandas.NA or isinstance(value, float) and math.isnan(value):
        return None
    return value.item() if isinstance(value, numpy.generic) else value


def compare(name, rows, chunks):
    rows = list(rows)
    assert len(rows) == len(chunks), f"{name}: {len(rows)} rows, {len(chunks)} lines"
    for row, chunk in zip(rows, chunks):
        for field, wanted in chunk.items():
            found = plain(row[field])
            assert found == wanted, f"{name}: {field} of {chunk['id']}: {found!r}, not {wanted!r}"
        assert row.keys() == chunk.keys(), f"{name}: {row.keys() ^ chunk.keys()}"
    print(f"{name}: {len(rows)} rows are right")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        lines = ingest(program, scratch / "chunks.jsonl")
        chunks = [whole(json.loads(line)) for line in lines.open()]
        path = ingest(program, scratch / "chunks.parquet", "--format", "parquet")
        again = ingest(program, scratch / "again.parquet", "--format", "parquet", "--threads", "1")
        assert path.read_bytes() == again.read_bytes(), "one thread writes another file than many"
        assert any(chunk["omitted"] for chunk in chunks) and any(chunk["metadata"] for chunk in chunks)
        assert any((chunk["origin"] or {}).get("pages") for chunk in chunks), "there is no PDF among the inputs"

        table = pyarrow.parquet.read_table(path)
        compare("pyarrow", table.to_pylist(), chunks)
        compare("pandas", pandas.read_parquet(path).to_dict("records"), chunks)
        compare("polars", polars.read_parquet(path).iter_rows(named=True), chunks)
        compare("polars, lazy", polars.scan_parquet(path).collect().iter_rows(named=True), chunks)
        found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
        compare("duckdb", (dict(zip(found.columns, row)) for row in found.fetchall()), chunks)
        leaves = duckdb.sql(f"SELECT count(*) FROM '{path}' WHERE level = 1 AND origin.pages[1].number = 1")
        first_pages = [chunk for chunk in chunks if chunk["level"] == 1 and (chunk["origin"]["pages"] or [{}])[0].get("number") == 1]
        assert leaves.fetchall() == [(len(first_pages),)]
        stored = lancedb.connect(scratch / "lance").create_table("chunks", table)
        compare("lancedb", stored.to_arrow().to_pylist(), chunks)
        found = stored.search().where("level = 1 AND tokens > 50").limit(len(chunks)).to_list()
        assert len(found) == sum(chunk["level"] == 1 and chunk["tokens"] > 50 for chunk in chunks)

        leaves = ingest(program, scratch / "leaves.parquet", "--format", "parquet", "--parents", scratch / "parents.parquet")
        compare("leaves", pyarrow.parquet.read_table(leaves).to_pylist(), [chunk for chunk in chunks if chunk["level"] == 1])
        parents = pyarrow.parquet.read_table(scratch / "parents.parquet").to_pylist()
        compare("parents", parents, [chunk for chunk in chunks if chunk["level"] == 0])


main()
