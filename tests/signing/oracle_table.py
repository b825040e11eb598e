"""Our verdicts beside those of OpenSSL, GnuTLS and Bouncy Castle, and why they differ where they do. Asks the programs.

Rules, in this order: ours is never *valid* where another says no, but for the rows of `STRICTER`, and there both others
say *valid*; ours is never anything else where another says *valid*, but for the rows of `LAXER`.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oracle_messages import ALGORITHMS, GOST, UZBEK, WHOLE, Message, build, pki_for, recipes
from oracles import Said, bouncy_castle, file_all, gnutls, openssl
from pki_for_tests import clock

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import Verdict
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

OPENSSL, GNUTLS, BOUNCY = "OpenSSL", "GnuTLS", "Bouncy Castle"

_PURPOSE = "asked for the signature only; that a certificate is for signing documents is the caller's business"
_ANNOUNCED = "does not look at the digests announced in the message (RFC 5652 §5.1 allows not to)"
LAXER: dict[tuple[str, str], str] = {
    (OPENSSL, "certificate: for time stamps"): "-purpose any",
    (OPENSSL, "certificate: key usage without signatures"): "-purpose any",
    (OPENSSL, "attributes: another content type"): "3.0 does not compare the signed content type with the content's",
    (OPENSSL, "attributes: signing time before the certificate"): "judges the certificate at -attime alone",
    (OPENSSL, "algorithm: of another family"): "takes ECDSA from an EC key whatever the message names",
    (OPENSSL, "algorithm: unknown"): "takes ECDSA from an EC key whatever the message names",
    (BOUNCY, "certificate: for time stamps"): _PURPOSE,
    (BOUNCY, "certificate: key usage without signatures"): _PURPOSE,
    (BOUNCY, "digest: none announced"): _ANNOUNCED,
    (BOUNCY, "digest: another one announced"): _ANNOUNCED,
    (GNUTLS, "certificate: for time stamps"): _PURPOSE,
    (GNUTLS, "certificate: key usage without signatures"): _PURPOSE,
    (GNUTLS, "digest: none announced"): _ANNOUNCED,
    (GNUTLS, "digest: another one announced"): _ANNOUNCED,
    (GNUTLS, "digest: another one named"): "takes the digest from the signature algorithm, never from the message",
    (GNUTLS, "digest: SHA-1 named"): "takes the digest from the signature algorithm, never from the message",
    (GNUTLS, "attributes: digest twice"): "takes the first of several",
    (GNUTLS, "attributes: no content type"): "does not ask for the signed content type",
    (GNUTLS, "attributes: signing time before the certificate"): "judges the certificate now, not at the signing time",
    (GNUTLS, "chain: longer than the CA allows"): "3.7 does not count the length of a path through the message's CAs",
}  # fmt: skip
"""Where another program calls valid what we do not; by program and change."""

_PSS = "3.7 does not read the parameters of RSA-PSS in a message and tries SHA-256"
_EMPTY = "3.7 takes an empty content for none"


def stricter(program: str, message: Message) -> str:
    """Why a program may refuse what is valid for us; empty when it may not."""
    if program == GNUTLS and message.algorithm in ("PSS SHA-384", "PSS SHA-512"):
        return _PSS
    if program == GNUTLS and message.change == "no content at all":
        return _EMPTY
    return ""


@dataclass
class Comparison:
    """What came out."""

    messages: int = 0
    verdicts: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    """How often: program, our verdict, whether theirs is valid."""
    stop_ship: list[str] = field(default_factory=list)
    """Ours valid, another's not, and no explanation or no second witness."""
    unexplained: list[str] = field(default_factory=list)
    """Another's valid, ours not, and no explanation."""
    used: Counter[str] = field(default_factory=Counter)
    """How often each explanation was needed."""
    valid: Counter[str] = field(default_factory=Counter)
    """How many whole messages are valid for us, by algorithm."""

    def lines(self) -> list[str]:
        """The table for people."""
        return [
            f"{count:5} {program}: ours {ours}, theirs {'valid' if theirs else 'not valid'}"
            for (program, ours, theirs), count in sorted(self.verdicts.items())
        ]


def messages(every: int = 1) -> list[Message]:
    """Make all messages, or every so-many-th of RSA and ECDSA and of the national algorithm."""
    western = list(recipes())[::every]
    national = list(recipes((GOST,), 2))[::every]
    return [build(*recipe) for recipe in (*western, *national)]


def _ours(message: Message) -> str:
    """The national algorithm is judged under its Uzbek identifiers: the same keys, the same change."""
    if message.algorithm == GOST:
        message = build(UZBEK, message.shape, message.change)
    verifier = CmsVerifier(TrustStore([pki_for(message.algorithm).root]), clock)
    try:
        return verifier.verify(message.data, detached=message.content).verdict.value
    except MessageMalformed:
        return "malformed"


def compare(made: Sequence[Message], folder: Path) -> Comparison:
    """Ask everybody about every message; `folder` gets the files. Bouncy Castle alone knows GOST here."""
    anchors: dict[str, Path] = {}
    for algorithm in (*ALGORITHMS, GOST):
        pki = pki_for(algorithm)
        anchors[algorithm] = folder / f"{pki.kind}.pem"
        anchors[algorithm].write_bytes(_pem(pki.root))
    filed = file_all(made, folder, anchors)
    common = [one for one in filed if one.message.algorithm != GOST]
    answers: list[tuple[str, Message, Said]] = []
    for program, asked, said in (
        (OPENSSL, common, openssl(common)),
        (GNUTLS, common, gnutls(common)),
        (BOUNCY, filed, bouncy_castle(filed, folder)),
    ):
        answers += [(program, one.message, answer) for one, answer in zip(asked, said, strict=True)]
    return _judged(made, answers)


def _pem(certificate: bytes) -> bytes:
    body = base64.encodebytes(certificate)
    return b"-----BEGIN CERTIFICATE-----\n" + body + b"-----END CERTIFICATE-----\n"


def _judged(made: Sequence[Message], answers: Sequence[tuple[str, Message, Said]]) -> Comparison:
    found = Comparison(messages=len(made))
    ours = {id(message): _ours(message) for message in made}
    found.valid.update(one.algorithm for one in made if one.change == WHOLE and ours[id(one)] == Verdict.VALID.value)
    witnesses = Counter(id(message) for _, message, said in answers if said.valid)
    for program, message, said in answers:
        verdict = ours[id(message)]
        found.verdicts[program, verdict, said.valid] += 1
        valid = verdict == Verdict.VALID.value
        if valid == said.valid:
            continue
        told = f"{program}; {message.label}: ours {verdict}; it says: {said.text[-300:]}"
        if valid:
            why = stricter(program, message)
            if not why or witnesses[id(message)] != 2:
                found.stop_ship.append(told)
        else:
            why = LAXER.get((program, message.change), "")
            if not why:
                found.unexplained.append(told)
        found.used[f"{program}; {message.change if not valid else 'valid'}: {why}"] += 1
    return found
