"""The application as a production server loads it."""

import gc

from marketplace.config import Settings
from marketplace.operations.site import make_site

app = make_site(Settings.from_environment())
# What was loaded lives as long as the process: looking through it for garbage would stop every thread.
gc.collect()
gc.freeze()
