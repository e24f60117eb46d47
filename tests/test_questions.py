"""Questions of a labour historian, with the lines that answer them: written from the text, by one who saw no data."""

import json

import pytest

from conftest import ROOT
from readings import Row, rows_of
from sovietlabour import load_observations

QUESTIONS = rows_of(ROOT / "tests" / "questions.csv")


def answered(question: Row) -> tuple[set[int], set[int], set[int]]:
    """Give the lines that answer, those that one call finds, and those it finds beside them; a line more or less."""
    lines = {int(line) for line in question["lines"].split("; ")}
    found = set(load_observations(**json.loads(question["call"]))["line"])
    beside = {line for line in found if not lines & {line - 1, line, line + 1}}
    return lines, {line for line in lines if found & {line - 1, line, line + 1}}, beside


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"][:40])
def test_one_call_answers(question: Row) -> None:
    """Most of what the text has on the question."""
    lines, there, _ = answered(question)
    assert len(there) >= 0.7 * len(lines)


def test_all_calls_together_miss_little_and_bring_little_else() -> None:
    """At least 95 per cent of the lines; one in twenty stands beside them, and much of that answers, too."""
    answers = [answered(question) for question in QUESTIONS]
    lines, there, beside = (sum(len(answer[part]) for answer in answers) for part in range(3))
    assert len(QUESTIONS) > 50
    assert there >= 0.95 * lines
    assert beside <= 0.06 * (there + beside)
