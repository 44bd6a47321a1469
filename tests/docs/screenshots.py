"""Makes the pictures of the documentation anew: `python -m tests.docs.screenshots`.

Needs chromium; the workbook's picture also LibreOffice and pdftoppm, and is left as it is without
them. Sizes are fixed, colours few: all pictures together stay below a megabyte and a half.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from rich.console import Console

from scheduler.load import load_plan, load_result, load_scenario
from scheduler.terminal.summary import show_plan
from tests.browser.chromium import browser
from tests.browser.server import served

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
WIDTH = 108
COLOURS = 96
SHEET = 400
FONTS = "Consolas, Menlo, 'Liberation Mono', monospace"
FONT_FACE = re.compile(r"@font-face \{[^}]*\}\s*")
SECONDS = "20"
PATIENCE = 300_000
MOVED, DAY = "D-01", "2024-05-28"  # where another class is already
SEE = {"en": "See what follows", "vi": "Xem hệ quả"}


def schedule(*words: str, cwd: Path) -> None:
    """Run the program."""
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)


class Wrapping(Console):
    """A console that breaks long lines, as the window of a terminal does."""

    def print(self, *objects: Any, **fields: Any) -> None:
        """Print without leaving long lines whole."""
        super().print(*objects, **{**fields, "soft_wrap": False})


def terminal(folder: Path, language: str) -> None:
    """Draw the summary of a run as a terminal shows it, without fonts from elsewhere."""
    scenario = load_scenario(folder / "scenario.json").scenario
    result = load_result(folder)
    assert result is not None
    still = result.model_copy(update={"run": result.run.model_copy(update={"wall_seconds": 4.5})})
    console = Wrapping(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        highlight=False,
        markup=False,
        emoji=False,
    )
    line = "schedule my-demo/demo.yaml" + (" --language en" if language == "en" else "")
    console.print(f"$ {line}", style="bold")
    show_plan(console, scenario, load_plan(folder), still, Path("out/demo"))
    drawn = console.export_svg(title="Terminal", unique_id="terminal")
    plain = FONT_FACE.sub("", drawn).replace("Fira Code, monospace", FONTS)
    (IMAGES / f"terminal-{language}.svg").write_text(plain, encoding="utf-8")


def keep(picture: bytes | Image.Image, name: str) -> None:
    """Write a picture with few colours."""
    image = Image.open(io.BytesIO(picture)) if isinstance(picture, bytes) else picture
    few = image.convert("RGB").quantize(
        colors=COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    few.save(IMAGES / f"{name}.png", optimize=True)


def plan_page(page: Any, folder: Path) -> None:
    """Take the page of a plan in both languages."""
    page.set_viewport_size(DESK)
    page.goto((folder / "index.html").as_uri())
    for language in ("vi", "en"):
        if page.locator("#page").get_attribute("lang") != language:
            page.click("#language")
        page.wait_for_timeout(300)
        keep(page.screenshot(), f"page-{language}")


def workbook(folder: Path) -> None:
    """Take the second sheet of the workbook, as LibreOffice prints it."""
    office, draw = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or draw is None:
        print("no LibreOffice or pdftoppm: the workbook's picture stays as it is", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as place:
        command = [office, f"-env:UserInstallation=file://{place}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", place, str(folder / "timetable.xlsx")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        pdf = f"{place}/timetable.pdf"
        command = [draw, "-png", "-singlefile", "-f", "3", "-l", "3", "-scale-to-x", "1366"]
        subprocess.run([*command, "-scale-to-y", "-1", pdf, f"{place}/sheet"], check=True)
        sheet = Image.open(f"{place}/sheet.png")
        keep(sheet.crop((0, 0, sheet.width, SHEET)), "workbook")


def desk(folder: Path, opened: Any, language: str) -> None:
    """Take the served application: home, what follows when a class is moved, a faulty table."""
    with served(folder, "--language", language) as address:
        base = address.partition("/enter")[0]
        page = opened.new_page(
            viewport=DESK, locale=f"{language}-{'GB' if language == 'en' else 'VN'}"
        )
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        keep(page.screenshot(), f"desk-home-{language}")
        page.goto(f"{base}/plans/out%3Ademo")
        page.wait_for_selector("html[data-ready]", state="attached")
        page.select_option("#choose", MOVED)
        page.wait_for_selector("#class .card")
        page.fill("#class input[type='date']", DAY)
        page.locator("#class button").filter(has_text=SEE[language]).first.click()
        page.wait_for_selector("#told .card")
        keep(page.screenshot(), f"desk-plan-{language}")
        page.goto(f"{base}/scenarios/my-demo%3Ademo.yaml")
        table = (folder / "my-demo" / "demo-data" / "cadres.csv").read_bytes()
        faulty = table.replace(b",P,T2,", b",Q,T2,", 2).replace(b",D,T1,", b",D,T9,", 1)
        upload = {"name": "cadres.csv", "mimeType": "text/csv", "buffer": faulty}
        page.set_input_files("input[type='file']", upload)
        page.locator("form:has(input[type='file']) button").click()
        page.wait_for_url("**/uploads/**")
        keep(page.screenshot(), f"desk-upload-{language}")
        page.close()


def main() -> None:
    """Make all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        schedule("init", "demo", "my-demo", cwd=home)
        folder = home / "out" / "demo"
        for language in ("en", "vi"):
            words = ("--time-limit", SECONDS, "--quiet", "--language", language)
            schedule("my-demo/demo.yaml", *words, cwd=home)
            terminal(folder, language)
        with browser() as opened:
            plan_page(opened.new_page(), folder)
            for language in ("en", "vi"):
                desk(home, opened, language)
        workbook(folder)


if __name__ == "__main__":
    main()
