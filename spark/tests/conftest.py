"""What the tests share: the program, and a Spark of two executors."""

import os
import sys

import pytest


def pytest_addoption(parser):
    parser.addoption("--readout", default=None, help="path of a readout that was built with the tag poison: go build -tags poison ./cmd/readout")


@pytest.fixture(scope="session")
def program(request):
    path = request.config.getoption("--readout")
    if not path:
        pytest.skip("no program: --readout=PATH names one that was built with -tags poison")
    return os.path.abspath(path)


@pytest.fixture(scope="session")
def spark():
    """A Spark with two executors, each a process of its own with one core."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local-cluster[2,1,640]")
        .appName("readout tests")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "512m")
        .config("spark.driver.memory", "512m")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=192m")
        .getOrCreate()
    )
    yield session
    session.stop()


NAMES = ["Ana Ruiz", "Pavel Dorn", "Marta Vale", "Tomas Arendt", "Ingrid Solheim"]
DEEDS = ["resigned on Tuesday", "arrived in Geneva", "met the Norwegian foreign minister", "rejected the offer", "signed the agreement in Lisbon"]


def stories(n):
    """Returns n short stories, all different, two of them broken."""
    rows = []
    for i in range(n):
        who, deed = NAMES[i % 5], DEEDS[i // 5 % 5]
        text = f"Report number {i} from the harbour\n\n{who} {deed}, the government said. “We have nothing to hide,” {who.split()[1]} told reporters."
        rows.append({"ref": f"r{i:04d}", "url": f"https://news.example/{i}", "outlet": "news.example", "published": "2024-03-12", "desk": "<foreign>", "text": text})
    if n > 8:
        rows[3]["text"] = None
        rows[7]["text"] = ""
    return rows


@pytest.fixture(scope="session")
def rows():
    return stories(40)


FRAME = "ref string, url string, outlet string, published string, desk string, text string"
