"""The answers of a run on Spark, counted by Spark where they were written.

What `RowResult` says of an answer is asked here of the columns in which it was written.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from msgspec import Struct, field
from pyspark.sql import DataFrame, SparkSession, functions
from pyspark.sql.pandas.types import from_arrow_schema

from compliance.model import Decision, DestinationCount, DestinationRule, Verdict
from compliance.screening.run_report import AnswerCounts, sort_destinations
from compliance.spark.inputs import escape_pattern
from compliance.spark.tables import ANSWERS

_OPEN_BANDS = ", ".join(f"'{band}'" for band in Decision if band.is_open)
_QUIET_VERDICTS = ", ".join(f"'{verdict}'" for verdict in Verdict if verdict.quiets)
_DECIDES = f"(one.band in ({_OPEN_BANDS}) and coalesce(one.counted, true))"
"""`Match.decides`, of a match as it was written."""
IS_SETTLED = (
    f"decision in ({_OPEN_BANDS}) and not exists(destination, one -> one.open) and "
    f"(exists(matches, one -> {_DECIDES}) or "
    "exists(destination, one -> coalesce(one.review.settles, false))) and forall("
    f"matches, one -> not {_DECIDES} or coalesce(one.review.settles, false))"
)
"""`RowResult.is_settled`, of an answer as it was written."""
_REVIEW_REOPENED = (
    f"one -> one.review.verdict in ({_QUIET_VERDICTS}) and size(one.review.reopened) > 0"
)
IS_REOPENED = f"exists(matches, {_REVIEW_REOPENED}) or exists(destination, {_REVIEW_REOPENED})"
"""`RowResult.is_reopened`, likewise."""
HAS_ASIDE = "exists(matches, one -> not coalesce(one.counted, true))"
"""Whether `RowResult.aside` holds any."""
_REVIEW_SEEN = f"coalesce(one.review.verdict = '{Verdict.SEEN}', false)"
IS_SEEN = (
    f"decision in ({_OPEN_BANDS}) and (exists(destination, one -> one.open) or "
    f"exists(matches, one -> {_DECIDES} and not coalesce(one.review.settles, false))) and "
    f"forall(destination, one -> not one.open or {_REVIEW_SEEN}) and forall(matches, one -> "
    f"not {_DECIDES} or coalesce(one.review.settles, false) or {_REVIEW_SEEN})"
)
"""`RowResult.is_seen`, likewise."""


class MetDecisions(Struct, frozen=True, kw_only=True):
    """What of the decision record was met by the parties of a run."""

    decisions: int = 0
    again: int = 0
    """Those among them that no longer hold, at the last party for which they were made."""


class WrittenAnswers(Struct, frozen=True, kw_only=True):
    """The answers of one file as they were written."""

    rows: int = 0
    """Rows of the file that were answered."""
    counts: AnswerCounts = field(default_factory=AnswerCounts)


def count_answers(spark: SparkSession, results: str) -> dict[int, WrittenAnswers]:
    """The answers in a folder of results, by number of their file."""
    counted = (
        _read_results(spark, results)
        .groupBy("file_number", "decision")
        .agg(
            functions.count("*"),
            *(
                functions.count_if(functions.expr(condition))
                for condition in ("party = 1", IS_SETTLED, IS_REOPENED, IS_SEEN, HAS_ASIDE)
            ),
        )
        .collect()
    )
    destinations = _count_destinations(spark, results)
    by_file: dict[int, list[Sequence[Any]]] = {}
    for number, *counts in counted:
        by_file.setdefault(number, []).append(counts)
    return {
        number: _sum_counts(rows, destinations.get(number, ())) for number, rows in by_file.items()
    }


def _sum_counts(
    rows: Sequence[Sequence[Any]], destinations: Iterable[DestinationCount]
) -> WrittenAnswers:
    """The counts of one file; a row of them is of one decision, which stands first."""
    decisions, answers, firsts, decided, reopened, seen, aside = zip(*rows, strict=True)
    return WrittenAnswers(
        rows=sum(firsts),
        counts=AnswerCounts(
            decisions=dict(zip(map(Decision, decisions), answers, strict=True)),
            decided=sum(decided),
            reopened=sum(reopened),
            seen=sum(seen),
            aside=sum(aside),
            destinations=sort_destinations(destinations),
        ),
    )


def _count_destinations(spark: SparkSession, results: str) -> dict[int, list[DestinationCount]]:
    """Places and red flags in the answers as they were written, counted by file."""
    counted = (
        _read_results(spark, results)
        .selectExpr("file_number", "explode(destination) as note")
        .groupBy("file_number", "note.place", "note.kind")
        .agg(
            functions.count("*"),
            functions.count_if(functions.expr("note.open")),
            functions.first("note.rules"),
        )
    )
    found: dict[int, list[DestinationCount]] = {}
    for number, place, kind, parties, open_ones, rules in counted.collect():
        one = DestinationCount(
            place=place,
            kind=kind,
            parties=parties,
            open=open_ones,
            rules=tuple(DestinationRule(**rule.asDict()) for rule in rules),
        )
        found.setdefault(number, []).append(one)
    return found


def _read_results(spark: SparkSession, results: str) -> DataFrame:
    return spark.read.schema(from_arrow_schema(ANSWERS)).parquet(escape_pattern(results))


def count_met_decisions(spark: SparkSession, results: str) -> MetDecisions:
    """How many decisions of the record the answers hold; each counts as at its last party."""
    written = _read_results(spark, results)
    first = "file_number", "position", "party"
    reviews = "posexplode(transform({name}, one -> one.review)) as (place, review)"
    several = [
        written.selectExpr(*first, f"{at} as kind", reviews.format(name=name))
        for at, name in enumerate(("matches", "destination"))
    ]
    last = (
        reduce(DataFrame.union, several)
        .where("review is not null")
        .groupBy("review.record")
        .agg(
            functions.expr(
                "max_by(size(review.reopened) > 0,"
                " struct(file_number, position, party, kind, place)) as again"
            )
        )
    )
    decisions, again = last.selectExpr("count(*)", "count_if(again)").collect()[0]
    return MetDecisions(decisions=decisions, again=again)
