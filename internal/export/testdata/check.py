"""Reads every format with the readers that people use and compares counts and values.

check.py FOLDER: the folder holds one export of the same records for each format.
Readers that are not installed are named and left out.
"""
import csv
import importlib
import json
import os
import subprocess
import sys

folder = sys.argv[1]
missing = []


def need(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        missing.append(name)
        return None


def path(*parts):
    return os.path.join(folder, *parts)


def same(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got!r}, want {want!r}")


package = json.load(open(path("csv", "datapackage.json"), encoding="utf-8"))
tables = {r["name"]: r for r in package["resources"]}
rows = {}
for name, r in tables.items():
    with open(path("csv", r["path"]), encoding="utf-8", newline="") as f:
        rows[name] = list(csv.DictReader(f))
    same(f"csv {name}", len(rows[name]), r["rows"])


def text(v):
    """What a cell of CSV shows for a value of another format."""
    if v is None or v != v:
        return ""
    if isinstance(v, bool):
        return str(v).lower()
    if isinstance(v, float):
        return repr(v).removesuffix(".0")
    return str(v)


def cells(name, want, got, skip=()):
    same(f"{name}: rows", len(got), len(want))
    for w, g in zip(want, got):
        for k in w:
            if isinstance(g[k], dict):
                same(f"{name}: {k}", g[k], json.loads(w[k]))
            elif k not in skip and text(g[k]) != w[k] and not (w[k] and isinstance(g[k], float) and float(w[k]) == g[k]):
                sys.exit(f"{name}: {k} is {g[k]!r}, want {w[k]!r}")


# The text sliced by the offsets of the tables gives the words of the tables.
texts = {v["version_id"]: v["text"] for v in rows["versions"]}
for m in rows["mentions"]:
    same("offsets of a mention", texts[m["version_id"]][int(m["start"]):int(m["end"])], m["text"])
for s in rows["statements"]:
    if s["content_parts"] == "1" and "\r" not in s["content"]:
        same("offsets of a content", texts[s["version_id"]][int(s["content_start"]):int(s["content_end"])], s["content"])

for line in tables:
    with open(path("jsonl", line + ".jsonl"), encoding="utf-8") as f:
        cells(f"jsonl {line}", rows[line], [json.loads(x) for x in f])

times = ("added_at", "seen_at")
if need("pyarrow"):
    import pyarrow.ipc
    import pyarrow.parquet as pq

    for name, r in tables.items():
        t = pq.read_table(path("parquet", name + ".parquet"))
        same(f"parquet columns of {name}", t.column_names, [f["name"] for f in r["schema"]["fields"]])
        cells(f"parquet {name}", rows[name], t.to_pylist(), times)
        with open(path("arrow", name + ".arrows"), "rb") as f:
            a = pyarrow.ipc.open_stream(f).read_all()
        same(f"arrow {name}", a.to_pylist(), t.to_pylist())
        for field in a.schema:
            same(f"arrow type of {name}.{field.name}", str(field.type), str(t.schema.field(field.name).type).replace("dictionary<values=string, indices=int32, ordered=0>", "string").replace("extension<arrow.json>", "string"))
    v = pq.read_table(path("parquet", "versions.parquet"))
    same("type of added_at", str(v.schema.field("added_at").type), "timestamp[us, tz=UTC]")
    same("type of published_day", str(v.schema.field("published_day").type), "date32[day]")
pandas = need("pandas")
if pandas:
    for name in tables:
        same(f"pandas csv {name}", len(pandas.read_csv(path("csv", name + ".csv"))), len(rows[name]))
        same(f"pandas tsv {name}", len(pandas.read_csv(path("tsv", name + ".tsv"), sep="\t")), len(rows[name]))
        same(f"pandas jsonl {name}", len(pandas.read_json(path("jsonl", name + ".jsonl"), lines=True)), len(rows[name]))
    if "pyarrow" not in missing:
        same("pandas parquet", len(pandas.read_parquet(path("parquet", "statements.parquet"))), len(rows["statements"]))
duckdb = need("duckdb")
if duckdb:
    for name in tables:
        for kind in ("csv", "parquet"):
            n = duckdb.sql(f"select count(*) from '{path(kind, name + '.' + kind)}'").fetchall()[0][0]
            same(f"duckdb {kind} {name}", n, len(rows[name]))
openpyxl = need("openpyxl")
if openpyxl:
    book = openpyxl.load_workbook(path("xlsx", "all.xlsx"))
    sheets = [name for name in tables if name != "records"]
    same("sheets", book.sheetnames, sheets)
    for name in sheets:
        head, *body = list(book[name].iter_rows())
        keys = [c.value for c in head]
        for row in body:
            for c in row:
                if c.data_type == "f":
                    sys.exit(f"xlsx {name} {c.coordinate}: a formula: {c.value}")
        values = [{k: c.value.date() if hasattr(c.value, "date") else c.value for k, c in zip(keys, row)} for row in body]
        cells(f"xlsx {name}", rows[name], values, ("text", "confidence"))
networkx = need("networkx")
if networkx:
    import warnings

    warnings.simplefilter("ignore")
    for g in (networkx.read_gexf(path("gexf", "all.gexf"), version="1.3"), networkx.read_graphml(path("graphml", "all.graphml"))):
        want = [d for d in rows["dyads"] if d["actor_name"] and d["recipient_name"]]
        same("edges", g.number_of_edges(), len({(d["actor_name"], d["recipient_name"], d["plover_event"], d["status"]) for d in want}))
        same("weights", {d["weight"] for *_, d in g.edges(data=True)}, {1.0})
icalendar = need("icalendar")
if icalendar:
    cal = icalendar.Calendar.from_ical(open(path("ical", "all.ics"), "rb").read())
    same("events of the calendar", [str(e["dtstart"].dt) for e in cal.walk("VEVENT")], [e["event_date"] for e in rows["events"] if e["status"] == "planned"])
feedparser = need("feedparser")
if feedparser:
    feed = feedparser.parse(path("atom", "all.atom"))
    same("the feed is well formed", bool(feed.bozo), False)
    same("entries", [e.id for e in feed.entries], ["urn:readout:" + v["version_id"] for v in rows["versions"]])
bibtexparser = need("bibtexparser")
if bibtexparser:
    with open(path("bibtex", "all.bib"), encoding="utf-8") as f:
        source = f.read()
    if hasattr(bibtexparser, "parse_string"):
        keys = [e.key for e in bibtexparser.parse_string(source).entries]
    else:
        keys = [e["ID"] for e in bibtexparser.loads(source).entries]
    same("BibTeX", keys, [v["version_id"] for v in rows["versions"]])

geo = json.load(open(path("geojson", "all.geojson"), encoding="utf-8"))
for f in geo["features"]:
    same("a point", f["geometry"] is not None, f["properties"]["place_precision"] in ("point", "town"))
linked = json.load(open(path("jsonld", "all.jsonld"), encoding="utf-8"))
same("nodes", len(linked["@graph"]), sum(len(rows[t]) for t in ("versions", "statements", "events")))

if need("frictionless"):
    # Not Parquet: Frictionless makes NaN of missing integers there, and counts no bytes.
    for kind in ("csv", "jsonl", "tsv", "xlsx"):
        name = "all.xlsx.datapackage.json" if kind == "xlsx" else "datapackage.json"
        out = subprocess.run([sys.executable, "-m", "frictionless", "validate", "--json", name], cwd=path(kind), capture_output=True, text=True)
        if out.returncode:
            bad = [(t["name"], e["message"]) for t in json.loads(out.stdout)["tasks"] for e in t["errors"]] if out.stdout else out.stderr
            if kind == "jsonl" and out.stdout:  # Frictionless can't open JSON Lines without a line; the other forms show that the table is well
                bad = [b for b in bad if rows[b[0]] or "StopIteration" not in b[1]]
            if bad:
                sys.exit(f"frictionless on {kind}: {len(bad)} errors, {bad[:5]}")
print("left out, as not installed: " + ", ".join(missing) if missing else "all readers agree")
