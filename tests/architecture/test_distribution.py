"""What is shipped: resources in an editable install and in a wheel; locks that are whole, hashed, without addresses."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from muhr.resources import resource_dir

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]],
}


def shipped() -> set[str]:
    """Every resource of the checkout, by its path under resources/."""
    top = CHECKOUT / "resources"
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}


def test_an_editable_install_finds_its_resources():
    found = {path.relative_to(resource_dir()).as_posix() for path in resource_dir().rglob("*") if path.is_file()}
    assert found == shipped()
    assert any(path.startswith("trust/") for path in found)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "-w", folder, CHECKOUT], check=True)
    return next(folder.glob("muhr-*.whl"))


def test_a_wheel_holds_code_resources_and_licence(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"muhr/resources/{path}" for path in shipped()} <= names
    assert {"muhr/py.typed", "muhr/__main__.py"} <= names
    assert any(each.endswith("/LICENSE") for each in names)
    assert not any(each.startswith(("tests/", "packaging/")) for each in names)


def test_a_wheel_finds_its_resources(wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    lead = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
    code = "from muhr.resources import resource_dir; print(resource_dir())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", lead + code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert Path(done.stdout.strip()) == tmp_path / "muhr" / "resources"


def pins(name: str) -> dict[str, tuple[Requirement, int]]:
    """Package → its line and how many hashes it has."""
    text = (CHECKOUT / "packaging" / name).read_text(encoding="utf-8")
    found: dict[str, tuple[Requirement, int]] = {}
    for entry in re.sub(r"\\\n", " ", text).splitlines():
        if entry and not entry.startswith("#"):
            line, *hashes = re.split(r"\s+--hash=sha256:", entry.strip())
            assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in hashes)
            requirement = Requirement(line)
            found[canonicalize_name(requirement.name)] = (requirement, len(hashes))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_whole_and_hashed(name: str):
    locked = pins(name)
    for requirement, hashes in locked.values():
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), f"{requirement.name} is not pinned"
        assert hashes > 0
    for text in LOCKS[name]:
        wanted = Requirement(text)
        pinned, _ = locked[canonicalize_name(wanted.name)]
        version = str(pinned.specifier).removeprefix("==")
        assert wanted.specifier.contains(version, prereleases=True), f"run dev.py lock: {wanted} is not {version}"


def test_every_library_that_is_imported_is_declared():
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    known = packages_distributions()
    missing = set()
    for path in (CHECKOUT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for top in {name.partition(".")[0] for name in names} - {"muhr"} - sys.stdlib_module_names:
                if declared.isdisjoint(canonicalize_name(each) for each in known.get(top, ["nothing"])):
                    missing.add(f"{path.relative_to(CHECKOUT)}: {top}")
    assert sorted(missing) == []


def test_both_locks_agree():
    small, large = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {each: str(pin[0]) for each, pin in small.items()} == {each: str(large[each][0]) for each in small}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str):
    text = (CHECKOUT / "packaging" / name).read_text(encoding="utf-8")
    assert "://" not in text
    options = [line.split()[0] for line in text.splitlines() if line.startswith("-")]
    assert options == []


@pytest.mark.parametrize("name", LOCKS)
def test_qt_is_the_version_that_does_not_abort(name: str):
    # 6.12.0 loses references of True on Python 3.11: the process aborts after some 570 signals.
    assert str(pins(name)["pyside6-essentials"][0]) == "pyside6-essentials==6.11.3"
    assert str(pins(name)["shiboken6"][0]) == "shiboken6==6.11.3"


@pytest.mark.parametrize(
    ("platform", "name"), [("win32", "pywin32-ctypes"), ("linux", "secretstorage"), ("linux", "jeepney")]
)
def test_the_lock_serves_other_systems_too(platform: str, name: str):
    requirement, _ = pins("requirements.txt")[name]
    assert requirement.marker is not None
    assert requirement.marker.evaluate({"sys_platform": platform})


def test_ci_calls_the_suite():
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "exec python3 packaging/dev.py test" in script.read_text(encoding="utf-8")
