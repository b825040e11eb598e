"""The system asks the program to end: the window closes as if the person had closed it, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from pathlib import Path
from muhr.bootstrap import start_demo
from muhr.ui.app import run
world = start_demo(Path(sys.argv[1]))
world.desk.subscribe(lambda event: print(type(event).__name__, flush=True))
status = run(world.desk, workspace=world.folder, demo=world)
print("closed", status, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_and_the_program_ends_well(tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert any("RefreshFinished" in line for line in process.stdout)  # the window is at work
        process.send_signal(number)
        rest = process.stdout.read()
        assert process.wait(timeout=60) == 0
    assert "closed 0" in rest
