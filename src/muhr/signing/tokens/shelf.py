"""Which modules may be loaded: found on the disk, tried in a helper, remembered. Loads none itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from muhr.domain.signatures import KeyKind, KeySource
from muhr.signing.tokens.known import Candidate, candidates
from muhr.signing.tokens.probing import NOT_A_MODULE
from muhr.signing.tokens.verdicts import State, Verdict, Verdicts

_NOT_TRIED = Verdict(State.CRASHED, "This program for tokens could not be tried, so Muhr leaves it out for now.")

Probe = Callable[[Sequence[Path]], dict[Path, Verdict]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and what is known of it."""

    candidate: Candidate
    verdict: Verdict

    @property
    def source(self) -> KeySource:
        """The same for people."""
        return KeySource(
            kind=KeyKind.TOKEN,
            name=self.candidate.name,
            state=self.verdict.state.value,
            detail=self.verdict.detail,
        )


class Shelf:
    """The modules of this computer. Thread-safe; whoever asks first waits for the helpers."""

    def __init__(
        self,
        added: Callable[[], Sequence[Path]],
        probe: Probe,
        verdicts: Verdicts,
        find: Callable[[Sequence[Path]], Sequence[Candidate]] = candidates,
    ) -> None:
        """Take the paths a person has added (asked each time), the way to try a module, and the memory."""
        self._added = added
        self._probe = probe
        self._verdicts = verdicts
        self._find = find
        self._door = threading.Lock()

    def look(self) -> list[Judged]:
        """Every module that is there now, in order; what is new is tried first."""
        with self._door:
            found = list(self._find(self._added()))
            known = {one.path: self._remembered(one.path) for one in found}
            new = [path for path, verdict in known.items() if verdict is None]
            for path, verdict in self._probe(new).items() if new else ():
                self._verdicts.keep(path, verdict)
                known[path] = verdict
        return [Judged(one, known[one.path] or _NOT_TRIED) for one in found]

    def forget(self) -> None:
        """Give every module a new chance."""
        self._verdicts.forget()

    def inside(self, judged: Judged) -> AbstractContextManager[None]:
        """While this lasts, the end of the process is held against the module; see `Verdicts.inside`."""
        return self._verdicts.inside(judged.candidate.path)

    def _remembered(self, path: Path) -> Verdict | None:
        if not path.is_file():
            return Verdict(State.NOT_A_MODULE, f"There is no such file: {path}. {NOT_A_MODULE}")
        return self._verdicts.of(path)
