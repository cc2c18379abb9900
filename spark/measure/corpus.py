"""Stories to measure with, as rows of JSON Lines."""

import datetime
import email.utils
import json
import lzma
import pathlib


def texts(folder):
    """Yields the rows of a folder's *.jsonl and *.jsonl.xz that have a text and a day."""
    for path in sorted(pathlib.Path(folder).glob("*.jsonl*")):
        with lzma.open(path, "rt") if path.suffix == ".xz" else open(path) as lines:
            for row in map(json.loads, lines):
                if row.get("text") and row.get("published"):
                    yield {"url": row["url"], "outlet": row.get("outlet", ""), "title": row.get("title", ""), "published": _day(row["published"]), "text": row["text"]}


def _day(published):
    return published[:10] if published[:4].isdigit() else email.utils.parsedate_to_datetime(published).date().isoformat()


def world(folder):
    """Yields the stories of a press world, moved by whole weeks into the spring of 2020."""
    with open(pathlib.Path(folder) / "stories.jsonl") as lines:
        rows = [json.loads(line) for line in lines]
    first = min(datetime.date.fromisoformat(row["published"][:10]) for row in rows)
    back = datetime.timedelta(weeks=round((first - datetime.date(2020, 3, 2)).days / 7))
    for row in rows:
        day = datetime.date.fromisoformat(row["published"][:10]) - back
        yield {"ref": row["ref"], "url": row["url"], "outlet": row["outlet"], "title": row["headline"], "published": day.isoformat(), "text": row["text"]}


def short(stories, n):
    """Yields n rows, each with a sentence or two of a real story and a word of
    their own, so that no two are the same."""
    leads = [row["text"][:160].rsplit(" ", 1)[0].replace("\n", " ") for row in texts(stories)]
    for i in range(n):
        yield {"ref": f"s{i:07d}", "url": f"https://news.example/{i}", "outlet": f"outlet-{i % 97}.example", "published": f"2024-03-{1 + i % 28:02d}",
               "text": f"Report number {i} of the desk. {leads[i % len(leads)]}."}
