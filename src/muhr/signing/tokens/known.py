"""The PKCS #11 modules that are looked for, by system. Looks at the disk, loads nothing.

Sources: the vendors' installation papers and the paths that OpenSC, browsers and other signing programs look in.
A module that is not here is added by its path (Settings, or `muhr keys --module`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPLACED_BY = "MUHR_TOKEN_MODULES"
"""An environment variable for administrators and tests: these files are looked for (separated as in PATH) instead of
the table below. Empty: none."""


@dataclass(frozen=True, slots=True)
class Known:
    """One vendor's module."""

    name: str
    """For people."""
    linux: tuple[str, ...] = ()
    """File names in the library folders, or absolute paths."""
    windows: tuple[str, ...] = ()
    """File names in System32, or paths below the program folders."""
    macos: tuple[str, ...] = ()
    """File names in the library folders, or absolute paths."""


TABLE = (
    Known(
        "Rutoken",
        ("librtpkcs11ecp.so", "/opt/aktivco/rutokenecp/amd64/librtpkcs11ecp.so"),
        ("rtPKCS11ECP.dll",),
        ("librtpkcs11ecp.dylib", "/Library/Frameworks/rtpkcs11ecp.framework/rtpkcs11ecp"),
    ),
    Known(
        "SafeNet eToken",
        ("libeTPkcs11.so", "libeToken.so"),
        ("eTPKCS11.dll",),
        ("libeTPkcs11.dylib", "/Library/Frameworks/eToken.framework/Versions/Current/libeToken.dylib"),
    ),
    Known(
        "IDPrime",
        ("libIDPrimePKCS11.so", "/usr/lib/pkcs11/libIDPrimePKCS11.so"),
        (
            "IDPrimePKCS1164.dll",
            "Gemalto/IDGo 800 PKCS#11/IDPrimePKCS1164.dll",
            "SafeNet/Authentication/SAC/x64/IDPrimePKCS1164.dll",
        ),
        ("libIDPrimePKCS11.dylib", "pkcs11/libIDPrimePKCS11.dylib"),
    ),
    Known(
        "JaCarta",
        ("libjcPKCS11-2.so", "libjcPKCS11.so"),
        ("jcPKCS11-2.dll", "jcPKCS11.dll", "jcPKCS11ua.dll"),
        ("/Library/Frameworks/jcPKCS11-2.framework/jcPKCS11-2", "libjcPKCS11.dylib"),
    ),
    Known("Avest AvestKey", ("libavcryptokinxt.so",), ("avcryptokinxt.dll", "efitkeynxt.dll"), ()),
    Known(
        "Avtor SecureToken",
        ("libav337p11d.so", "Av337CryptokiD.so"),
        ("Av337CryptokiD.dll",),
        ("libav337p11d.dylib", "libav337CryptokiD.dylib"),
    ),
    Known(
        "YubiKey",
        ("libykcs11.so", "libykcs11.so.2"),
        ("Yubico/Yubico PIV Tool/bin/libykcs11.dll",),
        ("libykcs11.dylib",),
    ),
    Known("ESMART", ("libisbc_pkcs11_main.so",), ("isbc_pkcs11_main.dll",), ("libisbc_pkcs11_main.dylib",)),
    Known("Bit4id", ("libbit4xpki.so", "libbit4ipki.so"), ("bit4xpki.dll", "bit4ipki.dll"), ("libbit4xpki.dylib",)),
    Known(
        "OpenSC",
        ("opensc-pkcs11.so",),
        ("OpenSC Project/OpenSC/pkcs11/opensc-pkcs11.dll", "opensc-pkcs11.dll"),
        ("/Library/OpenSC/lib/opensc-pkcs11.so", "opensc-pkcs11.so"),
    ),
    Known(
        "SoftHSM",
        ("libsofthsm2.so", "softhsm/libsofthsm2.so"),
        ("SoftHSM2/lib/softhsm2-x64.dll", "softhsm2-x64.dll"),
        ("softhsm/libsofthsm2.so",),
    ),
)
"""A vendor's own module stands before OpenSC: of the same key seen twice the first one is taken."""

_LINUX_FOLDERS = (
    *("/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib"),
    *("/usr/local/lib64", "/lib", "/lib64"),
)
_MACOS_FOLDERS = ("/usr/local/lib", "/opt/homebrew/lib", "/Library/Application Support")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a module."""

    name: str
    """For people."""
    path: Path
    """Without links, so that one module under two names is one."""


def candidates(added: Iterable[Path] = (), environment: Mapping[str, str] | None = None) -> list[Candidate]:
    """The well-known modules that are on this computer, then those a person has added.

    Args:
        added: paths from the settings or the command line; one that is no file is a candidate all the same, so that
            it can be said.
        environment: of this process when None.
    """
    variables = os.environ if environment is None else environment
    found: dict[Path, Candidate] = {}
    replaced = variables.get(REPLACED_BY)
    if replaced is not None:
        added = (*(Path(part) for part in replaced.split(os.pathsep) if part), *added)
    else:
        for known in TABLE:
            for place in _places(known, variables):
                if place.is_file():
                    path = place.resolve()
                    found.setdefault(path, Candidate(known.name, path))
    names = {Path(file).name.lower(): known.name for known in TABLE for file in _files(known)}
    for path in added:
        real = path.expanduser().resolve()
        found.setdefault(real, Candidate(names.get(real.name.lower(), real.name), real))
    return list(found.values())


def _files(known: Known) -> Sequence[str]:
    return (*known.linux, *known.windows, *known.macos)


def _places(known: Known, environment: Mapping[str, str]) -> list[Path]:
    """Where a module would be on this system."""
    if sys.platform == "win32":
        system = Path(environment.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        programs = [Path(environment[name]) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)") if name in environment]
        return [
            folder / file for file in known.windows for folder in ([*programs] if "/" in file else [system, *programs])
        ]
    files, folders = (known.macos, _MACOS_FOLDERS) if sys.platform == "darwin" else (known.linux, _LINUX_FOLDERS)
    inside = ("", "pkcs11")
    return [
        Path(folder) / sub / file if not file.startswith("/") else Path(file)
        for file in files
        for folder in (folders if not file.startswith("/") else ("",))
        for sub in inside
    ]
