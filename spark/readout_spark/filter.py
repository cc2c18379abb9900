"""Rows in, one result a row out, whatever becomes of the program.

A filter keeps one run of the program going. If the run dies or hangs, the rows
that it had not answered are sent again one by one; the one that fails alone
twice is set aside and named, the others are read.
"""

import collections
import json

import pyarrow as pa

from .program import Died, Run, WHOLE

# What the program answers for each row (readout read --arrow, doc/cli.md).
ANSWER = pa.schema(
    [
        pa.field("ref", pa.string()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("version_id", pa.string()),
        pa.field("url", pa.string()),
        pa.field("published_day", pa.date32()),
        pa.field("language", pa.string()),
        pa.field("words", pa.int64(), nullable=False),
        pa.field("problems", pa.int64(), nullable=False),
        pa.field("problem", pa.string()),
        pa.field("record", pa.string(), nullable=False),
    ]
)

# A column more, with --digest.
DIGEST = pa.field("digest", pa.string())

POISONED = "poisoned"  # status of a row that the program can't survive

# Rows that are on their way at a time: enough that the program never waits, few
# enough that little is read twice after a death.
WINDOW = 16

# How often a row may be what a run dies of, before it is to blame: once can be
# the machine, which ran out of memory, say.
ATTEMPTS = 2

# A row that any run answers. If it does not, the program is at fault and no row.
PROBE = {"ref": "probe", "text": "The minister resigned on Monday, the government said."}


class Filter:
    """Reads rows by one run of the program, started again when it fails."""

    def __init__(self, command, schema, timeout=600.0, env=None, answer=ANSWER):
        """command reads Arrow from standard input and writes answer; schema is
        that of the rows; timeout is how many seconds a row may take."""
        self.command, self.schema, self.timeout, self.env, self.answer = command, schema, timeout, env, answer
        self.restarts = 0
        self._run = None

    def results(self, batches):
        """Yields record batches of ANSWER, a row for each row of batches, in order."""
        pending = collections.deque()  # rows on their way, each a batch of one
        rows = (batch.slice(i, 1) for batch in batches for i in range(batch.num_rows))
        try:
            while True:
                self._fill(rows, pending)
                if not pending:
                    break
                try:
                    answer = self._receive()
                except Died:
                    self._stop()
                    yield from self._one_by_one(pending)
                    continue
                for got in answer.select(["ref", "url"]).to_pylist():
                    self._check(pending.popleft(), got)
                yield answer
            self._finish()
        finally:
            self._stop()

    def _fill(self, rows, pending):
        """Sends rows until a window of them is on its way."""
        if len(pending) > WINDOW // 2:
            return
        fresh = []
        for row in rows:
            fresh.append(row)
            if len(pending) + len(fresh) >= WINDOW:
                break
        if fresh:
            pending.extend(fresh)
            self._send(pa.Table.from_batches(fresh).combine_chunks().to_batches()[0])

    def _cell(self, row, name):
        value = row.column(name)[0].as_py() if name in self.schema.names else None
        return None if value is None else str(value)

    def _check(self, row, got):
        want = self._cell(row, "ref")
        if want is not None and want != got["ref"]:
            raise RuntimeError(f"the program answered row {got['ref']!r} where {want!r} was due: one row in must be one row out")

    def _one_by_one(self, pending):
        """Yields the answers of rows that a dead run has left."""
        while pending:
            row, why = pending.popleft(), ""
            for attempt in range(ATTEMPTS):
                try:
                    self._send(row)
                    yield self._receive()
                    break
                except Died as err:
                    why = str(err)
                    self._stop()
            else:
                self._probe(why)
                yield self._set_aside(row, why)

    def _probe(self, why):
        """Raises unless a fresh run answers a row that is above suspicion."""
        run = Run(self.command, pa.schema([("ref", pa.string()), ("text", pa.string())]), self.env)
        try:
            run.send(pa.RecordBatch.from_pylist([PROBE]))
            if run.receive(self.timeout) is None:
                code = run.wait()
                raise RuntimeError(f"{' '.join(self.command)} reads nothing at all: {run.why(code)}: {' / '.join(run.said)}")
        except Died as err:
            raise RuntimeError(f"{' '.join(self.command)} reads nothing at all ({err}); a row gave: {why}") from None
        finally:
            run.kill()

    def _set_aside(self, row, why):
        """Returns the answer for a row that can't be survived."""
        ref, url = self._cell(row, "ref"), self._cell(row, "url")
        name = f"row {json.dumps(ref or url, ensure_ascii=False)}" if ref or url else "the row"
        text = f"This row could not be read ({name} was set aside: {why}, {ATTEMPTS} times of {ATTEMPTS}; read it alone and report it)."
        record = unread_record(ref, text)
        return pa.RecordBatch.from_pylist(
            [{"ref": ref, "status": POISONED, "url": url, "words": 0, "problems": 1, "problem": text, "record": record}], schema=self.answer
        )

    def _send(self, batch):
        if self._run is None:
            self._run = Run(self.command, self.schema, self.env)
        self._run.send(batch)

    def _receive(self):
        answer = self._run.receive(self.timeout)
        if answer is None:
            code = self._run.wait()
            raise Died(self._run.why(code))
        return answer

    def _stop(self):
        if self._run is not None:
            self._run.kill()
            self._run, self.restarts = None, self.restarts + 1

    def _finish(self):
        """Ends a run that has answered all."""
        if self._run is None:
            return
        run, self._run = self._run, None
        run.end()
        try:
            while run.receive(self.timeout) is not None:
                pass
            code = run.wait()
            if code not in WHOLE:
                raise RuntimeError(f"{' '.join(self.command)}: {run.why(code)} after the last row: {' / '.join(run.said)}")
        finally:
            run.kill()


def unread_record(ref, text):
    """Returns the record that stands for a row that can't be read, as the program writes it."""
    version = {"id": "", "language": "und", "sha256": "", "text": ""}
    if ref:
        version = {"id": "", "ref": ref, "language": "und", "sha256": "", "text": ""}
    record = {"format": "readout/1", "pipeline": "", "version": version}
    for layer in ("removed", "sentences", "mentions", "actors", "dates", "places", "attributions", "events"):
        record[layer] = []
    record["problems"] = [{"span": [0, 0], "stage": "input", "text": text}]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
