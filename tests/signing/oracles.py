"""Foreign programs that judge the same messages as we: OpenSSL, GnuTLS, Bouncy Castle. Compares nothing.

Each gives for a message whether it is valid, with what it said. None of them looks at revocation here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from oracle_messages import Message
from pki_for_tests import NOW

JARS = tuple(Path("/usr/share/java") / f"{name}.jar" for name in ("bcprov", "bcpkix", "bcutil"))
AT = str(int(NOW.timestamp()))
_ENVIRONMENT = {**os.environ, "LC_ALL": "C"}


@dataclass(frozen=True)
class Said:
    """What a program said of a message."""

    valid: bool
    text: str
    """For a person who looks into a disagreement."""


@dataclass(frozen=True)
class Filed:
    """A message in its files."""

    message: Message
    path: Path
    content: Path | None
    trusted: Path
    """The anchors, PEM."""


def missing() -> str:
    """Which program is not here; empty when all are."""
    programs = [name for name in ("openssl", "certtool", "java", "javac") if shutil.which(name) is None]
    return ", ".join([*programs, *(str(jar) for jar in JARS if not jar.exists())])


def file_all(messages: Sequence[Message], folder: Path, anchors: dict[str, Path]) -> list[Filed]:
    """Write messages and contents into `folder`; `anchors` by algorithm."""
    filed = []
    for number, message in enumerate(messages):
        path = folder / f"{number:05}.der"
        path.write_bytes(message.data)
        content = None
        if message.content is not None:
            content = folder / f"{number:05}.content"
            content.write_bytes(message.content)
        filed.append(Filed(message, path, content, anchors[message.algorithm]))
    return filed


def _run(command: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        command, capture_output=True, env=_ENVIRONMENT, check=False, timeout=120, stdin=subprocess.DEVNULL
    )
    return done.returncode, " ".join((done.stdout + done.stderr).decode(errors="replace").split())


def _openssl(filed: Filed) -> Said:
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(filed.path), "-purpose", "any"]
    command += ["-attime", AT, "-CAfile", str(filed.trusted), "-out", os.devnull]
    if filed.content is not None:
        command += ["-content", str(filed.content)]
    status, text = _run(command)
    return Said(status == 0, text)


def _gnutls(filed: Filed) -> Said:
    """GnuTLS 3.7 knows no other moment than the clock's: everything here is valid until 2034."""
    command = ["certtool", "--p7-verify", "--inder", "--infile", str(filed.path)]
    command += ["--load-ca-certificate", str(filed.trusted)]
    if filed.content is not None:
        command += ["--load-data", str(filed.content)]
    status, text = _run(command)
    return Said(status == 0 and "Signature status: ok" in text, text)


def openssl(filed: Sequence[Filed]) -> list[Said]:
    """Ask `openssl cms -verify`, a process for each message, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_openssl, filed))


def gnutls(filed: Sequence[Filed]) -> list[Said]:
    """Ask `certtool --p7-verify`, a process for each message, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_gnutls, filed))


def bouncy_castle(filed: Sequence[Filed], folder: Path) -> list[Said]:
    """Compile BouncyVerify.java into `folder` and let one process judge all messages, whatever their anchors."""
    jars = os.pathsep.join(map(str, JARS))
    source = Path(__file__).with_name("BouncyVerify.java")
    subprocess.run(["javac", "-d", str(folder), "-cp", jars, str(source)], check=True, timeout=300, capture_output=True)
    trusted = folder / "anchors.pem"
    trusted.write_bytes(b"".join(path.read_bytes() for path in sorted({one.trusted for one in filed})))
    lines = [f"{one.path}\t{one.content}" if one.content else str(one.path) for one in filed]
    done = subprocess.run(
        [
            "java",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            f"{folder}{os.pathsep}{jars}",
            "BouncyVerify",
            str(trusted),
            AT,
        ],
        input="\n".join(lines).encode() + b"\n",
        capture_output=True,
        check=True,
        timeout=600,
    )
    answers = done.stdout.decode().splitlines()
    assert len(answers) == len(filed)
    return [Said(answer == "valid", answer) for answer in answers]
