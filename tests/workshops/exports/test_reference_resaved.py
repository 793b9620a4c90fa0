"""Our Excel files, opened and saved by an office program as people do, still come back whole."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workshops.exports.test_reference_exports import content
from tests.workshops.imports.test_round_trip import PLAIN, built
from workshops.exports.interchange import as_json
from workshops.imports import samples
from workshops.imports.brought import brought
from workshops.schemes.library import text_of_built_in

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_workbooks_that_libreoffice_has_saved_bring_back_everything(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.xlsx" for name in samples.names()]
    for file in files:
        file.write_bytes(content(file.stem, "xlsx", ""))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    saved = tmp_path / "saved"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "xlsx", "--outdir", str(saved)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=120)
    for file in files:
        found = brought((saved / file.name).read_bytes())
        assert found.about is not None
        plan = found.plan(found.about.scheme, found.about.language)
        assert (plan.faults, plan.warnings) == ((), ())
        again = built(plan, found.about.title)
        text = text_of_built_in(file.stem)
        assert as_json(again, found.about.scheme, text, PLAIN) == samples.text(file.stem)
