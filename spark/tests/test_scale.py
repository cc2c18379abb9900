"""The questions of doc/scale.md, on a lake of the sample stories."""

import pathlib
import re
import subprocess

import duckdb

ROOT = pathlib.Path(__file__).resolve().parents[2]


INPUTS = [str(ROOT / "examples" / name) for name in ("wire.txt", "talks.jsonl", "press")]


def questions():
    found = re.findall(r"^```sql\n(.*?)^```", (ROOT / "doc" / "scale.md").read_text(), re.M | re.S)
    assert len(found) == 4
    return found


def test_the_questions_of_the_page_have_answers(program, tmp_path, monkeypatch):
    read = subprocess.run([program, "read", "--json", "--model", "fast", *INPUTS], capture_output=True)
    assert read.returncode in (0, 1), read.stderr
    done = subprocess.run([program, "export", "--as", "parquet", "-o", str(tmp_path / "lake"), "-"], input=read.stdout, capture_output=True)
    assert done.returncode in (0, 1), done.stderr
    monkeypatch.chdir(tmp_path)
    for question in questions():
        assert duckdb.sql(question).fetchall(), question


def test_a_lake_in_parts_answers_as_a_whole_one(program, tmp_path, monkeypatch):
    """An archive as one folder of tables, and as a lake that grew in two steps."""
    archive = str(tmp_path / "a.db")

    def run(*arguments):
        subprocess.run([program, *arguments], check=True, capture_output=True)

    monkeypatch.chdir(tmp_path)
    for inputs in (INPUTS[:1], INPUTS[1:]):
        run("add", "--quiet", "--model", "fast", "--archive", archive, *inputs)
        run("export", "--archive", archive, "--as", "parquet", "--partition", "month", "-o", "parts")
    run("export", "--archive", archive, "--as", "parquet", "-o", "lake")
    assert len(list((tmp_path / "parts" / "versions").iterdir())) > 1
    for question in questions():
        whole = duckdb.sql(question).fetchall()
        assert whole == duckdb.sql(re.sub(r"'lake/(\w+)\.parquet'", r"'parts/\1/*/*.parquet'", question)).fetchall(), question
        assert whole, question
