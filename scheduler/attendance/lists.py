"""Sign-in lists as people keep them: titles above, numbers beside, ticks of many kinds."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.attendance import Listed
from scheduler.attendance.ticks import COLUMNS, NOTES, is_session, judge, tick
from scheduler.attendance.words import say
from scheduler.errors import Fault, InputError, Sentence
from scheduler.load.cells import CellError, is_blank, read_text
from scheduler.load.faults import Faults
from scheduler.load.reading import read_bytes
from scheduler.load.schema import normal_header
from scheduler.load.sheets import Row, SheetError, read_sheet, split_reference

IDS = {"id", "ma", "ma so", "ma can bo", "ma hoc vien", "ma cb", "ma hv", "cadre", "so hieu"}
NAMES = {
    "ho va ten",
    "ho ten",
    "ho & ten",
    "ten",
    "hoc vien",
    "name",
    "full name",
    "ho ten hoc vien",
}
UNITS = {"don vi", "don vi cong tac", "co quan", "unit"}
OTHERS = {
    "stt",
    "tt",
    "so tt",
    "so thu tu",
    "no",
    "no.",
    "nam sinh",
    "chuc vu",
    "chuc danh",
    "title",
}
TOTALS = ("tong cong", "tong so", "cong", "total")
PROBE = 200


def read_list(reference: str) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
    """Return the rows of a sign-in list, and the headers of the columns left out.

    `book.xlsx#sheet` names one of several sheets. Raises InputError where it is no such list.
    """
    file, sheet = split_reference(reference)
    faults = Faults()
    data = read_bytes(Path(file), (file, None, None), faults)
    faults.stop()
    try:
        rows = read_sheet(Path(file), data or b"", sheet, _score).rows
    except SheetError as error:
        raise InputError([_fault(file, sheet, error.line, None, error.sentence)]) from None
    return _Columns(file, sheet, rows).listed()


def _score(cells: list[Any]) -> int:
    names = {normal_header(cell) for cell in cells}
    return 2 * bool(names & NAMES) + 2 * bool(names & IDS) + len(names & {*UNITS, *COLUMNS, *NOTES})


class _Columns:
    """Which column of a list says what."""

    def __init__(self, file: str, sheet: str | None, rows: Sequence[Row]) -> None:
        self.file, self.sheet = file, sheet
        scores = [_score(cells) for _, cells in rows[:PROBE]]
        best = max(scores, default=0)
        if best < 2:
            raise InputError(
                [_fault(file, sheet, rows[0][0] if rows else None, None, say("header"))]
            )
        head = scores.index(best)
        self.line, self.header = rows[head]
        self.body = [row for row in rows[head + 1 :] if not all(map(is_blank, row[1]))]
        names = [normal_header(_plain(cell)) for cell in self.header]
        self.ids = self._only(names, IDS)
        self.names = self._only(names, NAMES)
        self.units = self._only(names, UNITS)
        self.ticks = [(COLUMNS[name], place) for place, name in enumerate(names) if name in COLUMNS]
        self.notes = [place for place, name in enumerate(names) if name in NOTES]
        known = {self.ids, self.names, self.units, *self.notes, *(p for _, p in self.ticks)}
        self.sessions = [
            place
            for place, cell in enumerate(self.header)
            if place not in known and is_session(_plain(cell))
        ]
        self.rest = [place for place in range(len(names)) if place not in {*known, *self.sessions}]

    def listed(self) -> tuple[tuple[Listed, ...], tuple[str, ...]]:
        self._refuse_hidden_ticks()
        rows = [self._row(line, cells) for line, cells in self.body]
        heads = [str(self.header[p]).strip() for p in self.rest if not is_blank(self.header[p])]
        left = [head for head in heads if normal_header(head) not in OTHERS and head[0] != "#"]
        return tuple(row for row in rows if row is not None), tuple(left)

    def _only(self, names: list[str], wanted: set[str]) -> int | None:
        places = [place for place, name in enumerate(names) if name in wanted]
        if len(places) > 1:
            first, second = (str(self.header[place]).strip() for place in places[:2])
            sentence = say("twice", first=first)
            raise InputError([_fault(self.file, self.sheet, self.line, second, sentence)])
        return places[0] if places else None

    def _refuse_hidden_ticks(self) -> None:
        """Raise where a column that we would leave out holds nothing but ticks."""
        faults = []
        for place in self.rest:
            head = "" if place >= len(self.header) else str(self.header[place] or "").strip()
            cells = [c for _, row in self.body if not is_blank(c := _at(row, place))]
            known = normal_header(head) in OTHERS or head.startswith("#")
            if cells and not known and all(map(tick, cells)):
                faults.append(_fault(self.file, self.sheet, self.line, head, say("hidden_ticks")))
        if faults:
            raise InputError(faults)

    def _row(self, line: int, cells: list[Any]) -> Listed | None:
        name, id_ = self._text(line, cells, self.names), self._text(line, cells, self.ids)
        if not (name or id_) or normal_header(name or id_).split(":")[0].startswith(TOTALS):
            return None
        columns = [(meaning, _at(cells, place)) for meaning, place in self.ticks]
        sessions = [_at(cells, place) for place in self.sessions]
        notes = [_at(cells, place) for place in self.notes]
        shown = [str(cell).strip() for _, cell in columns if not is_blank(cell)]
        shown += [str(cell).strip() for cell in [*sessions, *notes] if not is_blank(cell)]
        presence = judge(columns, sessions, notes)
        unit = self._text(line, cells, self.units)
        ticks = ", ".join(shown)
        return Listed(
            line=line, id=id_ or None, name=name, unit=unit, presence=presence, ticks=ticks
        )

    def _text(self, line: int, cells: list[Any], place: int | None) -> str:
        cell = None if place is None else _at(cells, place)
        if is_blank(cell):
            return ""
        try:
            return " ".join(read_text(cell, False).split())
        except CellError as error:
            head = str(self.header[place or 0]).strip()
            raise InputError(
                [
                    _fault(
                        self.file, self.sheet, line, head, say("not_text", expected=error.expected)
                    )
                ]
            ) from None


def _at(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _plain(cell: Any) -> Any:
    """Return a header cell as text: a date cell is a session."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date | datetime) else cell


def _fault(
    file: str, sheet: str | None, line: int | None, column: str | None, sentence: Sentence
) -> Fault:
    return Fault(file, line, column, sentence.en, sheet, sentence.vi)
