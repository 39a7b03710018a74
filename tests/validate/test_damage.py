"""Every kind of damage to a good dataset: the named check fails with the ids of the rows, and of no others.

Damage to rows is done one per copy of the good dataset, and the copies are validated together: half a minute instead
of five. Damage to files takes a dataset each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder.validate import Report, sieve, suites, tables, validate

Rows = dict[str, dict[str, list[dict[str, Any]]]]
KEYS = {"quotes": "quote_id", "articles": "article_id", "speakers": "speaker_id", "rejects": "reject_id"}
QUOTES = "data/quotes/train-00000-of-00001.parquet"


@dataclass(frozen=True)
class Damage:
    name: str
    do: Callable[[Rows], Any]
    table: str
    check: str
    rows: Callable[[Rows], list[str]]  # of the damaged dataset
    severity: str = "critical"


def first(rows: Rows, table: str = "quotes", split: str = "train", number: int = 0) -> dict[str, Any]:
    return rows[table][split][number]


def one(table: str = "quotes", split: str = "train", number: int = 0) -> Callable[[Rows], list[str]]:
    return lambda rows: [first(rows, table, split, number)[KEYS[table]]]


def put(column: str, value: Any, table: str = "quotes", split: str = "train", number: int = 0) -> Callable[[Rows], Any]:
    """Sets a column, or a part of one: ``scores.speaker``, ``stances.0.kind``."""

    def damage(rows: Rows) -> None:
        place: Any = first(rows, table, split, number)
        *path, last = column.split(".")
        for part in path:
            place = place[int(part) if part.isdigit() else part]
        place[last] = value

    return damage


def shift(column: str, number: int = 0) -> Callable[[Rows], Any]:
    def damage(rows: Rows) -> None:
        for span in first(rows, number=number)[column]:
            span["start"] += 1
            span["end"] += 1

    return damage


def again(table: str) -> Callable[[Rows], Any]:
    return lambda rows: rows[table]["train"].append(dict(first(rows, table)))


def leak_utterance(rows: Rows) -> None:
    first(rows, split="test")["utterance_id"] = first(rows)["utterance_id"]


def leak_reprint(rows: Rows) -> None:
    first(rows, "articles", "test")["near_duplicate_of"] = first(rows, "articles")["article_id"]


def leak_text(rows: Rows) -> None:
    first(rows, "articles", "test")["text_sha256"] = first(rows, "articles")["text_sha256"]


def left_over(rows: Rows) -> None:
    rows["speakers"]["train"].append({**first(rows, "speakers"), "speaker_id": "c" * 32})


def of_itself(rows: Rows) -> None:
    first(rows, "articles")["near_duplicate_of"] = first(rows, "articles")["article_id"]


def swap(rows: Rows) -> None:
    first(rows)["content"].reverse()


SPANS = "content spans reproduce the quote"
DAMAGES = [
    Damage("offset shifted by one", shift("content"), "quotes", SPANS, one()),
    Damage("offset shifted in context only", shift("content", 2), "quotes", SPANS, one(number=2)),
    Damage("quote altered", put("quote", "“We did close the harbour,”"), "quotes", SPANS, one()),
    Damage("content beyond the text", put("content.1.end", 9999), "quotes", SPANS, one()),
    Damage("content unsorted", swap, "quotes", "content is in order", one()),
    Damage("content overlapping", put("content.1.start", 3), "quotes", "content is in order", one()),
    Damage("span empty", put("content.0.end", 0), "quotes", "content is in order", one()),
    Damage("no content", put("content", []), "quotes", "content is not empty", one()),
    Damage("content null", put("content", None), "quotes", "content is there", one()),
    Damage("id of other content", put("quote_id", "f" * 32), "quotes", "quote_id is the hash of article and content",
           one()),
    Damage("cue shifted", shift("cue_spans"), "quotes", "cue spans reproduce the cue", one()),
    Damage("mention altered", put("speaker_mention", "Ada"), "quotes",
           "mention spans reproduce the speaker mention", one()),
    Damage("context altered", put("context", "“Yes.”"), "quotes", "context is what the article prints", one()),
    Damage("claim outside the content", put("claim_spans", [{"start": 31, "end": 40}]), "quotes",
           "claim spans lie in the content", one()),
    Damage("nested outside the content", put("nested", [{"start": 0, "end": 6}], number=2), "quotes",
           "nested quotations lie in the content", one(number=2)),
    Damage("label outside its set", put("verifiability", "maybe"), "quotes",
           "verifiability is one of the declared values", one()),
    Damage("label null", put("framing", None), "quotes", "framing is there", one()),
    Damage("label in a struct", put("provenance.stance", "oracle"), "quotes",
           "provenance.stance is one of the declared values", one()),
    Damage("label in a list", put("stances.0.kind", "dragon"), "quotes.stances",
           "stances: kind is one of the declared values", one()),
    Damage("flag outside its set", put("flags", ["odd"], number=1), "quotes.flags",
           "flags: flags is one of the declared values", one(number=1)),
    Damage("score out of bounds", put("scores.attribution", 1.5), "quotes",
           "scores.attribution lies within its bounds", one()),
    Damage("id of another form", put("utterance_id", "u1"), "quotes", "utterance_id has the declared form", one()),
    Damage("target elsewhere", put("stances.0.target", "harbour"), "quotes.stances",
           "targets are printed where their spans say", one()),
    Damage("device outside the text", put("framing_devices.0.end", 9999), "quotes.framing_devices",
           "framing devices lie in the text", one()),
    Damage("evidence unsorted", put("stances.0.evidence", [{"start": 9, "end": 12}, {"start": 2, "end": 4}]),
           "quotes.stances", "stances: evidence is in order", one()),
    Damage("speaker without id", put("speaker_id", None), "quotes", "speaker and speaker_id go together", one()),
    Damage("speaker for nobody", put("sourcing", "unattributed"), "quotes",
           "unattributed statements have no speaker", one()),
    Damage("date as quote", put("quote", "“Monday,”"), "quotes", "quote is not a date", one(), "warning"),
    Damage("title as quote", put("quote", "“Prime Minister,”"), "quotes", "quote is not a bare title", one(),
           "warning"),
    Damage("name as quote", put("quote", "“Harbour Minister Ida Prell”"), "quotes",
           "quote is more than its speaker's name", one(), "warning"),
    Damage("outlet unknown", put("outlet", None, "articles"), "articles", "the outlet is known", one("articles"),
           "warning"),
    Damage("quote twice", again("quotes"), "facts", "quote ids are unique", lambda rows: one()(rows) * 2),
    Damage("article twice", again("articles"), "facts", "article ids are unique",
           lambda rows: one("articles")(rows) * 2),
    Damage("orphan quote", put("article_id", "a" * 32), "facts", "every quote's article exists", one()),
    Damage("speaker missing", lambda rows: rows["speakers"]["train"].pop(), "facts", "every quote's speaker exists",
           one(number=2)),
    Damage("quotes miscounted", put("quote_count", 7, "articles"), "facts", "articles count their quotes rightly",
           one("articles")),
    Damage("utterance leaked", leak_utterance, "facts", "no utterance is in two splits",
           lambda rows: [*one()(rows), *one(split="test")(rows)]),
    Damage("article in another split", lambda rows: rows["articles"]["test"].append(rows["articles"]["train"].pop()),
           "facts", "quotes are in the split of their article", one(number=2)),
    Damage("licence missing", put("licence", None, "articles"), "articles", "text that ships has a licence",
           one("articles"), severity="warning"),
    Damage("text altered", put("text", "“No.”", "articles", "test"), "articles", "text has its checksum",
           one("articles", "test")),
    Damage("domain altered", put("outlet_domain", "x.example", "articles"), "articles",
           "article_id is the hash of text and domain", one("articles")),
    Damage("reject ends before it starts", put("end", 0, "rejects"), "rejects", "a span ends after it starts",
           one("rejects")),
    Damage("evidence outside the text", put("stances.0.evidence", [{"start": 2, "end": 9999}]), "quotes.stances",
           "evidence of a stance lies in the text", one()),
    Damage("target empty", put("stances.0.end", 0), "quotes.stances", "targets are spans", one()),
    Damage("device empty", put("framing_devices.0.end", 0), "quotes.framing_devices", "framing devices are spans",
           one()),
    Damage("stance without target", put("stance_target", None), "quotes", "stance and stance_target go together",
           one()),
    Damage("stance score of the wrong sign", put("scores.stance", 0.7), "quotes",
           "stance and its score point the same way", one()),
    Damage("stance without score", put("scores.stance", None), "quotes", "stance and its score go together", one()),
    Damage("speaker without score", put("scores.speaker", None), "quotes", "speaker and its score go together", one()),
    Damage("lemma without cue", put("cue", None), "quotes", "cue_lemma has a cue", one()),
    Damage("quote without a word", put("quote", "“…”"), "quotes", "every quote has a word in it", one()),
    Damage("speaker twice", again("speakers"), "facts", "speaker ids are unique",
           lambda rows: one("speakers")(rows) * 2),
    Damage("reject twice", again("rejects"), "facts", "reject ids are unique", lambda rows: one("rejects")(rows) * 2),
    Damage("original missing", put("near_duplicate_of", "b" * 32, "articles"), "facts",
           "every near-duplicate's original exists", one("articles")),
    Damage("reprint leaked", leak_reprint, "facts", "no reprint is in two splits",
           lambda rows: [*one("articles")(rows), *one("articles", "test")(rows)]),
    Damage("same text leaked", leak_text, "facts", "no reprint is in two splits",
           lambda rows: [*one("articles")(rows), *one("articles", "test")(rows)]),
    Damage("speaker left over", left_over, "facts", "every speaker speaks", lambda rows: ["c" * 32], "warning"),
    Damage("speaker miscounted", put("quote_count", 7, "speakers"), "facts", "speakers count their quotes rightly",
           one("speakers")),
    Damage("licence unknown", put("licence", None, "articles"), "articles", "the licence is known",
           lambda rows: [*one("articles")(rows), *one("articles", number=1)(rows)], "info"),
    Damage("date unknown", put("published_at", None, "articles"), "articles", "the date is known", one("articles"),
           "info"),
    Damage("language unknown", put("language", None, "articles"), "articles", "the language is known", one("articles"),
           "info"),
    Damage("precision missing", put("published_at_precision", None, "articles"), "articles",
           "a date says how precise it is", one("articles")),
    Damage("near-duplicate of itself", of_itself, "articles", "nothing is a near-duplicate of itself", one("articles")),
    Damage("speaker of marks", put("speaker", "—", "speakers"), "speakers", "a speaker has a word in its name",
           one("speakers")),
    Damage("pronoun as speaker", put("speaker", "She", "speakers"), "speakers", "a speaker is not a pronoun",
           one("speakers")),
    Damage("speaker of nothing", put("quote_count", 0, "speakers"), "speakers", "a speaker has quotes",
           one("speakers")),
    Damage("half a span", put("end", None, "rejects"), "rejects", "start and end go together", one("rejects")),
    Damage("span of no article", put("article_id", None, "rejects"), "rejects", "a span has its article",
           one("rejects")),
    Damage("reject without words", put("detail", ".", "rejects"), "rejects", "a reject says why", one("rejects"),
           "warning"),
]  # fmt: skip


@pytest.fixture(scope="module")
def damaged(
    copies: Callable[[int], Rows], write_rows: Callable[[Rows, Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Rows], Report]:
    """A copy for each damage, after one that was left alone, and what validation said of all of them."""
    all_copies = [copies(number) for number in range(len(DAMAGES) + 1)]
    for damage, rows in zip(DAMAGES, all_copies[1:], strict=True):
        damage.do(rows)
    together: Rows = {}
    for rows in all_copies:
        for table, splits in rows.items():
            for split, content in splits.items():
                together.setdefault(table, {}).setdefault(split, []).extend(content)
    return all_copies, validate(write_rows(together, tmp_path_factory.mktemp("damaged")))


def ids_of(rows: Rows) -> set[str]:
    return {row[KEYS[table]] for table, splits in rows.items() for content in splits.values() for row in content}


@pytest.mark.parametrize(("number", "damage"), list(enumerate(DAMAGES, 1)), ids=[damage.name for damage in DAMAGES])
def test_damaged_rows_are_refused(number: int, damage: Damage, damaged: tuple[list[Rows], Report]) -> None:
    all_copies, report = damaged
    rows = all_copies[number]
    check = next(check for check in report.checks if (check.table, check.name) == (damage.table, damage.check))
    assert check.status == "failed"
    assert check.severity == damage.severity
    here = [row for row in check.rows if row in ids_of(rows)]
    assert sorted(here) == sorted(damage.rows(rows))


def test_the_sieve_lets_no_damage_through(
    damaged: tuple[list[Rows], Report],
    write_rows: Callable[[Rows, Path], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What Great Expectations says when it sees the rows that may fail is what it says when it sees all of them."""
    together: Rows = {}
    for rows in damaged[0]:
        for table, splits in rows.items():
            for split, content in splits.items():
                together.setdefault(table, {}).setdefault(split, []).extend(content)
    monkeypatch.setattr(sieve, "SAMPLE", 0)
    monkeypatch.setattr(tables, "BATCH_ROWS", 50)
    shown = []
    real = sieve.doubtful
    monkeypatch.setattr(sieve, "doubtful", lambda *given: shown.append(real(*given)) or shown[-1])
    report = validate(write_rows(together, tmp_path))
    assert sum(each.sum() for each in shown) < sum(map(len, shown)) / 2
    for check, expected in zip(report.checks, damaged[1].checks, strict=True):
        assert check == expected


