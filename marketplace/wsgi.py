"""The application as a production server loads it."""

import gc

from marketplace import create_app

app = create_app()
# What is loaded now lives as long as the process: to look through it for garbage would stop a worker for 0.1 s.
gc.collect()
gc.freeze()
