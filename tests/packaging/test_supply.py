"""What comes from others: pinned by hash, under licences we allow, listed; and our own wheel."""

import hashlib
import json
import os
import subprocess
import sys
from importlib import metadata

import pytest

from tests.packaging import sbom
from tests.packaging.audit import allowed
from tests.packaging.sbom import ROOT


def test_every_pin_has_hashes_and_is_what_is_installed():
    pins = sbom.pins()
    assert len(pins) > 50
    for pin in pins:
        assert pin.hashes, pin.name
        assert metadata.version(pin.name) == pin.version


def test_licences_of_a_run_are_allowed():
    needed = sbom.needed_for_a_run()
    assert {"ortools", "pydantic-core", "markupsafe"} <= needed
    for name in sorted(needed):
        assert set(sbom.licences(name)) <= allowed("a run"), name


def test_licences_of_development_are_allowed():
    for pin in sbom.pins():
        assert set(sbom.licences(pin.name)) <= allowed("a run") | allowed("development only"), (
            pin.name
        )


def test_the_bill_of_materials_lists_the_lock():
    bill = sbom.bill()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    refs = [part["bom-ref"] for part in bill["components"]]
    assert refs == [f"pkg:pypi/{sbom.normal(p.name)}@{p.version}" for p in sbom.pins()]
    assert len(set(refs)) == len(refs)
    assert {part["scope"] for part in bill["components"]} == {"required", "optional"}
    assert json.dumps(bill) == json.dumps(sbom.bill())


@pytest.mark.slow
def test_two_builds_give_the_same_wheel(tmp_path):
    digests = set()
    for name in ("one", "two"):
        command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir")
        subprocess.run(
            [*command, str(tmp_path / name), str(ROOT)],
            check=True,
            capture_output=True,
            env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
        )
        (wheel,) = (tmp_path / name).glob("*.whl")
        digests.add(hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert len(digests) == 1
