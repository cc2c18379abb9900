"""Real news whose event words are known (ECB+), for the model of words that are found.

    python -m train.joining.corpus stories DATA/across/ecb-dev.jsonl.xz > STORIES.jsonl
    go run ./train/joining read STORIES.jsonl > READ.jsonl
    python -m train.joining.corpus chains DATA/across/ecb-dev.jsonl.xz READ.jsonl --topics 1-5 > DIGESTS.jsonl   # and 6-10, 11-16, 18-22, 23-25
    go run ./train/joining pairs DIGESTS.jsonl > PAIRS.f32

The corpus has no days: one is read at the top of a text, or it is the median of those that tell of the same event, as a
topic's half does (its two halves tell of two events that look alike). Words are known in some sentences of each text: of a
word that was found in another one nobody says what it tells of.
"""
import argparse, collections, datetime, json, lzma, re, statistics, sys

from train.joining.fit import topics

MONTHS = {m: i + 1 for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
NAMES = "|".join(MONTHS)
TOP = 600  # characters in which a text says when it was posted
DATES = [
    (re.compile(rf"\b({NAMES})[a-z]*\.? ?(\d{{1,2}})(?:st|nd|rd|th)? ?,? ?(\d{{4}})"), lambda m: (int(m[3]), MONTHS[m[1]], int(m[2]))),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({NAMES})[a-z]*,? (\d{{4}})"), lambda m: (int(m[3]), MONTHS[m[2]], int(m[1]))),
    (re.compile(r"\b(20\d\d) ?[/-] ?(\d\d) ?[/-] ?(\d\d)\b"), lambda m: tuple(map(int, m.groups()))),
]
SITE = re.compile(r"\s*https? ?: ?/ ?/ ?(?:www ?\. ?)?([a-z0-9]+) ?\.")


def day(text):
    """The day that the top of a text names, or None."""
    top = text[:TOP].lower()
    for pattern, parts in DATES:
        if m := pattern.search(top):
            try:
                return datetime.date(*parts(m))
            except ValueError:
                pass


def rows(path):
    return [json.loads(line) for line in lzma.open(path, "rt", encoding="utf8")]


def stories(a):
    texts = rows(a.corpus)
    known = {r["ref"]: day(r["text"]) for r in texts}
    half = collections.defaultdict(list)
    for r in texts:
        if d := known[r["ref"]]:
            half[r["topic"], r["part"]].append(d.toordinal())
    for r in texts:
        d, others = known[r["ref"]], half[r["topic"], r["part"]]
        if not d and others:
            d = datetime.date.fromordinal(int(statistics.median(others)))
        site = SITE.match(r["text"])
        print(json.dumps({"Ref": r["ref"], "Outlet": site[1] if site else r["ref"], "Published": d.isoformat() if d else "", "Text": r["text"]}))


def chains(a):
    use = topics(a.topics)
    gold = {r["ref"]: r for r in rows(a.corpus) if r["topic"] in use}
    for line in open(a.read, encoding="utf8"):
        row = json.loads(line)
        version, digest = row["Version"], row["Digest"]
        if r := gold.get(version["ref"]):
            found = digest["mentions"] or []
            words = labelled(version["text"], r, found)
            known = sorted({found[k]["sentence"] for k in words} | sentences(version["text"], r, digest))
            out = {"Ref": r["ref"], "Topic": r["topic"], "Outlet": version.get("outlet", ""), "Posted": (version.get("published") or {}).get("time", ""), "Digest": digest,
                   "Chains": {str(found[k]["trigger"][0]): c for k, c in words.items()}, "Annotated": known}
            print(json.dumps(out))


def spans(text, r):
    """The corpus's words in bytes, by their place, each with its chain."""
    at = [0]
    for c in text:
        at.append(at[-1] + len(c.encode()))
    return sorted((at[m["span"][0]], at[m["span"][1]], r["topic"] + "/" + m["chain"]) for m in r["mentions"])


def labelled(text, r, found):
    """The chain of each mention that was found, by its number: of several that one word of the corpus names, an event of the record first."""
    out = {}
    for start, end, chain in spans(text, r):
        inside = [k for k, m in enumerate(found) if m["trigger"][0] < end and start < m["trigger"][1] and k not in out]
        if inside:
            out[min(inside, key=lambda k: (not found[k].get("event"), k))] = chain
    return out


def sentences(text, r, digest):
    """The numbers of sentences in which the corpus names words."""
    words = spans(text, r)
    return {i for i, s in enumerate(digest["sentences"] or []) if any(s["span"][0] < end and start < s["span"][1] for start, end, _ in words)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = ap.add_subparsers(required=True)
    s = verbs.add_parser("stories")
    s.add_argument("corpus"), s.set_defaults(run=stories)
    c = verbs.add_parser("chains")
    c.add_argument("corpus"), c.add_argument("read"), c.add_argument("--topics", default="1-25"), c.set_defaults(run=chains)
    a = ap.parse_args()
    a.run(a)


if __name__ == "__main__":
    sys.exit(main())
