"""A contradiction as a planner reads it: exit 3, members with their data, names and lines."""

import re

import pytest

import cli

SCENARIO = """\
format: 1
name: clash
title: Clash
language: {language}
timezone: Asia/Ho_Chi_Minh
term: {{from: 2024-01-01, to: 2024-12-31}}
horizon: {{from: 2024-03-04, to: 2024-03-29}}
calendar: {{country: null}}
tables:
  units: units.csv
  cadres: cadres.csv
  history: history.csv
  modules: modules.csv
  lecturers: lecturers.csv
  qualifications: qualifications.csv
  venues: venues.csv
  rooms: rooms.csv
  unavailability: unavailability.csv
tiers:
  - {{id: P, name: Tier P, target: {{count: 0}}}}
requirements: []
programmes:
  - id: A
    title: Programme A
    tiers: [P]
    titles: [chief]
    modules: [M1]
    size: {{min: 1, max: 9}}
classes:
{classes}
rules: {rules}
objective: [{{shortfall: 1}}]
solve: {{time_limit: 5, gap: 1000000, workers: 1}}
"""
TABLES = {
    "units": "id,name,max_absent\nU1,Unit One,\nU2,Unit Two,\n",
    "cadres": "id,name,tier,unit,title\nC1,An,P,U1,chief\nC2,Bình,P,U1,chief\nC3,Chi,P,U2,clerk\n",
    "history": "cadre,class,date,module\nC1,OLD,2023-05-10,M1\n",
    "modules": "id,title,topics\nM1,Module One,a\n",
    "lecturers": "id,name,max_sessions\nL1,Lecturer One,1\n",
    "qualifications": "lecturer,module\nL1,M1\n",
    "venues": "id,name,serves\nV1,Venue One,U1\n",
    "rooms": "id,venue,capacity,cost_per_day\nR1,V1,9,1500\n",
    "unavailability": "kind,id,from,to\nlecturer,L1,2024-03-04,2024-03-05\n",
}
ONE = "  - {id: K1, programme: A, required: true}"


def fixing(*cadres, start="2024-03-06"):
    """A class that fixes its start and these cadres."""
    return f"  - {{id: K1, programme: A, fixed: {{start: {start}, cadres: [{', '.join(cadres)}]}}}}"


# name: (classes, rules, changed tables, what the members say in English, their lines)
CASES = {
    "a title that the programme does not admit": (
        fixing("C3"),
        "{max_repeat_share: 1}",
        {"venues": "id,name\nV1,Venue One\n"},
        {"H1 C3": ("cadre C3 ", "title clerk", "class K1 admits tiers P with titles chief")},
        {"H1 C3": ("cadres.csv:4",), "H15 K1": ("scenario.yaml:30",)},
    ),
    "fixed more often than allowed": (
        fixing("C1") + "\n" + fixing("C1", start="2024-03-11").replace("K1", "K2"),
        "{max_classes_per_cadre: 1, max_repeat_share: 1}",
        {"lecturers": "id,name\nL1,Lecturer One\n"},
        {"H2 C1": ("cadre C1 ", "at most 1 classes", "fixed for 2: K1, K2")},
        {"H2 C1": ("cadres.csv:2", "scenario.yaml:32"), "H15 K2": ("scenario.yaml:31",)},
    ),
    "a unit that the venue does not serve": (
        fixing("C3"),
        "{max_repeat_share: 1}",
        {"cadres": TABLES["cadres"].replace("clerk", "chief")},
        {"H10 C3": ("cadre C3 ", "unit U2 Unit Two", "K1 may be held at V1")},
        {"H10 C3": ("cadres.csv:4",)},
    ),
    "content heard before": (
        fixing("C1"),
        "{max_repeat_share: 0.25}",
        {},
        {"H13 C1": ("cadre C1 ", "at most 0.25", "4 of 4 periods (a)")},
        {"H13 C1": ("cadres.csv:2", "scenario.yaml:31")},
    ),
    "a lecturer who is away": (
        fixing("C1", start="2024-03-04"),
        "{max_repeat_share: 1}",
        {},
        {"H7 L1": ("L1 Lecturer One", "away 04/03/2024–05/03/2024")},
        {"H7 L1": ("lecturers.csv:2", "unavailability.csv:2"), "H15 K1": ("scenario.yaml:30",)},
    ),
    "too little money": (
        ONE,
        "{budget: 1234.5}",
        {},
        {"H14 budget": ("the budget is 1,234.5.",)},
        {"H14 budget": ("scenario.yaml:31",)},
    ),
}


def plan(tmp_path, capsys, name, language="en"):
    """Return exit code and the members: what they are -> what they say."""
    classes, rules, changed, *_ = CASES[name]
    for table, text in (TABLES | changed).items():
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    path = tmp_path / "scenario.yaml"
    text = SCENARIO.format(language=language, classes=classes, rules=rules)
    path.write_text(text, encoding="utf-8")
    code = cli.run_safely([str(path), "--output", str(tmp_path / "out")])
    said = capsys.readouterr().err
    members = re.findall(r"^  - (H\d+ \S+): (.*)$", said, flags=re.MULTILINE)
    return code, dict(members), said


@pytest.mark.parametrize("name", CASES)
def test_each_member_says_its_data_and_where_it_was_written(name, tmp_path, capsys):
    code, members, said = plan(tmp_path, capsys, name)
    assert code == 3, said
    *_, pieces, lines = CASES[name]
    for member, parts in pieces.items():
        for part in parts:
            assert part in members[member], members
    for member, places in lines.items():
        named = members[member].rpartition("[")[2].rstrip("]").split(", ")
        assert named == [str(tmp_path / place) for place in places], members


def test_numbers_are_written_as_the_language_has_it(tmp_path, capsys):
    assert "ngân sách là 1.234,5." in plan(tmp_path, capsys, "too little money", "vi")[2]
    assert "0,25 nội dung" in plan(tmp_path, capsys, "content heard before", "vi")[2]
