"""The workspace lists what is there, follows nothing out of itself and writes whole."""

import os

import pytest

from scheduler.errors import UsageError
from scheduler.serve.workspace import PLAN_FILES, Workspace, write_whole


def make_plan(folder):
    folder.mkdir(parents=True)
    for name in PLAN_FILES:
        (folder / name).write_text("", encoding="utf-8")
    return folder


def test_it_finds_scenarios_and_plans_by_name(tmp_path):
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    (tmp_path / "whatif").mkdir()
    (tmp_path / "whatif" / "b.yml").write_text("", encoding="utf-8")
    make_plan(tmp_path / "out" / "a")
    make_plan(tmp_path / "out" / "a-drafts" / "v2")
    (tmp_path / ".desk").mkdir()
    (tmp_path / ".desk" / "c.yaml").write_text("", encoding="utf-8")
    workspace = Workspace(tmp_path)
    assert [one.name for one in workspace.scenarios()] == ["a.yaml", "whatif:b.yml"]
    assert [(p.name, p.is_draft) for p in workspace.plans()] == [
        ("out:a", False),
        ("out:a-drafts:v2", True),
    ]
    assert workspace.plan("out:a").path == tmp_path / "out" / "a"


def test_further_folders_have_numbers(tmp_path):
    for name in ("one", "two"):
        make_plan(tmp_path / name / "p")
    workspace = Workspace(tmp_path / "one", tmp_path / "two")
    make_plan(tmp_path / "one" / "2" / "p")
    assert [one.name for one in workspace.plans()] == ["2::p", "2:p", "p"]
    assert workspace.plan("2::p").path == tmp_path / "two" / "p"
    assert workspace.plan("2:p").path == tmp_path / "one" / "2" / "p"
    assert workspace.plan("3::p") is None


def test_what_is_listed_is_found_and_nothing_else(tmp_path):
    make_plan(tmp_path / "out" / "a" / "inner")
    make_plan(tmp_path / "out" / "b")
    make_plan(tmp_path / "out" / "b" / "inner")
    make_plan(tmp_path / ".hidden" / "c")
    make_plan(tmp_path / "published" / "d")
    make_plan(tmp_path.joinpath(*"123456789") / "deep")
    (tmp_path / "x.yaml").write_text("", encoding="utf-8")
    workspace = Workspace(tmp_path)
    listed = [*workspace.plans(), *workspace.scenarios()]
    assert [one.name for one in listed] == ["out:a:inner", "out:b", "x.yaml"]
    for one in listed:
        assert one in (workspace.plan(one.name), workspace.scenario(one.name))
    for name in ("out:b:inner", ".hidden:c", "published:d", "1:2:3:4:5:6:7:8:9:deep", "out"):
        assert workspace.plan(name) is None, name


@pytest.mark.parametrize(
    "name", ["..:b", "../b", "..", "", ".", "/etc", "out/a", "b", "out:a:..:..:b", "out:a\x00"]
)
def test_a_name_leads_nowhere_else(tmp_path, name):
    make_plan(tmp_path / "w" / "out" / "a")
    make_plan(tmp_path / "b")
    workspace = Workspace(tmp_path / "w")
    assert workspace.plan("out:a") is not None
    assert workspace.plan(name) is None
    assert workspace.scenario(name) is None


def test_links_are_followed_inside_only(tmp_path):
    outside = make_plan(tmp_path / "outside")
    (tmp_path / "secret.yaml").write_text("", encoding="utf-8")
    inside = make_plan(tmp_path / "w" / "real")
    (tmp_path / "w" / "in").symlink_to(inside)
    (tmp_path / "w" / "out").symlink_to(outside)
    (tmp_path / "w" / "s.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "w" / "loop").symlink_to(tmp_path / "w")
    workspace = Workspace(tmp_path / "w")
    assert [one.name for one in workspace.plans()] == ["in", "real"]
    assert workspace.scenarios() == ()


def test_files_of_a_plan_are_no_links_and_nothing_hidden(tmp_path):
    folder = make_plan(tmp_path / "p")
    (folder / "ics").mkdir()
    (folder / "ics" / "all.ics").write_text("", encoding="utf-8")
    (folder / ".x").write_text("", encoding="utf-8")
    (folder / "index.html").symlink_to("/etc/hostname")
    workspace = Workspace(tmp_path)
    assert set(workspace.files(workspace.plan("p"))) == {*PLAN_FILES, "ics/all.ics"}


def test_a_plan_folder_or_nothing_is_no_workspace(tmp_path):
    with pytest.raises(UsageError, match="plan folder"):
        Workspace(make_plan(tmp_path / "p"))
    with pytest.raises(UsageError, match="no such folder"):
        Workspace(tmp_path / "absent")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "new" / "f.json"
    write_whole(path, b"1")
    assert path.read_bytes() == b"1"
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0

    def full(handle):
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_whole(path, b"2")
    assert path.read_bytes() == b"1"
    assert [one.name for one in path.parent.iterdir()] == ["f.json"]
