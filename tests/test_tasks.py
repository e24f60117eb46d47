"""The twelve tasks of docs/tasks.md are short; that their code runs is tested where the page is."""

from conftest import ROOT

LONGEST = 5


def test_each_task_takes_at_most_five_lines() -> None:
    """Twelve headings, one block of code beneath each; the lines that import stand before them."""
    _, *sections = (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8").split("\n## ")
    assert len(sections) == 12
    for section in sections:
        lines = [line for line in section.splitlines() if line.startswith((">>> ", "... "))]
        assert section.count("```python") == 1, section
        assert 0 < len(lines) <= LONGEST, section
