"""Draw the archives of press releases whose joins readers judged, from the corpora.

    python -m train.joining.archives --data DATA --out OUT
    go run ./train/joining read OUT/learned.jsonl fast > LEARNED.read      # judged/pairs.tsv, judged/disputes.tsv
    go run ./train/joining read OUT/half.jsonl > HALF.read                 # judged/pairs-accurate.tsv: every other story of it
    go run ./train/joining read OUT/kept.jsonl fast > KEPT.read            # looked at once, eval/judged

Half of an archive is a month of which the other has no story, half is drawn by chance of all other months.
"""
import argparse, email.utils, json, lzma, os, random, re
from urllib.parse import urlparse

FILES = ("congress-press", "state-department-2021-2022")
MONTHS = ("2021-08", "2022-01")  # of the archive that is learned from, of the one that is kept
SIZES = ((1200, 0, 1300), (1200, 1300, 2600))  # at most so many of the month; these of the others


def stories(data):
    seen = set()
    for name in FILES:
        for line in lzma.open(os.path.join(data, "stories", name + ".jsonl.xz"), "rt", encoding="utf8"):
            r = json.loads(line)
            day = r["published"] or ""
            if day and not re.match(r"\d{4}-", day):
                day = email.utils.parsedate_to_datetime(day).date().isoformat()
            if r["url"] not in seen:
                seen.add(r["url"])
                host = urlparse(r["url"]).netloc.removeprefix("www.")
                yield {"ref": r["url"], "url": r["url"], "outlet": host, "published": day, "headline": r["title"], "text": r["text"]}


def archives(data):
    rows = list(stories(data))
    random.Random(20261202).shuffle(rows)
    month = [[r for r in rows if r["published"].startswith(m)] for m in MONTHS]
    rest = [r for r in rows if not r["published"].startswith(MONTHS)]
    for own, (most, a, b) in zip(month, SIZES):
        yield sorted(own[:most] + rest[a:b], key=lambda r: (r["published"], r["ref"]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True), ap.add_argument("--out", required=True)
    a = ap.parse_args()
    learned, kept = archives(a.data)
    for name, rows in (("learned", learned), ("half", learned[::2]), ("kept", kept)):
        with open(os.path.join(a.out, name + ".jsonl"), "w", encoding="utf8") as f:
            f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)


if __name__ == "__main__":
    main()
