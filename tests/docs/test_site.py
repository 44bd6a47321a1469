"""The documentation as a site: whole, strict, and able to stand in a folder without a network."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pymdownx.slugs import slugify

from tests.browser.chromium import browser, needs_chromium

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
IMAGES = DOCS / "images"
PAGES = sorted(DOCS.glob("**/*.md"))
MAX_IMAGES = 1_500_000
VIETNAMESE = ("Start", "How-to")  # what planners read exists in both languages


def build(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", folder)
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(folder, ROOT / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def entries(nav) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav
    return [page for part in parts for page in entries(part)]


def navigation() -> list[dict[str, list]]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text[text.index("\nnav:") :])["nav"]


def test_every_page_is_built_and_stands_in_the_navigation_once(site):
    pages = entries(navigation())
    assert sorted(pages) == [str(page.relative_to(DOCS)) for page in PAGES]
    for page in pages:
        built = Path(re.sub(r"README$", "index", page.removesuffix(".md"))).with_suffix(".html")
        assert (site / built).is_file(), page


def test_what_planners_read_exists_in_both_languages():
    sections = {name: entries(pages) for part in navigation() for name, pages in part.items()}
    english = [page for name in VIETNAMESE for page in sections[name]]
    assert sections["Tiếng Việt"] == [f"vi/{page}" for page in english]
    for page in english:
        assert f"(vi/{page})" in (DOCS / page).read_text(encoding="utf-8"), page
        assert f"(../{page})" in (DOCS / "vi" / page).read_text(encoding="utf-8"), page


def test_a_page_says_in_which_language_it_is(site):
    assert '<html lang="en"' in (site / "tutorial.html").read_text(encoding="utf-8")
    assert '<html lang="vi"' in (site / "vi" / "tutorial.html").read_text(encoding="utf-8")


def test_a_page_asks_nothing_of_the_network(site):
    loads = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="?(https?:)?//')
    for page in site.glob("**/*.html"):
        assert not loads.search(page.read_text(encoding="utf-8")), page
    for sheet in site.glob("**/*.css"):
        assert not re.search(r"url\(\"?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_a_link_that_leads_nowhere_fails_the_build(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[b](index.md#b)\n", encoding="utf-8")
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    plain = text[: text.index("\nnav:")].replace("tests/docs/", f"{ROOT}/tests/docs/")
    config.write_text(plain, encoding="utf-8")
    done = build(tmp_path / "site", config)
    assert done.returncode != 0
    assert "#b" in done.stderr


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and the site name them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    name = slugify(case="lower")
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {name(re.sub(r"[`*]|\[|\]\([^)]*\)", "", title), "-") for title in titles}


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *PAGES], ids=lambda path: str(path.relative_to(ROOT))
)
def test_anchors_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)]*#[^)]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        if "://" not in target:
            page = path.parent / file if file else path
            assert anchor in anchors(page), target


def test_pictures_are_small_and_all_shown():
    pictures = sorted(IMAGES.iterdir())
    assert sum(picture.stat().st_size for picture in pictures) < MAX_IMAGES
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [picture.name for picture in pictures if f"images/{picture.name})" not in shown] == []
    for picture in IMAGES.glob("*.svg"):
        text = picture.read_text(encoding="utf-8")
        assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", text), picture
    for name in re.findall(r"!\[[^\]]*\]\(", shown):
        assert len(name) > len("![]("), "a picture has no words for those who cannot see it"


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "words", "expected"),
    [("index.html", "repair", "repair"), ("vi/index.html", "phát hành", "Phát hành")],
)
def test_the_search_works_from_a_folder(site, page, words, expected):
    asked = []
    with browser() as opened:
        view = opened.new_page(viewport={"width": 1366, "height": 768})
        view.set_default_timeout(300_000)  # the machine may be busy
        view.on("request", lambda request: asked.append(request.url))
        view.goto((site / page).as_uri())
        view.fill(".md-search__input", words)
        view.wait_for_selector(".md-search-result__item")
        assert expected.lower() in view.inner_text(".md-search-result").lower()
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
