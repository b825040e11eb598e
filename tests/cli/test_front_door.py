"""How a call begins and ends: help, usage, exit codes, errors for people and for programs, harmless output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from terminal import NO_KEYRING, Muhr

from muhr.cli import failures, main
from muhr.cli.call import Call
from muhr.cli.output import plain
from muhr.domain import errors

HEAVY = (
    "rich",
    "PySide6",
    "sqlalchemy",
    "httpx",
    "cryptography",
    "asn1crypto",
    "starlette",
    "stdnum",
    "muhr.bootstrap",
)


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys; from muhr.__main__ import main; sys.argv = ['muhr', '--help']; status = main(); "
        f"print([each for each in {HEAVY!r} if each in sys.modules], status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[] 0"
    for command in main._COMMANDS:
        assert f"\n  {command} " in done.stdout
    for code in ("0", "1", "2", "3", "4", "5", "6", "70", "130"):
        assert f"\n    {code} " in done.stdout


@pytest.mark.parametrize("name", main._COMMANDS)
def test_every_command_loads_and_takes_the_common_options(name: str):
    command = main.muhr.get_command(click.Context(main.muhr), name)
    assert command is not None
    commands = [command, *command.commands.values()] if isinstance(command, click.Group) else [command]
    for each in commands:
        options = {option for parameter in each.params for option in parameter.opts}
        assert {"--workspace", "--json"} <= options, each.name
        assert each.help


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nothing"],
        ["nothing"],
        ["sign"],
        ["sign", "--key", "/no/such/file", "--all"],
        ["verify"],
        ["verify", "/no/such/file"],
        ["outbox", "resolve", "abc", "--as", "maybe"],
        ["accounts", "remove"],
        ["sandbox", "--port", "70000"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_3_and_one_sentence(muhr: Muhr, arguments: list[str]):
    done = muhr(*arguments)
    assert done.status == 3
    assert done.out == ""
    assert done.err.strip()
    assert "Traceback" not in done.err
    told = muhr(*arguments, "--json")
    assert told.status == 3
    assert set(told.json["error"]) == {"code", "message", "advice", "retry"}
    assert told.json["error"]["message"] in told.err


def test_there_is_no_window_without_a_screen(muhr: Muhr):
    muhr.more["QT_QPA_PLATFORM"] = ""
    done = muhr()
    assert done.status == 3
    assert "--help" in done.err


def test_the_version():
    done = subprocess.run([sys.executable, "-m", "muhr", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Muhr 0.")
    for order in (["--json", "--version"], ["--version", "--json"]):
        told = subprocess.run([sys.executable, "-m", "muhr", *order], capture_output=True, text=True, check=True)
        assert json.loads(told.stdout) == {"name": "Muhr", "version": done.stdout.split()[1]}


@pytest.mark.parametrize("arguments", [["--json", "accounts"], ["accounts", "--json"], ["accounts"]], ids=" ".join)
def test_a_group_without_a_command_says_so_in_a_few_words(muhr: Muhr, arguments: list[str]):
    done = muhr(*arguments)
    assert done.status == 3
    assert done.err.splitlines() == ["Missing command.", "See `muhr accounts --help`."]
    if "--json" in arguments:
        assert done.json["error"]["message"] == "Missing command."


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody can make another")
def test_an_unusable_workspace_is_not_said_to_lose_anything(muhr: Muhr, tmp_path: Path):
    (tmp_path / "file").write_text("")
    for folder in (Path("/proc/nope"), tmp_path / "file" / "inside"):
        muhr.workspace = folder
        done = muhr("inbox", "--json")
        assert (done.status, done.json["error"]["code"]) == (6, "workspace-unusable")
        assert str(folder) in done.json["error"]["message"]
        assert "under way" not in done.err
        assert "--workspace" in done.json["error"]["advice"]


ERRORS = [
    (errors.Cancelled("No"), 130),
    (errors.WrongPassword("The password does not open the key"), 4),
    (errors.KeyExpired("Expired"), 4),
    (errors.MessageMalformed("Broken"), 3),
    (errors.ContentUnsafe("No"), 1),
    (errors.CannotJudge("Unknown"), 2),
    (errors.Unreachable("No answer"), 5),
    (errors.Unauthorised("Not accepted"), 5),
    (errors.Refused("No", code="provider-balance"), 1),
    (errors.OutcomeUnknown("Cut"), 2),
    (errors.WorkspaceLocked("Locked"), 6),
    (errors.StorageFull("Full"), 6),
    (errors.InputError("What"), 3),
    (KeyboardInterrupt(), 130),
    (click.Abort(), 130),
    (FileNotFoundError(2, "No such file or directory", "/gone"), 3),
]


@pytest.mark.parametrize(("error", "status"), ERRORS, ids=lambda value: type(value).__name__)
def test_each_error_is_a_sentence_and_a_code(error: BaseException, status: int, capsys: pytest.CaptureFixture[str]):
    assert failures.report(error, Call(as_json=True)) == status
    told = capsys.readouterr()
    record = json.loads(told.out)["error"]
    assert record["message"].endswith((".", "!", "?"))
    assert record["message"] in told.err
    assert "Traceback" not in told.err


def test_a_narrower_code_gets_the_advice_of_its_family():
    assert failures.advice(errors.Unreachable("x", code="provider-proxy")) == failures.advice(errors.Unreachable("x"))


def test_advice_for_a_narrower_code_is_for_one_that_is_raised():
    source = Path(failures.__file__).parents[1]
    code = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py") if path.name != "failures.py")
    assert [each for each in failures._NARROWER if f'"{each}"' not in code] == []


def test_a_mistake_of_ours_leaves_a_report_without_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(ValueError, match="hunter2") as caught:
        raise ValueError("password hunter2")
    assert failures.report(caught.value, Call(workspace=tmp_path)) == 70
    told = capsys.readouterr().err
    report = next(tmp_path.glob("muhr-report-*.txt"))
    assert str(report) in told
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "test_front_door.py" in text
    assert "hunter2" not in text.replace('raise ValueError("password hunter2")', "")
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Намуна Савдо МЧЖ «Oʻzbekiston»", "Намуна Савдо МЧЖ «Oʻzbekiston»"),
        ("\x1b[31mred\x1b]0;title\x07", "�[31mred�]0;title�"),
        ("a\u202egnp.exe", "a�gnp.exe"),
        ("two\r\nlines\tand\u2028more", "two  lines and more"),
        ("[bold]as it is[/bold]", "[bold]as it is[/bold]"),
    ],
)
def test_foreign_text_is_made_harmless(text: str, shown: str):
    assert plain(text) == shown


def test_foreign_markup_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]):
    from muhr.cli.output import table

    table(["Name"], [["[red]x[/red] :smile: \x1b[2J"]])
    shown = capsys.readouterr().out
    assert "[red]x[/red] :smile: �[2J" in shown


def test_a_reader_that_goes_away_is_no_mistake(tmp_path: Path):
    code = "import sys; from muhr.cli.main import main; sys.exit(main(['keys', '--dir', sys.argv[1], '--json']))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": NO_KEYRING}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        assert process.wait(timeout=60) in {0, 1}
    assert "Traceback" not in told
    assert "mistake" not in told
