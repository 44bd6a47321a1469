"""Some of the faults of docs/reliability.md; `make soak` tries them all."""

import pytest

import cli
import scheduler.plan
from tests.docs.test_docs import ROOT
from tests.faults.faults import ALWAYS, AS_ROOT, suffer


@pytest.mark.slow
@pytest.mark.parametrize("name", ["disk full", "memory ends while solving"])
def test_the_plan_folder_outlives_the_fault(name):
    assert suffer(ALWAYS[name]).complaints == ()


def test_the_page_tells_every_fault():
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    for name, fault in (ALWAYS | AS_ROOT).items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {name} |")]
        assert fault.__doc__ in row
        assert "| whole, next run works |" in row


def test_memory_that_ends_before_there_is_a_plan_is_told(monkeypatch, capsys, tmp_path):
    def full(*_, **__):
        raise MemoryError

    monkeypatch.setattr(scheduler.plan, "solve", full)
    demo = str(ROOT / "scenarios" / "demo.yaml")
    code = cli.run_safely([demo, "--quiet", "--output", str(tmp_path / "plan")])
    assert code == 4
    assert "memory ran out before there was a plan" in capsys.readouterr().err
    assert not (tmp_path / "plan").exists()
