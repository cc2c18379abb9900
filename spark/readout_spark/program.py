"""Where the program is, and how one run of it is driven."""

import collections
import os
import queue
import shutil
import subprocess
import threading

import pyarrow as pa

# Exit codes of the program after which its output is whole: done, and done but
# for inputs that it named.
WHOLE = (0, 1)


def find_program(program=None):
    """Returns the path of the program.

    It is the path given, else the file "readout" that the job brought with
    --files, else the one inside this package, else the one on the PATH.
    """
    if program:
        found = shutil.which(program)
        if not found:
            raise FileNotFoundError(f"{program} is no program here: give its path on the executors, or ship it with spark-submit --files readout")
        return found
    tried = []
    try:
        from pyspark import SparkFiles

        tried.append(SparkFiles.get("readout"))
    except Exception:  # no Spark here, or none that runs
        pass
    tried.append(os.path.join(os.path.dirname(__file__), "bin", "readout"))
    for path in tried:
        if path and os.path.isfile(path):
            if not os.access(path, os.X_OK):
                os.chmod(path, 0o755)  # --files does not keep the mode
            return path
    found = shutil.which("readout")
    if not found:
        raise FileNotFoundError("there is no readout here: ship it with spark-submit --files readout, or put it into readout_spark/bin before the package is built")
    return found


class Died(Exception):
    """A run ended, or hung, before it had answered all."""


class Run:
    """One process that takes a stream of Arrow and gives one.

    Threads write, read and listen, so that neither side ever waits for a full
    pipe while the other one does.
    """

    def __init__(self, command, schema, env=None, remember=20):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        self.said = collections.deque(maxlen=remember)  # last lines on standard error
        self._todo, self._got = queue.SimpleQueue(), queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, args=args, daemon=True) for work, args in ((self._write, (schema,)), (self._read, ()), (self._listen, ()))]
        for thread in self._threads:
            thread.start()

    def _write(self, schema):
        try:
            with pa.ipc.new_stream(self.process.stdin, schema) as out:
                self.process.stdin.flush()
                while (batch := self._todo.get()) is not None:
                    out.write_batch(batch)
                    self.process.stdin.flush()
            self.process.stdin.close()
        except (OSError, ValueError):  # it died: the reader says so
            pass

    def _read(self):
        try:
            for batch in pa.ipc.open_stream(self.process.stdout):
                self._got.put(batch)
        except (OSError, ValueError, pa.ArrowException):
            pass
        self._got.put(None)

    def _listen(self):
        for line in self.process.stderr:
            self.said.append(line.decode("utf-8", "replace").rstrip())

    def send(self, batch):
        self._todo.put(batch)

    def end(self):
        """Says that no more batches follow."""
        self._todo.put(None)

    def receive(self, timeout=None):
        """Returns the next batch, None at the end; raises Died if none came in time."""
        try:
            return self._got.get(timeout=timeout)
        except queue.Empty:
            raise Died(f"no answer within {timeout:g} seconds") from None

    def wait(self):
        """Returns the exit code of a run whose output has ended."""
        code = self.process.wait()
        for thread in self._threads:
            thread.join(timeout=5)
        return code

    def kill(self):
        self._todo.put(None)
        if self.process.poll() is None:
            self.process.kill()
        code = self.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except OSError:
                pass
        return code

    def why(self, code):
        """Says how the run ended, in words that are the same each time."""
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        return f"the program ended {how}"


def through(command, batches, schema, env=None):
    """Yields what the program makes of a stream of batches; raises RuntimeError if it fails."""
    run = Run(command, schema, env)
    feeder = threading.Thread(target=_feed, args=(run, batches), daemon=True)
    try:
        feeder.start()
        while (batch := run.receive()) is not None:
            if batch.num_rows:
                yield batch
        code = run.wait()
        if code not in WHOLE:
            raise RuntimeError(f"{' '.join(command)}: {run.why(code)}: {' / '.join(run.said)}")
        feeder.join()
        if run.failed:
            raise run.failed
    finally:
        run.kill()


def _feed(run, batches):
    run.failed = None
    try:
        for batch in batches:
            run.send(batch)
    except BaseException as err:  # of whoever makes the batches: raised in the task
        run.failed = err
    run.end()
