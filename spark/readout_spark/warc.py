"""Stories out of archives of pages: WARC, as CC-News keeps them, and mail."""

import pyarrow as pa

from .program import WHOLE, Run, find_program

# The columns of a story that was taken out of a file.
STORIES = (
    "file string, ref string, url string, outlet string, title string, published string, updated string, captured string, "
    "content_type string, text string, html binary, problem string"
)

_NAMES = [part.split()[0] for part in STORIES.split(", ")]
_SCHEMA = pa.schema([pa.field(name, pa.binary() if name == "html" else pa.string()) for name in _NAMES])

_CHUNK = 1 << 20


def read_warcs(spark, paths, *, program=None, kind="warc"):
    """Returns the stories of files as a DataFrame of STORIES, a partition a file.

    paths: files that every executor can open, by path or by an address that
    pyarrow.fs knows (s3://, gs://, hdfs://, file://). Answers of servers become
    rows with the page as it was stored; what is no story is passed over. What can't be
    read is a row with a problem and without a story. Spread them before they are read:

        stories = read_warcs(spark, paths)
        records = read_stories(stories.where("problem is null").drop("file", "problem").repartition(200))
    """
    paths = list(paths)
    if not paths:
        raise ValueError("no files: name the archives of pages")
    files = spark.createDataFrame(spark.sparkContext.parallelize([(p,) for p in paths], len(paths)), "path string")

    def take_apart(batches):
        for batch in batches:
            for path in batch.column("path").to_pylist():
                yield from _stories(path, find_program(program), kind)

    return files.mapInArrow(take_apart, STORIES)


def _stories(path, program, kind):
    """Yields the stories of one file."""
    run = _Bytes([program, "rows", "--in", kind, "-"], path)
    try:
        while (batch := run.receive()) is not None:
            if batch.num_rows:
                yield _named(path, batch)
        code = run.wait()
        if code not in WHOLE:
            raise RuntimeError(f"{path}: {run.why(code)}: {' / '.join(run.said)}")
        if run.failed:
            raise run.failed
        problems = [line.removeprefix("readout: ").replace("standard input", path) for line in run.said if line.startswith("readout: ")]
        if problems:
            yield pa.RecordBatch.from_pylist([{"file": path, "problem": p} for p in problems], schema=_SCHEMA)
    finally:
        run.kill()


def _named(path, batch):
    """Returns a batch of the program with all columns of _SCHEMA."""
    columns = {"file": pa.array([path] * batch.num_rows), "problem": pa.nulls(batch.num_rows, pa.string())}
    return pa.RecordBatch.from_arrays([columns[n] if n in columns else batch.column(n) for n in _NAMES], schema=_SCHEMA)


class _Bytes(Run):
    """A run that is fed the bytes of a file, and not rows."""

    def __init__(self, command, path):
        self.path, self.failed = path, None
        super().__init__(command, None, remember=10_000)

    def _write(self, _):
        try:
            with _open(self.path) as source:
                while chunk := source.read(_CHUNK):
                    self.process.stdin.write(chunk)
        except BrokenPipeError:  # it ended: its exit code says why
            pass
        except Exception as err:  # the file: raised in the task
            self.failed = err
        finally:
            try:
                self.process.stdin.close()
            except OSError:
                pass


def _open(path):
    """Opens a file by its path or address, as it is stored."""
    from pyarrow import fs

    if "://" in path:
        store, inner = fs.FileSystem.from_uri(path)
    else:
        store, inner = fs.LocalFileSystem(), path
    return store.open_input_stream(inner, compression=None)
