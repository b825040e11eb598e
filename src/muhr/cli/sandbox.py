"""`muhr sandbox`: the built-in world by itself, for training and for other people's tests."""

from __future__ import annotations

from pathlib import Path

import click

from muhr.cli.call import common


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port on 127.0.0.1 (any free one).")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Folder for its keys.")
@click.option("--documents", type=click.IntRange(1, 100_000), metavar="N", help="How many more documents wait in it.")
@click.option("--parent-pipe", is_flag=True, help="Stop when stdin ends: with the program that started it.")
@common
def sandbox(port: int, data: Path | None, documents: int | None, parent_pipe: bool) -> int:
    """Run the built-in world by itself.

    Prints one line of JSON: base URLs, key files and their passwords (all of them fictional), the ledger's URL. Then
    runs until it is stopped (Ctrl-C, SIGTERM). It listens on 127.0.0.1 only.
    """
    from muhr.sandbox.serve import run_forever

    run_forever(port, data, documents=documents, parent_pipe=parent_pipe)
    return 0
