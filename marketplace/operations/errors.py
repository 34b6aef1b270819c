"""What can stand in the way of running, each with the way out."""

import click


class CannotRun(click.ClickException):
    """Shown as one sentence, Indonesian then English; the exit code is 1."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(f"{indonesian}\n{english}")

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)
