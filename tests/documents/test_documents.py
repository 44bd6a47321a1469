"""Documents of a plan: what stands in them, from which templates, and when nothing is written."""

import io
import os
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

import cli
from models.attendance import Presence
from scheduler.documents import (
    KINDS,
    Issued,
    Request,
    copy_templates,
    release_documents,
    write_documents,
)
from scheduler.documents import office as libreoffice
from scheduler.documents.make_templates import FOLDER
from scheduler.documents.make_templates import main as make_templates
from scheduler.errors import InputError, UsageError
from scheduler.outputs.figures import day
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from tests.attendance.office import Office


def texts(path):
    """All texts of a document, cells of a row joined."""
    document = docx.Document(path)
    rows = [" | ".join(cell.text for cell in row.cells) for t in document.tables for row in t.rows]
    return [paragraph.text for paragraph in document.paragraphs], rows


def whole(path):
    paragraphs, rows = texts(path)
    return "\n".join([*paragraphs, *rows])


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def made(folder, tmp_path_factory):
    return write_documents(folder, tmp_path_factory.mktemp("made") / "all", Request()).folder


@pytest.fixture(scope="module")
def view(sample):
    return View(sample.scenario, sample.plan, "vi")


def test_one_of_each_kind_and_subject(made, view):
    expected = ["documents.json", "plan.docx", "report.docx"]
    for kind in ("opening", "class-list", "timetable"):
        expected += [f"{kind}/{one}.docx" for one in view.courses]
    people = [one for group in view.cadres_of_class.values() for one in group]
    expected += [f"summons/{unit}.docx" for unit in {cadre.unit for cadre in people}]
    expected += [f"invitation/{one}.docx" for one in view.lessons_of_lecturer]
    assert files(made) == sorted(expected)


def test_no_field_is_left_unfilled(made):
    for path in made.rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode()
        assert "MERGEFIELD" not in text, path
        assert "«" not in text, path
        assert "\u2060" not in text, path


def test_the_class_list_names_everybody_once(made, view):
    for class_id, people in view.cadres_of_class.items():
        _, rows = texts(made / "class-list" / f"{class_id}.docx")
        body = [row.split(" | ") for row in rows if row.split(" | ")[0].isdigit()]
        assert [row[1] for row in body] == [cadre.name for cadre in people]
        assert [row[0] for row in body] == [str(n) for n in range(1, len(people) + 1)]
        assert {row[2] for row in body} == {""}  # the year of birth is not ours to know


def test_a_unit_reads_of_its_own_people_only(made, view):
    people = [one for group in view.cadres_of_class.values() for one in group]
    for path in (made / "summons").glob("*.docx"):
        _, rows = texts(path)
        called = sorted(row.split(" | ")[1] for row in rows if row.split(" | ")[0].isdigit())
        assert called == sorted(one.name for one in people if one.unit == path.stem)


def test_the_timetable_has_every_session_and_each_day_once(made, view):
    words = Words("vi")
    for class_id, lessons in view.lessons_of_class.items():
        path = made / "timetable" / f"{class_id}.docx"
        (table,) = [t for t in docx.Document(path).tables if len(t.columns) == 7]
        rows = table.rows[1:] if hasattr(table.rows, "__getitem__") else list(table.rows)[1:]
        assert len(list(rows)) == len(lessons)
        for row, lesson in zip(rows, lessons, strict=True):
            cells = [cell.text for cell in row.cells]  # joined cells give the text of the first
            assert cells[0] == f"{words.weekday(lesson.date)}\n{day(lesson.date)}"
            assert lesson.lecturer is None or cells[4] == lesson.lecturer.name
        starts = [c for c in table._tbl.iter(qn("w:vMerge")) if c.get(qn("w:val")) == "restart"]
        shared = {one.date for one in lessons if sum(o.date == one.date for o in lessons) > 1}
        assert len(starts) == len(shared)


def test_the_plan_adds_up(made, view):
    text = whole(made / "plan.docx")
    size = sum(course.size for course in view.courses.values())
    assert f"Tổng cộng: {len(view.courses)} lớp, {size} lượt học viên" in text
    assert all(f"| {class_id} |" in text for class_id in view.courses)


