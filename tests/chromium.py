"""Where this machine has Chromium.

python -m tests.chromium finds it, installs it where it may, or says how to get it.

Its headless shell is preferred: the same engine without the windows around it, which nobody sees
here and which take more than half of the journeys' time.
"""

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = (
    "The browser journeys need Chromium, and there is none here. Install it "
    "(Debian, Ubuntu: apt-get install chromium) or set CHROMIUM to the path of its program."
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The path of the program, None where there is none. CHROMIUM names one of your own."""
    candidates = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else [*NAMES, *PLACES]
    return next((path for name in candidates if (path := shutil.which(name))), None)


def install() -> None:
    """With apt-get where we are root; otherwise nothing happens."""
    if os.environ.get("CHROMIUM") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser journeys ...", flush=True)
    _apt("update", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20")
    _apt("install", "--yes", "--no-install-recommends", SHELL)
    if not find():  # not every system has the shell
        _apt("install", "--yes", "--no-install-recommends", "chromium")


def _apt(*command: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    nothing = subprocess.DEVNULL
    subprocess.run(
        ["apt-get", "-qq", *command], env=quiet, stdout=nothing, stderr=nothing, check=False
    )


def main() -> int:
    if not shutil.which(SHELL):
        install()
    if not find():
        print(MISSING, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
