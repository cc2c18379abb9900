"""Stories become records."""

import pyarrow as pa
import pyarrow.compute as pc

from .filter import ANSWER, DIGEST, Filter, POISONED
from .program import find_program

# The schema of records, in Spark's words.
RECORDS = (
    "ref string, status string not null, version_id string, url string, published_day date, language string, words bigint not null, "
    "problems bigint not null, problem string, record string not null"
)

_STORY = ("text", "html")

# How many results, or bytes of records, go to Spark in one batch.
_ROWS, _BYTES = 64, 4 << 20


def read_stories(df, model="accurate", *, digests=False, program=None, options=(), timeout=600.0, counters=None, env=None):
    """Returns the records of the stories of df, as a DataFrame of RECORDS.

    df has a row a story: ref (an id of yours) or url, by which it is named, text
    or html, and perhaps outlet, title, published, updated; other columns are
    kept in the record's version.extra. There is one row for each row of df.
    status is "read"; "unread" where the row holds no story (problem says why);
    "poisoned" where the program died of it, or hung, twice.

    model: the network, as for readout read. digests: a column digest more, with
    what join_stories needs. program: path of the program on the
    executors, see find_program. options: further arguments of readout read.
    timeout: seconds that one row may take. counters: a Counters.
    """
    if "ref" not in df.columns and "url" not in df.columns:
        raise ValueError("the stories have neither ref nor url: name each, for example with withColumnRenamed('id', 'ref')")
    if not any(name in df.columns for name in _STORY):
        raise ValueError(f"the stories have neither text nor html among {', '.join(df.columns)}")
    arguments = ["read", "--arrow", "--in", "arrow", "--jobs", "1", "--quiet", "--model", model, *(["--digest"] if digests else []), *options, "-"]
    answer = ANSWER.append(DIGEST) if digests else ANSWER

    def read(batches):
        command = [find_program(program), *arguments]
        return _read(command, batches, timeout, counters, env, answer)

    return df.mapInArrow(read, RECORDS + ", digest string" if digests else RECORDS)


def _read(command, batches, timeout, counters, env, answer=ANSWER):
    """Yields the results of a partition's rows."""
    batches = iter(batches)
    first = next(batches, None)
    if first is None:
        return

    def rest():
        yield first
        yield from batches

    rows = Filter(command, first.schema, timeout, env, answer)
    yield from gather(_counted(rows.results(rest()), counters), answer)
    if counters is not None:
        counters.restarts.add(max(0, rows.restarts))


def _counted(answers, counters):
    for answer in answers:
        if counters is not None:
            status = answer.column("status")
            counters.stories.add(answer.num_rows)
            counters.words.add(pc.sum(answer.column("words")).as_py() or 0)
            counters.problems.add(pc.sum(answer.column("problems")).as_py() or 0)
            counters.unread.add(pc.sum(pc.equal(status, "unread")).as_py() or 0)
            counters.poisoned.add(pc.sum(pc.equal(status, POISONED)).as_py() or 0)
        yield answer


def gather(batches, answer=ANSWER):
    """Yields larger batches of many small ones."""
    held, rows, size = [], 0, 0
    for batch in batches:
        batch = batch.cast(answer) if batch.schema != answer else batch
        held.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= _ROWS or size >= _BYTES:
            yield from pa.Table.from_batches(held).combine_chunks().to_batches()
            held, rows, size = [], 0, 0
    if held:
        yield from pa.Table.from_batches(held).combine_chunks().to_batches()
