"""What many stories tell together: happenings and conflicts, by the code of one machine.

The program joins blocks of stories, `readout events --from` a block. An archive
compares stories that were posted within 30 days, so that two windows of 60 days,
30 days apart, hold every pair that it compares; a happening is final in a window
that has all stories to which links lead from it, over words that make no happening
by themselves, too. What spans more is joined again as a block of its own. An archive finds copies and versions however many days
lie between them: the earlier one is a guest in the windows of the next.
"""

import json
import os
import subprocess
import tempfile

import pyarrow as pa

from .program import WHOLE, find_program

# Days that an archive looks back and forth when it joins stories (thread.JoinDays).
JOIN_DAYS = 30

# Two texts may be copies if they share so many of the sentences of one that tell of
# something, a sentence of more texts than _COMMON counting for none; whether they are is
# for the program to say.
_COPIED, _COMMON = 0.4, 60

HAPPENINGS = "id string not null, versions array<string> not null, lines int not null, happening string not null"
CONFLICTS = "id string not null, kind string not null, versions array<string> not null, conflict string not null"

# What the program is given of a block.
_BLOCK = pa.schema([pa.field("record", pa.large_string()), pa.field("digest", pa.large_string())])

_ROWS = "block string not null, verb string not null, id string not null, kind string, versions array<string> not null, component array<string>, lines int, row string not null"
_ROW_SCHEMA = pa.schema(
    [
        pa.field("block", pa.string(), nullable=False),
        pa.field("verb", pa.string(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("kind", pa.string()),
        pa.field("versions", pa.list_(pa.string()), nullable=False),
        pa.field("component", pa.list_(pa.string())),
        pa.field("lines", pa.int32()),
        pa.field("row", pa.string(), nullable=False),
    ]
)


def join_stories(df, *, updates=False, program=None):
    """Returns what the stories of df tell together: (happenings, conflicts).

    df is what read_stories(…, digests=True) gave. happening and conflict are the
    lines that `readout events --json` and `readout conflicts --json` print;
    versions names the versions that tell of it. updates: conflicts that are later
    states or other scopes, too.

    The rows are those of one archive with the same stories, but for: stories of no
    known day are compared with each other alone; conflicts between two chains of happenings, of which one is longer than
    the windows, are those of a window.
    """
    from pyspark.sql import functions as f

    if "digest" not in df.columns:
        raise ValueError("the records have no digests: read them with read_stories(…, digests=True)")
    version = f.get_json_object("record", "$.version")
    posted = f.coalesce(f.get_json_object(version, "$.updated.time"), f.get_json_object(version, "$.published.time"))
    stories = (
        df.where("status = 'read' and digest is not null")
        .select("version_id", "record", "digest", f.to_date(f.substring(posted, 1, 10)).alias("posted"))
        .dropDuplicates(["version_id"])
    )
    window = f.floor(f.unix_date("posted") / f.lit(JOIN_DAYS)).cast("long")
    blocks = f.when(f.col("posted").isNull(), f.array(f.lit("unknown"))).otherwise(f.array(window.cast("string"), (window - 1).cast("string")))
    url = f.get_json_object(version, "$.url")  # without one each version is a story of its own
    story = f.coalesce(f.get_json_object(version, "$.story"), f.concat(f.coalesce(f.get_json_object(version, "$.outlet"), f.lit("")), f.lit(" "), url))
    stories = _with_guests(stories.withColumn("blocks", blocks).withColumn("story", story)).persist()
    placed = stories.select("version_id", f.explode("blocks").alias("block"))
    join = _joiner(program, updates)
    first = stories.select(f.explode("blocks").alias("block"), "record", "digest").groupBy("block").applyInArrow(join, _ROWS).persist()

    chains = _components(stories.select("version_id"), first.where("verb = 'events'"))
    # A chain is final in a window that has all of its stories; the first such counts.
    size = chains.groupBy("chain").agg(f.count("*").alias("size"))
    held = placed.join(chains, "version_id").groupBy("chain", "block").agg(f.count("*").alias("here"))
    whole = held.join(size, "chain").where("here = size").groupBy("chain").agg(f.min("block").alias("owner"), f.collect_set("block").alias("owners"))
    long = chains.join(whole, "chain", "left_anti")
    again = stories.join(long, "version_id").select(f.concat(f.lit("chain "), "chain").alias("block"), "record", "digest").groupBy("block").applyInArrow(join, _ROWS).persist()

    events = first.where("verb = 'events'").withColumn("version_id", f.col("versions")[0]).join(chains, "version_id").join(whole, "chain").where("block = owner")
    events = events.select(*_ROW_SCHEMA.names).unionByName(again.where("verb = 'events'"))
    happenings = events.select("id", "versions", f.coalesce("lines", f.lit(0)).alias("lines"), f.col("row").alias("happening"))

    sides = first.where("verb = 'conflicts'").withColumn("a", f.col("versions")[0]).withColumn("b", f.element_at("versions", -1))
    for side in ("a", "b"):
        of = chains.join(whole, "chain", "left")
        sides = sides.join(of.select(f.col("version_id").alias(side), f.col("chain").alias(f"{side}_chain"), f.coalesce("owners", f.array()).alias(f"{side}_owners")), side)
    final = f.expr("not (a_chain = b_chain and size(a_owners) = 0)")  # those are joined again
    for side in ("a", "b"):
        final &= f.expr(f"size({side}_owners) = 0 or array_contains({side}_owners, block)")
    conflicts = sides.where(final).select(*_ROW_SCHEMA.names).unionByName(again.where("verb = 'conflicts'")).dropDuplicates(["id"])
    conflicts = conflicts.select("id", f.coalesce("kind", f.lit("")).alias("kind"), "versions", f.col("row").alias("conflict"))
    return happenings, conflicts


def _with_guests(stories):
    """Adds to the blocks of stories those of later copies and versions that no block
    shares with them: version_id, record, digest, blocks."""
    from pyspark.sql import Window, functions as f

    fields = f.struct("version_id", "posted", "sentences")
    hashes = f.from_json(f.get_json_object("digest", "$.sentences[*].hash"), "array<decimal(20,0)>")
    told = stories.where("posted is not null").select("version_id", "posted", "blocks", "story", f.array_distinct(f.coalesce(hashes, f.array().cast("array<decimal(20,0)>"))).alias("hashes"))
    told = told.withColumn("sentences", f.size("hashes"))
    versions = told.where("story is not null").withColumn("before", f.lag(fields).over(Window.partitionBy("story").orderBy("posted", "version_id")))
    # each sentence leads from a text to the next one that has it
    said = told.withColumn("hash", f.explode("hashes"))
    by_hash = Window.partitionBy("hash")
    said = said.withColumn("before", f.lag(fields).over(by_hash.orderBy("posted", "version_id"))).withColumn("often", f.count("*").over(by_hash))
    copies = said.where(f"before is not null and often <= {_COMMON}").groupBy("before", "version_id", "posted", "sentences", "blocks").agg(f.count("*").alias("shared"))
    copies = copies.where(f"shared >= {_COPIED} * least(sentences, before.sentences)")
    steps = versions.select("before", "posted", "blocks").unionByName(copies.select("before", "posted", "blocks"))
    far = steps.where(f"datediff(posted, before.posted) > {JOIN_DAYS}")
    guests = far.groupBy(f.col("before.version_id").alias("version_id")).agg(f.array_distinct(f.flatten(f.collect_list("blocks"))).alias("more"))
    stories = stories.join(guests, "version_id", "left")
    return stories.select("version_id", "record", "digest", f.array_union("blocks", f.coalesce("more", f.array().cast("array<string>"))).alias("blocks"))


def _components(versions, events):
    """Returns which chain each version is of: version_id, chain. Versions of one chain
    are those that components of happenings connect; its name is the least of them."""
    from pyspark.sql import functions as f

    edges = events.where("size(component) > 1").select(f.col("component")[0].alias("a"), f.explode(f.slice("component", 2, 1 << 30)).alias("b")).distinct()
    edges = edges.unionByName(edges.select(f.col("b").alias("a"), f.col("a").alias("b"))).distinct().localCheckpoint()
    labels = versions.withColumn("chain", f.col("version_id")).localCheckpoint()
    while True:
        near = edges.join(labels, edges.a == labels.version_id).groupBy("b").agg(f.min("chain").alias("least"))
        lower = labels.join(near, labels.version_id == near.b, "left").select("version_id", f.least("chain", f.coalesce("least", "chain")).alias("chain"), f.col("chain").alias("was"))
        # and what the label itself is called by now: chains of n stories take log n rounds
        names = lower.select(f.col("version_id").alias("name"), f.col("chain").alias("of"))
        lower = lower.join(names, lower.chain == names.name).select("version_id", f.least("chain", "of").alias("chain"), "was").localCheckpoint()
        labels = lower.select("version_id", "chain")
        if lower.where("chain <> was").limit(1).count() == 0:
            return labels


def _joiner(program, updates):
    """Returns what joins a block of stories."""

    def join(key, table):
        block = key[0].as_py()
        rows = []
        with tempfile.TemporaryDirectory(prefix="readout-") as folder:
            path = os.path.join(folder, "block.arrow")
            with pa.OSFile(path, "wb") as sink, pa.ipc.new_stream(sink, _BLOCK) as out:
                out.write_table(table.select(["record", "digest"]).cast(_BLOCK), max_chunksize=256)
            for verb in ("events", "conflicts"):
                command = [find_program(program), verb, "--json", "--as-archive", "--from", path]
                if verb == "conflicts" and updates:
                    command.append("--updates")
                rows += _run(command, block, verb)
        return pa.Table.from_pylist(rows, schema=_ROW_SCHEMA)

    return join


def _run(command, block, verb):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in WHOLE:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise RuntimeError(f"{' '.join(command)}: ended with {done.returncode}: {said[-2000:]}")
    for line in done.stdout.decode().splitlines():
        row = json.loads(line)
        if verb == "events":
            versions = sorted({m["version"] for m in row["mentions"]})
            line = line[: line.rindex(',"component":[')] + "}"  # the last one, for this package alone
            yield {"block": block, "verb": verb, "id": row["id"], "kind": row["type"], "versions": versions, "component": row["component"], "lines": row["lines"], "row": line}
        else:
            versions = [row["a"]["version"], row["b"]["version"]]
            yield {"block": block, "verb": verb, "id": row["id"], "kind": row["kind"], "versions": versions, "component": None, "lines": None, "row": line}
