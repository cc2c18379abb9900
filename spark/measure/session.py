"""A Spark of two executors, each a process of its own with one core."""

import os
import signal
import sys


def start(name, partitions=8):
    """Returns a session on local-cluster: driver, master and workers in one JVM,
    and an executor JVM for each worker."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName(name)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", "896m")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.files.openCostInBytes", str(128 << 20))  # a partition a file
        .config("spark.task.maxFailures", "12")
        .config("spark.stage.maxConsecutiveAttempts", "12")
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .getOrCreate()
    )


def executors(pid):
    """Returns the executors below a process."""
    return [child for child in children(pid) if _runs(child, b"CoarseGrainedExecutorBackend")]


def reads(executor, program):
    """Reports whether a task of an executor runs the program just now."""
    return any(_runs(child, os.fsencode(program)) for child in children(executor))


def is_driver(pid):
    """Reports whether a process is the JVM of a driver."""
    return _runs(pid, b"SparkSubmit")


def _runs(pid, what):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            return what in f.read()
    except OSError:  # it ended meanwhile
        return False


def children(pid):
    """Returns all processes below one."""
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as f:
                parents.setdefault(int(f.read().rsplit(")", 1)[1].split()[1]), []).append(int(entry))
        except OSError:
            pass
    out, todo = [], [pid]
    while todo:
        below = parents.get(todo.pop(), [])
        out += below
        todo += below
    return out


def kill(pid):
    """Kills a process as a lost machine would: without a word to it."""
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False
