"""dev.py: what can be tried without making a second environment. Its processes are real ones."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPTS = CHECKOUT / "packaging"
NOBODY = 65534


def dev(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **options)


def inside(code: str, *, cwd: Path = SCRIPTS, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a few lines with dev.py's own modules at hand."""
    lead = f"import sys; sys.path.insert(0, {str(cwd)!r}); "
    return subprocess.run(
        [sys.executable, "-c", lead + code],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **options,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what dev.py reads, without an environment."""
    shutil.copytree(SCRIPTS, tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(CHECKOUT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_help_names_every_command():
    done = dev("--help")
    assert done.returncode == 0
    for command in ("setup", "demo", "test", "lint", "bench", "screenshots", "lock"):
        assert command in done.stdout


@pytest.mark.parametrize("arguments", [(), ("nothing",), ("setup", "more"), ("demo", "--window")])
def test_bad_usage_is_status_2(arguments: tuple[str, ...]):
    done = dev(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_only_the_standard_library_is_imported(checkout: Path):
    code = (
        "import dev, sys; print([each for each in sys.modules if each.partition('.')[0] in ('click', 'pip', 'muhr')])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(checkout / 'packaging')!r}); {code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/requirements-dev.txt", None])
def test_the_stamp_follows_what_the_environment_is_made_from(checkout: Path, changed: str | None):
    code = "import environment; print(environment._stamp('3.11.7'))"
    before = inside(code, cwd=checkout / "packaging")
    if changed:
        with (checkout / changed).open("a") as stream:
            stream.write("\n# changed\n")
    after = inside(code, cwd=checkout / "packaging")
    assert before.returncode == after.returncode == 0
    assert (before.stdout == after.stdout) == (changed is None)


def test_another_python_is_another_stamp(checkout: Path):
    code = "import environment; print(environment._stamp('3.11.7') != environment._stamp('3.12.1'))"
    assert inside(code, cwd=checkout / "packaging").stdout.strip() == "True"


def test_a_broken_environment_is_noticed(checkout: Path):
    python = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.parent.mkdir(parents=True)
    python.symlink_to(checkout / "gone")
    assert (
        inside("import environment; print(repr(environment._venv_version()))", cwd=checkout / "packaging").stdout
        == "''\n"
    )


def test_this_environment_is_recognised():
    done = inside("import environment, sys; print(environment._venv_version() == sys.version.strip())")
    expected = "True" if Path(sys.prefix) == CHECKOUT / ".venv" else "False"
    assert done.stdout.strip() == expected


@pytest.mark.skipif(os.name == "nt", reason="signals and shell scripts")
@pytest.mark.parametrize(("script", "status"), [("exit 7", 7), ("kill -ABRT $$", 128 + signal.SIGABRT)])
def test_a_command_gives_its_status_as_a_shell_would(script: str, status: int):
    done = inside(f"import dev; sys.exit(dev.run('sh', '-c', {script!r}))")
    assert done.returncode == status


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_waits_for_the_command(tmp_path: Path):
    mark = tmp_path / "ended"
    script = f"trap 'sleep 0.2; echo well > {mark}; exit 5' INT; echo ready; while :; do sleep 0.05; done"
    code = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import dev; sys.exit(dev.run('sh', '-c', {script!r}))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 5
    assert mark.read_text() == "well\n"


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt")


@linux
def test_qt_starts_here_and_a_program_that_does_not_is_told_from_one_that_does(tmp_path: Path):
    broken = tmp_path / "python"
    broken.write_text(
        "#!/bin/sh\necho 'Traceback' >&2\n"
        "echo 'ImportError: libEGL.so.1: cannot open shared object file: No such file' >&2\nexit 1\n"
    )
    broken.chmod(0o755)
    code = (
        "import system; from pathlib import Path; "
        f"print(repr(system._qt_trouble(Path({sys.executable!r}), 'offscreen'))); "
        f"print(system._qt_trouble(Path({str(broken)!r}), 'offscreen'))"
    )
    works, does_not = inside(code).stdout.splitlines()
    assert works == "''"
    assert "libEGL.so.1" in does_not


@linux
def test_a_dead_display_is_no_reason_to_install_anything():
    environment = {**os.environ, "DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"}
    code = f"import system; from pathlib import Path; print(system._qt_trouble(Path({sys.executable!r}), 'xcb'))"
    trouble = inside(code, env=environment).stdout
    assert trouble.strip()
    if "could not connect" not in trouble:
        pytest.skip(f"the libraries for X are not installed here: {trouble}")
    code = f"import system; from pathlib import Path; system.ensure_qt(Path({sys.executable!r})); print('calm')"
    done = inside(code, env=environment)
    assert done.stdout.strip() == "calm", done.stderr
    code = f"import system; from pathlib import Path; print(system.screen_usable(Path({sys.executable!r})))"
    assert inside(code, env=environment).stdout.strip() == "False"


@linux
@pytest.mark.skipif(shutil.which("apt-cache") is None, reason="needs apt")
def test_the_name_this_release_knows_is_taken():
    wanted = [("no-such-package-t64", "bash"), ("coreutils", "bash"), ("no-such-at-all",)]
    assert (
        inside(f"import system; print(system._known({wanted!r}))").stdout.strip()
        == "(['bash', 'coreutils', 'no-such-at-all'], False)"
    )


@linux
def test_without_the_right_to_install_the_one_line_is_printed(tmp_path: Path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("apt-get", "apt-cache"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    shutil.copy(SCRIPTS / "system.py", tmp_path / "system.py")
    code = (
        "import system\n"
        "try: system.ensure_packages([('libglib2.0-0t64', 'libglib2.0-0'), ('xvfb',)], why='no libEGL')\n"
        "except system.PackagesMissing as missing: print(missing)"
    )
    if os.geteuid() == 0:  # become somebody who may not
        code = f"import os; os.setgid({NOBODY}); os.setuid({NOBODY})\n" + code
    tmp_path.chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\nimport system\n" + code],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(tools)},
    )
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libglib2.0-0 xvfb" in done.stdout, (
        done.stderr
    )
    assert "no libEGL" in done.stdout


def test_the_bench_runner_makes_one_table(tmp_path: Path):
    shutil.copy(CHECKOUT / "tests" / "bench" / "run.py", tmp_path)
    shutil.copy(CHECKOUT / "tests" / "bench" / "rows.py", tmp_path)
    head = "from rows import Row\n"
    (tmp_path / "bench_signing.py").write_text(
        head
        + "def rows(): return [Row('fast', 1234.5, '/s', '≥ 1200', True), Row('beside', 3.14159, 'ms', '', None)]\n"
    )
    (tmp_path / "bench_ui.py").write_text(head + "def rows(): raise ValueError('broken')\n")
    for name in ("crash_sweep", "oracle_sweep", "workspace_crash", "fault_disks", "powerloss"):
        (tmp_path / f"{name}.py").write_text(
            head + "def sweep(samples): return [Row('points', samples or 99, '', '0 lost', True)]\n"
        )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(tmp_path / "run.py"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    good = run("signing")
    assert good.returncode == 0, good.stderr
    assert "1,234 /s" in good.stdout or "1,235 /s" in good.stdout
    assert "3.14 ms" in good.stdout
    assert "Python" in good.stdout
    broken = run("signing", "ui")
    assert broken.returncode == 1
    assert "ended with status 70" in broken.stdout
    assert run("--sweep", "--samples", "7").stdout.splitlines()[-1].split()[:3] == ["oracle_sweep", "points", "7"]
    (tmp_path / "fault_matrix.py").write_text(
        head + "def sweep(samples): return [Row('all', 1, 'rows', '0', False, 'doubled')]\n"
    )
    faults = run("--faults", "--samples", "7")
    assert faults.returncode == 1, "a violation ends the bench with a status that is not 0"
    assert [line.split()[0] for line in faults.stdout.splitlines()[-3:]] == ["fault_matrix", "fault_disks", "powerloss"]
    assert run("nothing").returncode == 2
