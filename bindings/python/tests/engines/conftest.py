"""The documents and the engines of the tests."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any, Callable, Iterator

import pyarrow
import pyarrow.parquet
import pytest

import documents

HERE = Path(__file__).parent

# The workers of engines import the recipes, and run the same Python.
os.environ["PYTHONPATH"] = str(HERE)
os.environ["PYSPARK_PYTHON"] = sys.executable
# Daft alone: in a process that has started Ray it would run on that.
os.environ["DAFT_RUNNER"] = "native"

# A row group of documents, which is what most engines read at once.
ROW_GROUP = 20

ENGINES = ["ray", "spark", "daft", "datafusion", "polars"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--documents", type=int, default=120, help="the number of documents")
    parser.addoption("--megabytes", type=float, default=4, help="their size")
    parser.addoption("--lines", type=Path, required=True, help="the example `lines` of sectile-arrow")


@pytest.fixture(scope="session")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources of engines") / "documents"
    options: Any = request.config.option
    documents.write(folder, options.documents, options.megabytes)
    return folder


@pytest.fixture(scope="session")
def parquet(folder: Path) -> Path:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in paths]
    table = pyarrow.table({"name": names, "content": [path.read_bytes() for path in paths]})
    target = folder.parent / "documents.parquet"
    pyarrow.parquet.write_table(table, target, row_group_size=ROW_GROUP)
    return target


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    # Two threads, and four attempts at a task: `local` alone has one. A batch has 16
    # documents; Spark's own default of 10,000 rows may be gigabytes.
    builder = SparkSession.builder.master("local[2,4]").config("spark.sql.execution.arrow.maxRecordsPerBatch", 16)
    builder = builder.config("spark.ui.enabled", False).config("spark.driver.memory", "2g")
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def ray() -> Iterator[None]:
    import ray

    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=1 << 30, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


Recipe = Callable[..., None]


@pytest.fixture
def recipe(request: pytest.FixtureRequest) -> Callable[[str, str], Recipe]:
    """A recipe by the names of its engine and its function."""

    def find(engine: str, function: str) -> Recipe:
        session = request.getfixturevalue(engine) if engine in ("ray", "spark") else None
        found: Recipe = getattr(__import__(f"with_{engine}"), function)
        return partial(found, session) if engine == "spark" else found

    return find
