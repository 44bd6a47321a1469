"""Long use of the desk: `python -m tests.serve.soak [CHANGES]`, memory and open files as they go.

Each change of a planned demo is tried, accepted (repaired where needed) and undone, by requests as
a browser sends them.
"""

import sys
import tempfile
from pathlib import Path

from cli import run_safely
from tests.longuse.plans import held
from tests.serve.client import visitor
from tests.serve.test_plan_desk import PLAN, opened, send, stamp_of

ROOT = Path(__file__).parents[2]
TABLE = "| changes | resident, MB | open files | threads |\n|---|---|---|---|"


def change(client, folder, number):
    """Try, accept and undo one change; every third is of another kind."""
    classes = opened(folder)
    name = classes[number % len(classes)]["class"]
    kind = ("pin", "cancel", "pin")[number % 3]
    stamp = stamp_of(client.get(PLAN))
    assert send(client, "check", stamp, kind=kind, **{"class": name}).status_code == 200
    send(client, "accept", stamp, kind=kind, **{"class": name})
    send(client, "undo", stamp_of(client.get(PLAN)))
    client.app.state.desk.wait()


def run(changes, step):
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "out" / "demo"
        options = ["--time-limit", "2", "--workers", "1", "--quiet", "--output", str(folder)]
        assert run_safely([str(ROOT / "scenarios" / "demo.yaml"), *options]) == 0
        client = visitor(Path(top))
        print(TABLE)
        for number in range(changes + 1):
            if number % step == 0:
                now = held(number, Path(top))
                print(
                    f"| {number} | {now.megabytes:.0f} | {now.files} | {now.threads} |", flush=True
                )
            change(client, folder, number)
        left = [one.name for one in (Path(top) / "out").iterdir() if one.name.startswith(".")]
        assert left == [], left


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    run(asked, max(1, asked // 10))
