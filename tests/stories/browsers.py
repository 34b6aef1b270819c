"""Where a Chromium is, and what to say when there is none."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
HOW_TO_ADD = "Left out: {count} browser journeys, no Chromium was found. Install one (apt install chromium), or name it in CHROMIUM."


def chromium() -> str | None:
    """The system's Chromium; `CHROMIUM` names another."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)
