"""The words of the application: both languages, the same places for values, each in use."""

import re
from pathlib import Path

from scheduler.serve.texts import TEXTS

SERVE = Path(__file__).parents[2] / "scheduler" / "serve"
PLACE = re.compile(r"\{(\w+)\}")
PUT_TOGETHER = (
    *("refused_", "move_", "state_", "outcome_", "told_", "severity_", "kind_", "new_"),
    *("table_", "field_", "edit_", "group_"),
)


def test_both_languages_take_the_same_values():
    for key, (vi, en) in TEXTS.items():
        assert vi, key
        assert en, key
        assert set(PLACE.findall(vi)) == set(PLACE.findall(en)), key


def test_every_text_is_used_and_every_text_used_is_there():
    sources = [*SERVE.rglob("*.j2"), *SERVE.rglob("*.py")]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for key in TEXTS:
        made = key.startswith(PUT_TOGETHER) or key.endswith("_fits")
        assert made or len(re.findall(rf'["\']{key}["\']', everything)) > 1, key
    for template in SERVE.rglob("*.j2"):
        for key in re.findall(r"say\(['\"](\w+)['\"]", template.read_text(encoding="utf-8")):
            assert key in TEXTS or key in PUT_TOGETHER, (template.name, key)
