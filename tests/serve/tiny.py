"""A workspace whose scenario is planned in no time, for what is repeated a thousand times."""

SCENARIO = """\
format: 1
name: tiny
title: Tiny
language: vi
timezone: Asia/Ho_Chi_Minh
term: {from: 2024-01-01, to: 2024-12-31}
horizon: {from: 2024-03-04, to: 2024-05-31}
calendar: {country: VN}
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
  - {id: P, name: Tier P, target: {share: 1}}
requirements:
  - {id: refresher, tiers: [P], window: term, unit: class, min: 1}
programmes:
  - {id: A, title: Programme A, tiers: [P], modules: [M1], size: {min: 1, max: 9}}
classes:
  - {id: K1, programme: A}
rules: {max_repeat_share: 1}
objective: [{shortfall: 1}]
solve: {time_limit: 2, gap: 1000000, workers: 1}
"""
TABLES = {
    "units": "id,name\nU1,Đơn vị Một\nU2,Đơn vị Hai\n",
    "cadres": "id,name,tier,unit\nC1,An,P,U1\nC2,Bình,P,U1\nC3,Chi,P,U2\n",
    "history": "cadre,class,date,module\nC1,OLD,2023-05-10,M1\n",
    "modules": "id,title,topics\nM1,Chuyên đề Một,a\n",
    "lecturers": "id,name,max_sessions\nL1,Giảng viên Một,4\nL2,Giảng viên Hai,4\n",
    "qualifications": "lecturer,module\nL1,M1\nL2,M1\n",
    "venues": "id,name\nV1,Hội trường\n",
    "rooms": "id,venue,capacity,cost_per_day\nR1,V1,9,1500\n",
    "unavailability": "kind,id,from,to\nlecturer,L1,2024-03-04,2024-03-05\n",
}
LECTURERS = ("L1", "L2")


def tiny_workspace(folder):
    """Write the workspace below a folder: `tiny.yaml` and its tables."""
    place = folder / "workspace"
    place.mkdir(parents=True)
    (place / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    for name, text in TABLES.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place
