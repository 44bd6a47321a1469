"""The page: self-contained, escaped, the figures of the plan, both languages, no private data."""

import itertools
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from models.calendar import Calendar, Closure, RiskPeriod
from models.people import Unavailability
from models.result import Status
from scheduler.outputs.cards import fold
from scheduler.outputs.page import index_html
from scheduler.outputs.pages import VENDOR
from scheduler.outputs.payload import people
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from scheduler.outputs.year import months, special_days
from tests import builders
from tests.outputs.sample import make

VOID = {"meta", "input", "br", "link"}


class Page(HTMLParser):
    """The page as elements; fails where tags do not match."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.open = []
        self.texts = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data.strip())

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]

    @property
    def text(self):
        return " ".join(filter(None, self.texts))


def html(sample, language="vi"):
    view = View(sample.scenario, sample.plan, language)
    return index_html(view, sample.result, sample.coverage, Words(language), people(view)).decode()


def halves(text):
    """The page without its template, and the template: one language each."""
    found = re.search(r'<template id="other"[^>]*>(.*?)</template>', text, re.DOTALL)
    return text[: found.start()] + text[found.end() :], found.group(1)


def own(text):
    """The page without the libraries that it carries."""
    return re.sub(r"<script data-vendor.*?</script>", "", text, flags=re.DOTALL)


def payload_of(text):
    return json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', text)[1]
    )


@pytest.fixture(scope="module")
def sample():
    return make()


@pytest.fixture(scope="module")
def text(sample):
    return html(sample)


@pytest.fixture(scope="module")
def page(text):
    return Page(own(halves(text)[0]))


def test_it_is_one_page_without_a_network(text):
    here, other = halves(text)
    for page in (Page(own(here)), Page(other)):
        for tag in ("link", "img", "iframe", "object", "source"):
            assert page.all(tag) == []
        assert [one for one in page.all("script") if "src" in one] == []
        links = [one["href"] for one in page.all("a")]
        assert all(link.startswith("#") for link in links)
        ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in links} <= set(ids)
    assert "default-src 'none'" in here
    for word in ("https://", "@import", "url(", "fetch(", "XMLHttpRequest"):
        assert word not in own(text)
    assert set(re.findall(r"http://[\w./]+", own(text))) == {"http://www.w3.org/1999/xlink"}


def test_the_libraries_are_whole_and_come_with_their_licences(text):
    for name in ("d3.min.js", "plot.umd.min.js"):
        library = (VENDOR / name).read_text(encoding="utf-8")
        assert library in text
        assert "</script" not in library
        licence = VENDOR / f"{name.split('.')[0]}-LICENSE.txt"
        assert "Permission to use, copy, modify" in licence.read_text(encoding="utf-8")


def test_cadres_stand_in_the_data_alone(sample, text):
    content = payload_of(text)
    assert {row[0] for row in content["people"]} == {one.id for one in sample.scenario.cadres}
    attending = {row.cadre for row in sample.plan.enrolments}
    assert {row[0] for row in content["people"] if row[5]} == attending
    bare = text.replace(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "")
    for cadre in sample.scenario.cadres:
        assert cadre.id not in bare
        assert cadre.name not in bare
    assert "chỉ dùng trong nội bộ" in text


def test_without_people_it_names_no_cadre(sample):
    view = View(sample.scenario, sample.plan, "vi")
    text = index_html(view, sample.result, sample.coverage, Words("vi")).decode()
    for cadre in sample.scenario.cadres:
        assert cadre.id not in text
        assert cadre.name not in text
    assert "Trang này không có tên học viên." in text


def test_no_reason_of_absence_and_no_address(sample):
    away = Unavailability(
        kind="cadre",
        id=sample.scenario.cadres[0].id,
        start=sample.scenario.horizon.start,
        end=sample.scenario.horizon.end,
        reason="điều trị dài ngày",
    )
    gone = sample.scenario.cadres[1].model_copy(update={"eligible": False, "name": "Ẩn Danh"})
    cadres = (sample.scenario.cadres[0], gone, *sample.scenario.cadres[2:])
    plan = sample.plan.model_copy(
        update={"enrolments": tuple(r for r in sample.plan.enrolments if r.cadre != gone.id)}
    )
    changed = sample.with_scenario(unavailability=(away,), cadres=cadres)
    view = View(changed.scenario, plan, "vi")
    text = index_html(view, sample.result, sample.coverage, Words("vi"), people(view)).decode()
    assert "điều trị" not in text
    assert "Ẩn Danh" not in text
    assert not re.search(r"[\w.]+@[\w.]+\.example", own(text))


def test_it_shows_the_plan(sample, page):
    view = View(sample.scenario, sample.plan, "vi")
    for course in view.courses.values():
        assert course.programme.title in page.text
        assert course.room.name in page.text
    assert len([one for one in page.all("details") if "class" in one.get("class", "").split()]) == 3
    for load in view.loads:
        assert load.lecturer.name in page.text
    for words in (sample.scenario.title, "Tỉnh ủy Quảng Trị", "08/01/2024 - 12/01/2024"):
        assert words in page.text
    for sentence in (*sample.result.reasons, *sample.result.warnings):
        assert sentence in page.text


def test_figures_of_the_summary(page, sample):
    (missing,) = {sum(row.shortfall for row in sample.result.coverage)}
    assert f"Còn thiếu {missing:,}".replace(",", ".") in page.text
    assert "Lớp mở 3 trên 4 lớp dự kiến" in page.text
    assert "Chi phí 123.456.789 đồng" in page.text
    assert "0,000001 × Chi phí + 0,01 × Quãng đường đi lại" in page.text


def test_accessibility(page):
    assert page.all("html")[0]["lang"] == "vi"
    assert len(page.all("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert {"aria-label"} <= set(page.all("figure")[0])
    for svg in page.all("svg"):
        assert svg["role"] == "img"
        assert svg["aria-label"]
    assert len(page.all("table")) == len(page.all("caption"))
    assert all("scope" in one for one in page.all("th"))
    labels = {one["for"] for one in page.all("label")}
    assert {one["id"] for one in [*page.all("input"), *page.all("select")]} == labels
    for section in page.all("section"):
        assert "aria-label" in section or "aria-labelledby" in section


def contrast(one, other):
    def light(colour):
        parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_colours_can_be_read_in_light_and_dark(text):
    themes = re.findall(r":root(?:\[[^]]*\])? \{(.*?)\}", text, re.DOTALL)[:2]
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", theme))
        for shade, ink in (("h1", "low"), ("h2", "low"), ("h3", "high"), ("h4", "high")):
            assert contrast(colours[shade], colours[f"h-{ink}"]) >= 4.5, shade
        for ground in ("paper", "card"):
            for ink in ("ink", "soft", "accent", "good", "bad"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for name in ("c0", "c1", "c2", "c3", "c4", "c5", "many"):
            assert contrast(colours[name], "#ffffff") >= 4.5, name


def test_english(sample):
    here, other = halves(html(sample, "en"))
    page = Page(own(here))
    assert page.all("html")[0]["lang"] == "en"
    assert "Lớp mở 3 trên 4 lớp dự kiến" in Page(other).text
    for words in ("Open classes 3 of 4 candidates", "Cost 123,456,789", "Monday 08/01/2024"):
        assert words in page.text


def test_everything_is_escaped():
    evil = "<script>alert('x')</script>\"' onload=\"x"
    scenario = builders.scenario(
        title=evil,
        units=(builders.unit(name=evil),),
        modules=(builders.module("M1", title=evil), builders.module("M2", "b", title=evil)),
        lecturers=(builders.lecturer("L1", name=evil, kind=evil), builders.lecturer("L2")),
        programmes=(builders.programme(title=evil),),
        rooms=(builders.room(name=evil),),
        venues=(builders.venue(name=evil),),
        tiers=(builders.tier(name=evil),),
        classes=(builders.training_class(evil), builders.training_class(evil + "2")),
    )
    sample = make()
    result = sample.result.model_copy(update={"warnings": (evil,), "reasons": (evil,)})
    view = View(scenario, builders.plan(scenario, builders.held(evil)), "en")
    text = index_html(view, result, (), Words("en"), people(view)).decode()
    assert payload_of(text)["units"] == [evil]
    here, other = halves(text)
    page = Page(here)
    assert len(page.all("script")) == 4
    assert Page(other).all("script") == []
    assert not [attributes for _, attributes in page.found if "onload" in attributes]


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_status_has_words(sample, status, language):
    run = sample.result.run.model_copy(update={"interrupted": True})
    result = sample.result.model_copy(update={"status": status, "run": run})
    view = View(sample.scenario, sample.plan, language)
    text = index_html(view, result, sample.coverage, Words(language)).decode()
    assert f'<span class="badge {status.value}">' in text
    assert Words(language)("interrupted") in text


def test_an_empty_plan_has_a_page():
    scenario = builders.scenario()
    view = View(scenario, builders.plan(scenario), "en")
    result = make().result.model_copy(update={"components": {}, "levels": (), "coverage": ()})
    assert (
        "Classes that do not open (1)"
        in Page(own(halves(index_html(view, result, (), Words("en")).decode())[0])).text
    )


def test_the_year_shows_classes_in_lanes_and_marks_of_days(sample):
    view = View(sample.scenario, sample.plan, "vi")
    found = months(view, Words("vi"))
    assert [month.name for month in found][::11] == ["Tháng 1 2024", "Tháng 12 2024"]
    assert [len(month.days) for month in found][:2] == [31, 29]
    january = found[0]
    assert [(bar.course.id, bar.first, bar.length) for bar in january.bars] == [("P-01", 8, 5)]
    assert january.days[0].marks == ("holiday",)
    assert january.days[5].marks == ("rest",)
    assert found[1].days[8].title == "Thứ Sáu 9/2: Tết"
    assert found[4].days[3].marks == ()  # 4 May is worked
    assert found[8].days[15].marks == ("risk",)
    assert found[11].days[1].marks == ("closed",)
    assert "HĐND, Diện Ban Thường vụ" in found[11].days[1].title


def test_special_days_are_told_as_spans(sample):
    rows = special_days(View(sample.scenario, sample.plan, "en"), Words("en"))
    assert ("08/02/2024 - 14/02/2024", "Holiday", "Tết") in rows
    assert ("15/09/2024 - 30/11/2024", "Risk season", "mùa mưa bão") in rows
    assert ("30/04/2024 - 01/05/2024", "Holiday", "Holiday") in rows


def test_classes_at_one_time_and_across_months():
    classes = tuple(builders.training_class(f"K{n}") for n in (1, 2, 3))
    start = builders.MONDAY.replace(month=4, day=30)
    scenario = builders.scenario(
        classes=classes,
        modules=(builders.module("M1", sessions=4), builders.module("M2", "b")),
        horizon={"from": "2024-04-15", "to": "2024-05-10"},
        calendar=Calendar(
            closures=(Closure(start=start, end=start),),
            risk=(RiskPeriod(start=start, end=start, weight=1),),
        ),
    )
    held = (builders.held(one.id, start) for one in classes[:2])
    plan = builders.plan(scenario, *held, builders.held("K3", start.replace(month=5, day=6)))
    april, may = months(View(scenario, plan, "en"), Words("en"))
    assert [(bar.course.id, bar.first, bar.length, bar.lane) for bar in april.bars] == [
        ("K1", 30, 1, 1),
        ("K2", 30, 1, 2),
    ]
    assert [(bar.course.id, bar.first, bar.length, bar.lane) for bar in may.bars] == [
        ("K1", 1, 2, 1),
        ("K2", 1, 2, 2),
        ("K3", 6, 3, 1),
    ]
    assert april.days[0].marks == ("out",)
    assert april.days[29].marks == ("closed", "risk")


def test_search_words_have_no_marks():
    assert fold("Đảng ủy ĐÔNG HÀ") == "dang uy dong ha"


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_script_folds_as_the_page_does(text):
    script = re.search(r"const fold = .*?;\n", text, re.DOTALL).group()
    words = ["Đảng ủy ĐÔNG HÀ", "Nguyễn Thị Hạnh"]
    code = f"{script} console.log(JSON.stringify({json.dumps(words)}.map(fold)))"
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [fold(word) for word in words]
