"""Hostile texts stay texts: in Word documents, at the terminal, in what is shared."""

import io
import zipfile

import docx
import openpyxl
import pytest

import cli
from scheduler.documents import Request, write_documents
from scheduler.outputs import write_folder
from tests.privacy.conftest import NAMES, made, scenario
from tests.privacy.places import contents

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    '{ DDEAUTO c:\\windows\\cmd.exe "/k calc" }',
    '=HYPERLINK("http://evil.example","x")',
    '<w:fldSimple w:instr="DATE"/>',
    "«name» { MERGEFIELD unit }",
    "&lt;b&gt; </w:t></w:r><w:instrText>QUIT</w:instrText>",
    "+cmd|' /C calc'!A0",
)
TERMINAL = (
    "[red]Kế hoạch[/red] [/] [link=http://evil.example]x[/link] \x1b]0;evil\x07\x1b[31m\x9b1m"
)


def hostile():
    people = tuple(
        one.model_copy(update={"name": name, "title": name})
        for one, name in zip(scenario().cadres, HOSTILE, strict=True)
    )
    lecturers = tuple(
        one.model_copy(update={"name": f"{HOSTILE[n]} {n}"})
        for n, one in enumerate(scenario().lecturers)
    )
    return scenario(cadres=people, lecturers=lecturers, title=HOSTILE[2])


def fields(data):
    """Field codes, links and foreign parts of a document."""
    document = docx.Document(io.BytesIO(data))
    found = [node.text for node in document.element.iter(f"{W}instrText")]
    found += [node.get(f"{W}instr") for node in document.element.iter(f"{W}fldSimple")]
    found += [node.tag for node in document.element.iter(f"{W}hyperlink", f"{W}object")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sorted(map(str, found)), sorted(archive.namelist())


def test_word_documents_hold_texts_not_fields(tmp_path):
    write_folder(tmp_path / "plain", *made())
    write_folder(tmp_path / "hostile", *made(hostile()))
    for name in ("plain", "hostile"):
        write_documents(tmp_path / name, tmp_path / f"{name}-sent", Request())
    plain, bad = contents(tmp_path / "plain-sent"), contents(tmp_path / "hostile-sent")
    paths = [path for path in bad if path.endswith(".docx")]
    assert paths
    for path in paths:
        assert fields(bad[path]) == fields(plain[path]), path
    texts = "\n".join(
        cell.text
        for path in paths
        for table in docx.Document(io.BytesIO(bad[path])).tables
        for row in table.rows
        for cell in row.cells
    )
    for name in HOSTILE:
        assert name in texts, name
    assert not any(name in texts for name in NAMES)


def test_shared_files_hold_texts_not_code(tmp_path):
    write_folder(tmp_path / "plan", *made(hostile()))
    words = ["share", str(tmp_path / "plan"), "--audience", "unit", "--unit", "U1"]
    assert cli.run_safely(words) == 0
    page = (tmp_path / "plan-unit" / "index.html").read_text(encoding="utf-8")
    assert HOSTILE[2] not in page
    assert "&lt;w:fldSimple" in page
    book = openpyxl.load_workbook(tmp_path / "plan-unit" / "timetable.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert [cell for cell in cells if cell.value == HOSTILE[1]]


@pytest.mark.parametrize("colours", [False, True])
def test_a_title_commands_no_terminal(tmp_path, monkeypatch, capsys, colours):
    if colours:
        monkeypatch.setenv("FORCE_COLOR", "1")
    of = scenario(title=TERMINAL, cadres=scenario().cadres[:3])
    (tmp_path / "s.json").write_text(of.model_dump_json(by_alias=True), encoding="utf-8")
    words = [str(tmp_path / "s.json"), "--time-limit", "4", "--output", str(tmp_path / "plan")]
    cli.run_safely(words)
    for command in (["verify"], ["explain"], ["share"]):
        more = {"explain": ["class", "K1"], "share": ["--audience", "public"]}
        cli.run_safely([*command, str(tmp_path / "plan"), *more.get(command[0], [])])
    said = capsys.readouterr()
    for text in (said.out, said.err):
        assert "\x1b]" not in text
        assert "\x07" not in text
        assert "\x9b" not in text
        assert "\x1b]8;" not in text
        if not colours:
            assert "\x1b" not in text
    assert "[red]Kế hoạch[/red]" in said.err
    assert "[link=http://evil.example]" in said.err


@pytest.mark.parametrize("word", ["U1\x1b[31m", "\x1b]0;evil\x07", "a\nb"])
def test_what_is_typed_is_shown_harmless(tmp_path, capsys, word):
    write_folder(tmp_path / "plan", *made())
    plan = str(tmp_path / "plan")
    for words in (
        ["share", plan, "--audience", "unit", "--unit", word],
        ["erase", word, plan],
        ["explain", plan, "unit", word],
        ["share", plan, "--audience", word],
        ["erase", word, str(tmp_path / word)],
    ):
        assert cli.run_safely(words) == 2
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out + said.err