def test_the_report_has_each_tier_and_unit(made, sample):
    _, rows = texts(made / "report.docx")
    numbered = [row for row in rows if row.split(" | ")[0].isdigit()]
    assert len(numbered) == len(sample.coverage)


def test_english_documents(folder, tmp_path):
    made = write_documents(folder, tmp_path / "en", Request(("timetable",), language="en"))
    text = whole(made.folder / made.paths[0])
    assert "TIMETABLE" in text
    assert "LỊCH HỌC" not in text


def test_the_same_plan_gives_the_same_bytes(folder, tmp_path, made):
    again = write_documents(folder, tmp_path / "again", Request(("plan", "timetable"))).folder
    for path in files(again):
        if path.endswith(".docx"):
            assert (again / path).read_bytes() == (made / path).read_bytes(), path


def test_the_shipped_templates_are_those_of_the_script(monkeypatch, tmp_path):
    monkeypatch.setattr("scheduler.documents.make_templates.FOLDER", tmp_path)
    make_templates()
    expected = sorted(f"{language}/{kind}.docx" for language in ("en", "vi") for kind in KINDS)
    assert files(tmp_path) == files(FOLDER) == expected
    for path in expected:
        shipped = zipfile.ZipFile(FOLDER / path).read("word/document.xml")
        assert zipfile.ZipFile(tmp_path / path).read("word/document.xml") == shipped, path


def own(tmp_path, kind="class-list", text=None, cell="name"):
    """A template of an office with one table of one field."""
    document = docx.Document(io.BytesIO((FOLDER / "vi" / f"{kind}.docx").read_bytes()))
    for node in document.element.body.iter(qn("w:instrText")):
        if text is not None and f"MERGEFIELD {cell} " in (node.text or ""):
            node.text = f" MERGEFIELD {text} "
    place = tmp_path / "templates"
    place.mkdir(exist_ok=True)
    document.save(place / f"{kind}.docx")
    return place


def ask(folder, tmp_path, templates, kind="class-list"):
    return write_documents(folder, tmp_path / "out", Request((kind,), templates=templates))


def test_an_office_template_is_used(folder, tmp_path, view):
    templates = copy_and_change(tmp_path)
    made = ask(folder, tmp_path, templates)
    assert "OUR OFFICE" in whole(made.folder / made.paths[0])
    class_id = made.paths[0].split("/")[1].removesuffix(".docx")
    assert view.cadres_of_class[class_id][0].name in whole(made.folder / made.paths[0])


def copy_and_change(tmp_path):
    copy_templates(tmp_path / "templates", "en")
    path = tmp_path / "templates" / "class-list.docx"
    document = docx.Document(path)
    document.add_paragraph("OUR OFFICE")
    document.save(path)
    return tmp_path / "templates"


def test_templates_are_never_overwritten(tmp_path):
    copy_templates(tmp_path / "templates", "vi")
    with pytest.raises(UsageError, match="is there already"):
        copy_templates(tmp_path / "templates", "vi")


def test_an_unknown_field_is_named_with_the_nearest(folder, tmp_path):
    with pytest.raises(InputError, match=r"class-list\.docx: nam: no such .*did you mean 'name'"):
        ask(folder, tmp_path, own(tmp_path, text="nam"))
    assert not (tmp_path / "out").exists()


def test_a_template_without_its_table_is_refused(folder, tmp_path):
    document = docx.Document()
    document.add_paragraph("nothing")
    (tmp_path / "templates").mkdir()
    document.save(tmp_path / "templates" / "class-list.docx")
    with pytest.raises(InputError, match="no row of a table holds any of the merge fields"):
        ask(folder, tmp_path, tmp_path / "templates")


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04broken"])
def test_a_file_that_is_no_document(folder, tmp_path, content):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "class-list.docx").write_bytes(content)
    with pytest.raises(InputError, match="is no Word document that can be read"):
        ask(folder, tmp_path, tmp_path / "templates")


def test_a_misspelt_template_is_not_overlooked(folder, tmp_path):
    templates = own(tmp_path)
    (templates / "clas-list.docx").write_bytes(b"")
    (templates / "~$class-list.docx").write_bytes(b"")
    with pytest.raises(InputError, match=r"did you mean 'class-list\.docx'") as error:
        ask(folder, tmp_path, templates)
    assert len(error.value.faults) == 1


