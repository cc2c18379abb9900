"""The questions of doc/scale.md, on a lake of the sample stories."""

import pathlib
import re
import subprocess

import duckdb

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_questions_of_the_page_have_answers(program, tmp_path, monkeypatch):
    inputs = [str(ROOT / "examples" / name) for name in ("wire.txt", "talks.jsonl", "press")]
    read = subprocess.run([program, "read", "--json", "--model", "fast", *inputs], capture_output=True)
    assert read.returncode in (0, 1), read.stderr
    done = subprocess.run([program, "export", "--as", "parquet", "-o", str(tmp_path / "lake"), "-"], input=read.stdout, capture_output=True)
    assert done.returncode in (0, 1), done.stderr
    monkeypatch.chdir(tmp_path)
    questions = re.findall(r"^```sql\n(.*?)^```", (ROOT / "doc" / "scale.md").read_text(), re.M | re.S)
    assert len(questions) == 4
    for question in questions:
        assert duckdb.sql(question).fetchall(), question
