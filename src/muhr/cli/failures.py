"""What an exception means to the person at the terminal: one calm sentence, what to do, and an exit code."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

import click

from muhr.cli.call import Call
from muhr.cli.output import answer, plain, say
from muhr.domain import errors

DONE, NOT_ALL, UNKNOWN, BAD_USAGE, KEY, PROVIDER, WORKSPACE, BUG, STOPPED = 0, 1, 2, 3, 4, 5, 6, 70, 130

_EXIT_CODES: tuple[tuple[type[errors.MuhrError], int], ...] = (
    (errors.Cancelled, STOPPED),
    (errors.KeyAccessError, KEY),
    (errors.MessageMalformed, BAD_USAGE),
    (errors.CannotJudge, UNKNOWN),
    (errors.SignatureError, NOT_ALL),
    (errors.OutcomeUnknown, UNKNOWN),
    (errors.Refused, NOT_ALL),
    (errors.ProviderError, PROVIDER),
    (errors.WorkspaceError, WORKSPACE),
    (errors.InputError, BAD_USAGE),
    (errors.KnownError, NOT_ALL),
)
"""The first class that fits decides; what is not here is a mistake of ours."""

_ADVICE = {
    "key-wrong-password": "Nothing was signed. Check the password, then run the same command again.",
    "key-locked": "The key is locked; the office that issued it can help.",
    "key-expired": "Ask the certification centre for a new key; until then nothing can be signed with this one.",
    "key-unusable": "Choose another key: `muhr keys` lists those that can be used.",
    "key-unreadable": "Choose another file: `muhr keys` lists the keys that can be found.",
    "provider-unreachable": "Nothing was sent. Check the network, then run the same command again.",
    "provider-unauthorised": "Check the account's login and password: `muhr accounts test`.",
    "provider-pin": "Log in with the one-time code: `muhr accounts login ID --remember` (ID: `muhr accounts list`).",
    "provider-throttled": "The provider wants a pause; run the same command again a little later.",
    "provider-outcome-unknown": "See `muhr outbox`; Muhr asks before it would ever send again.",
    "secrets-missing": "Give them with --secrets-stdin, or install a keyring; see `muhr refresh --help`.",
    "workspace-locked": "Close the other Muhr, or give this one a folder of its own with --workspace.",
    "workspace-too-new": "Install the newer Muhr, or give another folder with --workspace.",
    "workspace-corrupt": "The file was not changed. A backup, if there is one, lies beside it.",
    "workspace-disk-full": "Make some room on the disk, then run the same command again.",
}
"""What to do about each class of the tree, by its code."""

_NARROWER = {
    "key-not-yet-valid": "Check the date of this computer; before that day nothing can be signed with this key.",
    "key-other-company": "Choose the key of that company: `muhr keys` lists whose they are.",
    **dict.fromkeys(
        ("key-removed", "key-other-token", "key-session-lost", "key-device-failed", "device-silent", "device-busy"),
        "What was signed is delivered. Run the same command again for the rest.",
    ),
    **dict.fromkeys(
        ("key-pin-length", "key-pin-unfit", "key-pin-expired", "key-pin-not-set", "key-in-use", "key-module-failed"),
        "Nothing was signed. Run the same command again then.",
    ),
    "key-token-unknown": "Name that program's module with --module PATH if Muhr does not find it by itself.",
    "provider-credentials": "Check the account's login and password: `muhr accounts test`.",
    "no-credentials": "Check the account's login and password: `muhr accounts test`.",
    "provider-pin-wrong": "Nothing is tried again by itself: `muhr accounts login ID` asks for a new code.",
    "download-kind": "`muhr refresh` asks how the document stands now.",
    "archive-refused": "Only a document that both sides have signed has an archive; `muhr refresh` asks how it stands.",
    "file-exists": "Give another name with --to, or replace it with --force.",
    "workspace-unusable": "Give a folder that can be written to with --workspace.",
}
"""The same for codes that one place narrows a class to, where the class's advice would not help."""


def exit_code(error: errors.MuhrError) -> int:
    """The exit code of a typed error."""
    return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), BUG)


