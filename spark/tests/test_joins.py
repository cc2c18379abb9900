"""Joins on Spark, against one archive with the same stories."""

import json
import subprocess

import pytest
from conftest import FRAME

from readout_spark import join_stories, read_stories

PLACES = ["Holm", "Lom", "Bergen", "Vik", "Skien", "Molde", "Tana", "Voss"]
NAMES = ["Ana Ruiz", "Pavel Dorn", "Marta Vale", "Tomas Arendt", "Ingrid Solheim", "Eva Lind", "Jon Haug", "Lise Aamodt"]


# What fills the reports, so that they are long enough for copies to be known as such.
FILL = {
    "courier": "The town hall stayed shut for the day, and a book for words of grief lay open in the school beside it. The road along the river was closed from the bridge to the mill, and buses went by the upper road. The oldest people of the place sat on the benches by the water, as they do on every day of the year, and the bells of the small church were silent from noon to the evening.",
    "gazette": "Flags hung at half mast along the quay. The market of the coming weekend will be held without music. A line of candles stood on the steps of the library by nightfall, and pupils sang in front of it until the rain came. The last time that such a thing was seen there, older people recalled, was when the ferry sank in the year of the great storm.",
    "herald": "Weeks have gone by, and the square is loud again. The flower stall is back at the corner, the barrier by the river is gone. In the town hall a portrait has been hung beside those of earlier years. Whoever walks past the mill still sees chalk on the stones. The winter has been mild, the harvest of apples was a good one, and the school has a new roof.",
}


def press():
    """Returns reports of killings: each by three outlets, one of them a copy, and
    some again in later weeks, so that windows cut through what is told, and some of
    the same words months later."""
    rows = []

    def report(n, outlet, day, text):
        text += "\n\n" + FILL.get(outlet, FILL["courier"])
        rows.append({"ref": f"{outlet}-{n}", "url": f"https://{outlet}.example/{n}", "outlet": outlet, "published": day, "desk": None, "text": text})

    for n, (who, where) in enumerate(zip(NAMES, PLACES)):
        month, next_month = 1 + n // 2, 2 + n // 2
        told = f"Mayor of {where} killed\n\nGunmen killed {who}, the mayor of {where}, on {3 + n} {['January', 'February', 'March', 'April'][n // 2]} 2024, police said. At least {11 + n} people were wounded."
        report(n, "courier", f"2024-{month:02d}-{4 + n:02d}", told)
        report(n, "lamp", f"2024-{month:02d}-{5 + n:02d}", told)
        if n % 3 == 0:
            report(n, "annual", f"2024-{month + 4:02d}-{10 + n:02d}", told + " The council will remember them.")
        report(n, "gazette", f"2024-{month:02d}-{26 + n % 3:02d}", f"{who} shot dead in {where}\n\n{who}, the mayor of {where}, was killed by gunmen on {3 + n} {['January', 'February', 'March', 'April'][n // 2]} 2024. Police said {14 + n} people were wounded.")
        report(n, "herald", f"2024-{next_month:02d}-{18 + n % 3:02d}", f"After the killing of {who}\n\nGunmen killed {who}, the mayor of {where}, on {3 + n} {['January', 'February', 'March', 'April'][n // 2]} 2024. A suspect was arrested in {where} on Monday, police said.")
    return rows


def pairs(happenings):
    """Returns the pairs of mentions that are one happening."""
    out = set()
    for row in happenings:
        told = sorted({(m["version"], m["trigger"][0]) for m in row["mentions"]})
        out |= {(a, b) for i, a in enumerate(told) for b in told[i + 1 :]}
    return out


@pytest.mark.parametrize("parts", [1, 5])
def test_the_same_pairs_as_one_archive(spark, program, tmp_path, parts):
    rows = press()
    df = spark.createDataFrame([tuple(r.values()) for r in rows], FRAME).repartition(parts)
    records = read_stories(df, model="fast", digests=True, program=program).persist()
    happenings, conflicts = join_stories(records, program=program)
    got = [json.loads(r.happening) for r in happenings.collect()]

    file, archive = tmp_path / "records.jsonl", tmp_path / "a.db"
    with open(file, "w") as out:
        for r in records.collect():
            assert r.status == "read" and r.digest
            out.write(f'{{"record":{r.record},"digest":{r.digest}}}\n')
    subprocess.run([program, "import", "--quiet", "--archive", archive, file], check=True)

    def archived(verb):
        done = subprocess.run([program, verb, "--json", "--archive", archive], capture_output=True, check=True)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    want = archived("events")
    assert len(pairs(want)) > 40
    assert pairs(got) == pairs(want)
    key = lambda row: sorted({(m["version"], m["trigger"][0]) for m in row["mentions"]})
    assert sorted((key(r), r["lines"], r["final"]) for r in got) == sorted((key(r), r["lines"], r["final"]) for r in want)
    # of a chain that is longer than the windows a window may show another pair of reports, and fewer
    sides = lambda rows: {(r["kind"], r["what"]) for r in rows}
    found = sides(json.loads(r.conflict) for r in conflicts.collect())
    assert found and found <= sides(archived("conflicts"))


def test_joins_need_digests(spark, program):
    df = spark.createDataFrame([("a", "b")], "status string, record string")
    with pytest.raises(ValueError, match="digests=True"):
        join_stories(df, program=program)
