"""How fast an archive takes records in, and whether each is there once when that is killed.

    go build -o records ./internal/many/records
    python3 spark/measure/imports.py --readout PROGRAM --records ./records --folder FOLDER [--n 1000000] [--kills 3]

Generated records come in parts, each made, imported and deleted, so that FOLDER needs the
room of the archive (10 kB a record) and of one part. The program is killed with -9 at random times;
readout check looks at the archive after each, and the same command goes on. What it prints is of the imports alone, the killed ones too.
"""

import argparse
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import time


class Used:
    """What the imports took."""

    def __init__(self, archive=None, step=0):
        self.clock = self.cpu = self.memory = 0
        self.archive, self.step = archive, step
        self.seen = (0, 0, 0)

    def look(self, clock, cpu):
        """Says what each record took, once a step of them is there since it was said last."""
        try:
            with sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True, timeout=0.2) as db:
                there = db.execute("SELECT coalesce(max(vid), 0) FROM versions").fetchone()[0]
        except sqlite3.Error:  # it is being made
            return
        more = there - self.seen[0]
        if more >= self.step:
            took, used = clock - self.seen[1], cpu - self.seen[2]
            print(f"{there}: {more / took:.0f} a second, {1000 * used / more:.3f} ms of the processor each; load {os.getloadavg()[0]:.1f}", flush=True)
            self.seen = (there, clock, cpu)

    def run(self, command, patience=None):
        """Runs a command, and kills it after some seconds; returns whether it came to its end."""
        began = time.monotonic()
        child = subprocess.Popen(command)
        killed = False
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if patience is not None and not killed and time.monotonic() - began > patience:
                child.kill()
                killed = True
            if self.step:
                self.look(self.clock + time.monotonic() - began, self.cpu + processor(child.pid))
            time.sleep(0.5 if self.step else 0.05)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.clock += time.monotonic() - began
        self.cpu += usage.ru_utime + usage.ru_stime
        self.memory = max(self.memory, usage.ru_maxrss)
        if child.returncode and not killed:
            sys.exit(f"{command[1]} ended with {child.returncode}")
        return child.returncode == 0

    def __str__(self):
        return f"{self.clock:.0f} s, {self.cpu:.0f} s of the processor, at most {self.memory / 1024:.0f} MiB"


def processor(pid):
    """Returns the seconds of the processor that a process has used."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        user, system = stat.read().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def rows_there(archive):
    """Returns how many of the generator's refs lead to a story, and how many keys do."""
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        keys = [bytes(key).split(b"\0")[1] for (key,) in db.execute("SELECT CAST(key AS BLOB) FROM story_keys WHERE key >= 'r:' AND key < 'r;'")]
        versions, served = db.execute("SELECT (SELECT count(*) FROM versions), (SELECT count(*) FROM served)").fetchone()
    return len(set(keys)), len(keys), versions, served


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--readout", required=True)
    args.add_argument("--records", required=True)
    args.add_argument("--folder", required=True)
    args.add_argument("--n", type=int, default=1_000_000)
    args.add_argument("--parts", type=int, default=10)
    args.add_argument("--kills", type=int, default=3)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--made", action="store_true", help="FOLDER has the parts already, part-0.jsonl.gz and so on, packed by gzip; they go as they are taken in")
    args.add_argument("--step", type=int, default=0, help="say what each record took after so many")
    args.add_argument("--unchecked", action="store_true", help="leave readout check out: it reads the whole archive after each kill")
    args = args.parse_args()
    rng = random.Random(args.seed)
    archive, part_file = pathlib.Path(args.folder, "many.db"), pathlib.Path(args.folder, "part.jsonl")
    command = [args.readout, "import", "--quiet", "--archive", str(archive), str(part_file)]
    to_kill = rng.choices(range(args.parts), k=args.kills)
    used, size, rate = Used(archive, args.step), args.n // args.parts, 1000.0
    for part in range(args.parts):
        packed = pathlib.Path(args.folder, f"part-{part}.jsonl.gz")
        make = ["gunzip", "-c", str(packed)] if args.made else [args.records, "--n", str(size), "--skip", str(part * size)]
        with open(part_file, "wb") as out:
            subprocess.run(make, stdout=out, check=True)
        before = used.clock
        for _ in range(to_kill.count(part)):
            after = rng.uniform(0.1, 0.8) * size / rate
            if used.run(command, patience=after):
                print(f"part {part} was in after less than {after:.0f} s: not killed")
                continue
            if not args.unchecked:
                subprocess.run([args.readout, "check", "--quiet", "--archive", str(archive)], check=True)
            print(f"killed after {after:.0f} s of part {part}" + ("" if args.unchecked else ": the archive is whole"), flush=True)
        used.run(command)
        part_file.unlink()
        packed.unlink(missing_ok=True)
        rate = size / (used.clock - before)
        print(f"{(part + 1) * size} rows: the last {size} at {rate:.0f} a second; {used}; {archive.stat().st_size / 1e9:.2f} GB", flush=True)
    if not args.unchecked:
        subprocess.run([args.readout, "check", "--quiet", "--archive", str(archive)], check=True)
    refs, keys, versions, served = rows_there(archive)
    print(f"{size * args.parts} rows: {refs} refs are there, {keys} times; {versions} versions, {served} with a record; {size * args.parts / used.clock:.0f} rows a second; {used}")


if __name__ == "__main__":
    main()