def test_rows_left_alone_are_not_named(damaged: tuple[list[Rows], Report]) -> None:
    all_copies, report = damaged
    named = {row for check in report.failing() if check.severity != "info" for row in check.rows}
    assert not named & ids_of(all_copies[0])
    assert report.verdict == "fail"


def test_every_expectation_written_by_hand_has_found_its_damage() -> None:
    """Manifest, card, drift and shares have tests of their own (test_files.py, test_validate.py)."""
    elsewhere = {"there are quotes", "most speakers are known"}
    written = {
        (e.place, e.name)
        for table in ("quotes", "articles", "speakers", "rejects", "facts")
        for e in suites.load(table)
        if e.needs is None and e.name not in elsewhere
    }
    damaged = {(damage.table, damage.check) for damage in DAMAGES} | {(table, name) for _, _, table, name, _ in FILES}
    assert written <= damaged


@pytest.mark.parametrize("name", ["offset shifted in context only", "utterance leaked"])
def test_one_damage_alone_decides_the_verdict(name: str, rows: Rows, save: Callable[..., Path]) -> None:
    damage = next(damage for damage in DAMAGES if damage.name == name)
    damage.do(rows)
    report = validate(save(rows))
    assert damage.check in {check.name for check in report.failing(damage.severity)}
    # A shifted offset or an altered quote breaks more than one expectation; a leak breaks nothing else.
    assert report.verdict == "fail"