def advice(error: errors.MuhrError) -> str:
    """What the person can do about an error, by its own code or its class's; empty when the sentence says all."""
    return _NARROWER.get(error.code) or _ADVICE.get(error.code) or _ADVICE.get(type(error).code, "")


def report(error: BaseException, call: Call) -> int:
    """Tell the person (and, with --json, the calling program) how the call failed; give the exit code."""
    try:
        return _report(error, call)
    except BrokenPipeError:  # the reader of our answer has gone: nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_ALL


def _report(error: BaseException, call: Call) -> int:
    if isinstance(error, BrokenPipeError):
        raise error
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort, EOFError)):
        return _tell(call, STOPPED, "cancelled", "Stopped.")
    if isinstance(error, click.exceptions.NoArgsIsHelpError):  # its message is the whole help
        return _tell(call, BAD_USAGE, "usage", "Missing command.", hint=f"See `{error.ctx.command_path} --help`.")
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        hint = f"See `{context.command_path} --help`." if context else ""
        return _tell(call, BAD_USAGE, "usage", _sentence(error.format_message()), hint=hint)
    if isinstance(error, errors.MuhrError) and not isinstance(error, errors.BugError):
        if call.as_json:
            answer({"error": record(error)})
        return tell_person(error)
    if isinstance(error, OSError) and error.filename is not None:
        return _tell(call, BAD_USAGE, "file", f"{error.filename}: {(error.strerror or 'cannot be used').lower()}.")
    place = _write_report(error, call)
    return _tell(call, BUG, "bug", "Muhr made a mistake and stopped here.", hint=f"A report without secrets: {place}")


def record(error: errors.MuhrError) -> dict[str, str]:
    """A typed error as other programs read it."""
    return {
        "code": error.code,
        "message": _sentence(str(error)),
        "advice": advice(error),
        "retry": error.retry.value,
    }


def tell_person(error: errors.MuhrError) -> int:
    """Tell the person of a typed error, on stderr; give its exit code."""
    say(plain(_sentence(str(error))))
    if hint := advice(error):
        say(plain(hint))
    return exit_code(error)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else text + "."


def _tell(call: Call, status: int, code: str, sentence: str, *, hint: str = "") -> int:
    if call.as_json:
        answer({"error": {"code": code, "message": sentence, "advice": hint, "retry": errors.Retry.NEVER.value}})
    say(plain(sentence))
    if hint:
        say(plain(hint))
    return status


def _write_report(error: BaseException, call: Call) -> Path:
    """Write where it happened: places in the code and kinds of errors. No values: nothing secret is in it."""
    from muhr import __version__

    now = datetime.now(UTC)
    lines = [
        f"Muhr {__version__}, Python {platform.python_version()}, {platform.platform()}, {now:%Y-%m-%d %H:%M:%S} UTC",
        "",
    ]
    step: BaseException | None = error
    while step is not None:
        lines.append(f"{type(step).__module__}.{type(step).__qualname__}{_harmless_words(step)}")
        for frame in traceback.extract_tb(step.__traceback__):
            lines += [f"  {frame.filename}:{frame.lineno} {frame.name}", f"    {frame.line}"]
        step = step.__cause__ or step.__context__
    text = "\n".join(lines) + "\n"
    name = f"muhr-report-{now:%Y%m%d-%H%M%S}.txt"
    for folder in (call.workspace, Path(tempfile.gettempdir())):
        try:
            if folder is not None and folder.is_dir():
                (folder / name).write_text(text, encoding="utf-8")
                return folder / name
        except OSError:
            continue
    say(text)
    return Path("above")


def _harmless_words(error: BaseException) -> str:
    """What an exception says, where that can only be names out of the code; our own errors give their code."""
    if isinstance(error, errors.BugError):
        return f" ({error.code}): {error}"  # a sentence of ours, written for this report
    if isinstance(error, errors.MuhrError):
        return f" ({error.code})"
    if isinstance(error, (TypeError, AttributeError, NameError, ImportError, NotImplementedError)):
        return f": {error}"
    return ""
