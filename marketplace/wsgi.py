"""The application as a production server loads it."""

from marketplace import create_app

app = create_app()
