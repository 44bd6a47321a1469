"""The door: parse the command line, call one façade function, print, choose the exit code."""

import click


@click.command()
def main() -> None:
    """Plan refresher training."""
    raise click.UsageError("planning is not built yet")