def drop_column(directory: Path) -> None:
    table = pq.read_table(directory / QUOTES, partitioning=None)
    pq.write_table(table.drop_columns(["framing"]), directory / QUOTES)


def retype(directory: Path) -> None:
    table = pq.read_table(directory / QUOTES, partitioning=None)
    place = table.schema.get_field_index("stance")
    pq.write_table(table.set_column(place, "stance", pa.nulls(table.num_rows)), directory / QUOTES)


def add_column(directory: Path) -> None:
    table = pq.read_table(directory / QUOTES, partitioning=None)
    pq.write_table(table.append_column("mood", pa.nulls(table.num_rows)), directory / QUOTES)


def truncate(directory: Path) -> None:
    content = (directory / QUOTES).read_bytes()
    (directory / QUOTES).write_bytes(content[: len(content) // 2])


def scramble(directory: Path) -> None:
    """Damages a page and leaves the footer, so that only decoding shows it."""
    content = bytearray((directory / QUOTES).read_bytes())
    content[4:2000] = b"\xff" * 1996
    (directory / QUOTES).write_bytes(content)


def spoil(directory: Path) -> None:
    """Bytes that are no UTF-8, inside a list; the file is whole."""
    table = pq.read_table(directory / QUOTES, partitioning=None)
    stances = table["stances"].combine_chunks()
    reasons = pa.array([b"caf\xe9"] * len(stances.values)).view(pa.string())
    fields = [
        reasons if field.name == "reason" else stances.values.field(field.name) for field in stances.type.value_type
    ]
    values = pa.StructArray.from_arrays(fields, fields=list(stances.type.value_type))
    spoiled = pa.ListArray.from_arrays(stances.offsets, values)
    place = table.column_names.index("stances")
    pq.write_table(table.set_column(place, table.schema.field("stances"), spoiled), directory / QUOTES)


def remove(*paths: str) -> Callable[[Path], None]:
    return lambda directory: [(directory / path).unlink() for path in paths] and None


def rename(directory: Path) -> None:
    (directory / QUOTES).rename(directory / QUOTES.replace("00000-of-00001", "00000-of-00002"))


FILES = [
    ("column missing", drop_column, "facts.columns", "every column has its declared type", "quotes.framing"),
    ("column of another type", retype, "facts.columns", "every column has its declared type", "quotes.stance"),
    ("column nobody declared", add_column, "facts.columns", "every column has its declared type", "quotes.mood"),
    ("file truncated", truncate, "facts.files", "every data file can be read", QUOTES),
    ("page damaged", scramble, "facts.files", "every data file can be read", QUOTES),
    ("text that is no UTF-8", spoil, "facts.files", "every data file can be read", QUOTES),
    ("shard missing", rename, "facts.files", "every data file can be read", QUOTES.replace("0-of-00001", "1-of-00002")),
    ("speakers missing", remove("data/speakers/train-00000-of-00001.parquet"), "facts.tables", "every table is there",
     "speakers"),
    ("quotes missing", remove(*(f"data/quotes/{s}-00000-of-00001.parquet" for s in ("train", "test"))),
     "facts.tables", "every table is there", "quotes"),
    ("articles missing", remove(*(f"data/articles/{s}-00000-of-00001.parquet" for s in ("train", "test"))),
     "facts.tables", "every table is there", "articles"),
]  # fmt: skip


@pytest.mark.parametrize(("do", "table", "name", "row"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_damaged_files_are_refused(
    do: Callable[[Path], None], table: str, name: str, row: str, rows: Rows, save: Callable[..., Path]
) -> None:
    directory = save(rows)
    do(directory)
    report = validate(directory)
    check = next(check for check in report.failing("critical") if (check.table, check.name) == (table, name))
    assert check.status == "failed"
    assert check.rows == (row,)
    assert report.verdict == "fail"
    assert not re.search(re.escape(str(directory)), str(report)), "no path of this machine may be in a report"


@pytest.mark.parametrize("do", [scramble, spoil])
def test_damage_is_found_in_large_row_groups_as_well(
    do: Callable[[Path], None], rows: Rows, save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "BATCH_ROWS", 1)
    directory = save(rows)
    do(directory)
    damaged = [file for file in tables.scan(directory).files if file.problem]
    assert [file.path for file in damaged] == [QUOTES]


def test_a_missing_column_is_an_error_and_not_a_failure(rows: Rows, save: Callable[..., Path]) -> None:
    directory = save(rows)
    drop_column(directory)
    asked = {check.name: check for check in validate(directory).checks if check.table == "quotes"}
    assert asked["framing is one of the declared values"].status == "error"
    assert "framing" in asked["framing is one of the declared values"].detail
    assert asked["stance is one of the declared values"].status == "passed"


@pytest.mark.parametrize("column", ["context", "article_id", "content"])
def test_what_offsets_need_may_be_missing_as_well(column: str, rows: Rows, save: Callable[..., Path]) -> None:
    directory = save(rows)
    for path in (directory / "data" / "quotes").iterdir():
        pq.write_table(pq.read_table(path, partitioning=None).drop_columns([column]), path)
    asked = {check.name: check for check in validate(directory).checks if check.table == "quotes"}
    assert asked[SPANS].status == "error"
    assert column in asked[SPANS].detail or "passage" in asked[SPANS].detail
    assert asked["every quote has a word in it"].status == "passed"
