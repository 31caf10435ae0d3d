"""Which browser drives the page."""

from __future__ import annotations

import os
import shutil

CHROMIUM = os.environ.get("WIRETALLY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = ["--no-sandbox", "--disable-background-networking"]