def test_no_folder_of_templates(folder, tmp_path):
    with pytest.raises(InputError, match="no such folder of templates"):
        ask(folder, tmp_path, tmp_path / "nowhere")


def test_an_edited_document_is_not_written_over(folder, tmp_path):
    made = write_documents(folder, tmp_path / "out", Request(("timetable",)))
    path = made.folder / made.paths[0]
    write_documents(folder, tmp_path / "out", Request(("timetable",)))
    path.write_bytes(path.read_bytes() + b"signed")
    with pytest.raises(UsageError, match=f"edited since they were made.*{made.paths[0]}"):
        write_documents(folder, tmp_path / "out", Request(("timetable",)))
    assert path.read_bytes().endswith(b"signed")
    others = write_documents(folder, tmp_path / "out", Request(("plan",)))
    assert path.read_bytes().endswith(b"signed")
    assert "plan.docx" in files(others.folder)


def test_notes_of_others_stay(folder, tmp_path):
    made = write_documents(folder, tmp_path / "out", Request(("timetable",)))
    (made.folder / "timetable" / "note.txt").write_text("call them", encoding="utf-8")
    write_documents(folder, tmp_path / "out", Request(("timetable",)))
    assert (made.folder / "timetable" / "note.txt").read_text(encoding="utf-8") == "call them"


def test_a_folder_of_others_is_left_alone(folder, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds files but no documents\.json"):
        write_documents(folder, tmp_path / "out", Request(("plan",)))
    assert files(tmp_path / "out") == ["letter.txt"]


def test_one_class_only(folder, tmp_path, view):
    class_id = next(iter(view.courses))
    made = write_documents(folder, tmp_path / "out", Request(classes=(class_id,)))
    kinds = {path.split("/")[0] for path in made.paths}
    assert kinds == {"opening", "class-list", "summons", "timetable", "invitation"}
    assert f"timetable/{class_id}.docx" in made.paths
    assert len([path for path in made.paths if path.startswith("timetable/")]) == 1


def test_questions_that_make_no_sense(folder, tmp_path):
    with pytest.raises(UsageError, match="no such open class"):
        write_documents(folder, tmp_path / "out", Request(classes=("nowhere",)))
    with pytest.raises(UsageError, match="is about the whole plan"):
        write_documents(folder, tmp_path / "out", Request(("plan",), ("x",)))


def test_without_libreoffice_nothing_is_written(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("no-such-program",))
    with pytest.raises(UsageError, match="LibreOffice is not installed"):
        write_documents(folder, tmp_path / "out", Request(("plan",), pdf=True))
    assert not (tmp_path / "out").exists()


def test_pdf(folder, tmp_path):
    try:
        made = write_documents(folder, tmp_path / "out", Request(("plan",), pdf=True))
    except UsageError as error:
        pytest.skip(str(error))
    assert made.paths == ("plan.docx", "plan.pdf")
    assert (made.folder / "plan.pdf").read_bytes().startswith(b"%PDF-")


def test_a_release_tells_who_was_away(tmp_path):
    office = Office(tmp_path)
    office.attend(
        office.csv(("Mã", "Có mặt"), ("CB-0001", "x"), ("CB-0004", "P")), others=Presence.ABSENT
    )
    made = release_documents(Issued(office.record), tmp_path / "out", Request(language="vi"))
    _, rows = texts(made.folder / "report.docx")
    (tier,) = [row for row in rows if row.startswith("1 | Diện P")][:1]
    # to be trained, target, before, trained, share, short, excused, not excused
    assert tier.split(" | ")[2:] == ["6", "6", "0", "1", "16,7", "5", "1", "3"]


def test_at_the_door(folder, tmp_path, capsys):
    words = ["documents", str(folder), "--kind", "plan", "--output", str(tmp_path / "out")]
    assert cli.run_safely(words) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'out'}{os.linesep}"
    assert cli.run_safely(["documents"]) == 2
    assert "either the folder of a plan or a release" in capsys.readouterr().err
    assert cli.run_safely(["templates", str(tmp_path / "mine"), "--language", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(KINDS)


def test_the_door_knows_the_kinds():
    from scheduler.commands.documents import KINDS as OFFERED

    assert [*KINDS] == OFFERED
