"""Valid messages, changed by machine: a change of what is signed is never valid, a change elsewhere changes no fact.

The oracle is the same throughout: `MessageMalformed`, or a verdict; and when the verdict is *valid*, then the content,
the signer and the signing time are those of the unchanged message.
"""

from __future__ import annotations

import functools
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pki_for_tests import CONTENT, KINDS, all_indefinite, attribute, clock, draft, shared_pki, to_ber

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import Report, Verdict
from muhr.signing import der
from muhr.signing.cms_read import read
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

LONGEST = 1.0  # seconds for one message


def _verifier(kind: str) -> CmsVerifier:
    return CmsVerifier(TrustStore([shared_pki(kind).root]), clock)


@functools.cache
def _good_message(kind: str) -> bytes:
    """Made once: signatures are random, and of different length, each time."""
    made = draft(shared_pki(kind))
    made.signer.unsigned = der.tagged(1, attribute("1.2.840.113549.1.9.16.2.14", der.sequence(der.integer(7))))
    return made.der()


def _facts(report: Report) -> object:
    signers = {
        (signer.identity.fingerprint if signer.identity else "", signer.signing_time, signer.serial, signer.chain)
        for signer in report.signers
    }
    return report.content, signers


def _judge(verifier: CmsVerifier, message: bytes) -> Report | None:
    started = time.thread_time()
    try:
        return verifier.verify(message)
    except MessageMalformed:
        return None
    finally:
        assert time.thread_time() - started < LONGEST


# ------------------------------------------------------------------ single bits


def _flips(
    message: bytes, spans: list[tuple[int, int]], *, every_bit: bool, step: int = 1
) -> Iterator[tuple[int, bytes]]:
    for start, stop in spans:
        for position in range(start, stop, step):
            for bit in range(8) if every_bit else (position % 8,):
                changed = bytearray(message)
                changed[position] ^= 1 << bit
                yield position, bytes(changed)


def _signed_spans(message: bytes) -> list[tuple[int, int]]:
    """Where content, signed attributes, signature and the signer's certificate stand."""
    data = read(message)
    signer = data.signers[0]
    parts = (data.content or b"", signer.signed_bytes[1:], signer.signature, data.certificates[0])
    return [(message.index(part), message.index(part) + len(part)) for part in parts]


@pytest.mark.parametrize(("kind", "every_bit"), [("p256", True), ("national", False), ("rsa", False)])
def test_no_bit_of_what_is_signed_can_be_flipped(kind: str, every_bit: bool) -> None:
    """Every bit of one small message (some 5,000), every byte of the others."""
    message = _good_message(kind)
    verifier = _verifier(kind)
    spans = _signed_spans(message)
    assert sum(stop - start for start, stop in spans) > 500
    tried = 0
    for position, changed in _flips(message, spans, every_bit=every_bit):
        report = _judge(verifier, changed)
        assert report is None or report.verdict is not Verdict.VALID, f"byte {position}"
        tried += 1
    assert tried > (4000 if every_bit else 500)


@pytest.mark.parametrize("form", ["DER", "BER"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_bit_anywhere_changes_no_fact(kind: str, form: str) -> None:
    message = _good_message(kind)
    message = to_ber(message, 20) if form == "BER" else message
    verifier = _verifier(kind)
    facts = _facts(verifier.verify(message))
    valid = 0
    # A flip in a certificate costs a path validation; the bits of one in three bytes take turns.
    for position, changed in _flips(message, [(0, len(message))], every_bit=False, step=1 if kind == "p256" else 3):
        report = _judge(verifier, changed)
        if report is not None and report.verdict is Verdict.VALID:
            valid += 1
            assert _facts(report) == facts, f"byte {position}"
    # What may change: the copy of the root, the unsigned attribute, version numbers.
    assert 0 < valid < len(message) / 2


# ------------------------------------------------------------------ bytes


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_changed_bytes_change_no_fact(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    message = bytearray(_good_message(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(message) - 1))
        length = data.draw(st.integers(0, 12))
        message[start : start + length] = data.draw(st.binary(max_size=16))
        if not message:
            break
    _check(kind, bytes(message))


def _check(kind: str, message: bytes) -> None:
    verifier = _shared_verifier(kind)
    report = _judge(verifier, message)
    if report is not None and report.verdict is Verdict.VALID:
        assert _facts(report) == _good_facts(kind)
    # The same judgement in every form.
    again = _judge(verifier, message)
    assert (again is None) == (report is None)
    assert report is None or again is None or report == again


_verifiers: dict[str, CmsVerifier] = {}
_known: dict[str, object] = {}


def _shared_verifier(kind: str) -> CmsVerifier:
    if kind not in _verifiers:
        _verifiers[kind] = _verifier(kind)
    return _verifiers[kind]


def _good_facts(kind: str) -> object:
    if kind not in _known:
        _known[kind] = _facts(_shared_verifier(kind).verify(_good_message(kind)))
    return _known[kind]


# ------------------------------------------------------------------ structure

Node = list[object]
"""[tag, children or contents]"""


def _tree(element: der.Element) -> Node:
    if element.tag & 0x20:
        return [element.tag, [_tree(child) for child in der.children(element)]]
    return [element.tag, element.value]


def _encode(node: Node) -> bytes:
    tag, inside = node
    assert isinstance(tag, int)
    if isinstance(inside, bytes):
        return der.tlv(tag, inside)
    assert isinstance(inside, list)
    return der.tlv(tag, *map(_encode, inside))


def _nodes(node: Node) -> list[Node]:
    found = [node]
    for child in node[1] if isinstance(node[1], list) else []:
        found.extend(_nodes(child))
    return found


_OIDS = [
    "1.2.840.113549.1.7.1",
    "1.2.840.113549.1.7.2",
    "1.2.840.113549.1.9.3",
    "1.2.840.113549.1.9.4",
    "1.2.840.113549.1.9.5",
    "2.16.840.1.101.3.4.2.1",
    "1.3.14.3.2.26",
    "1.2.860.3.15.1.3.2.1.1",
    "1.2.840.113549.1.1.11",
    "1.2.840.10045.4.3.2",
    "1.2.860.3.15.1.1.2.2.2.2",
    f"1.2.840.113549.1.7.{2**32 + 1}",
    "1.2.3",
]


def _change(node: Node, operator: str, data: st.DataObject) -> None:
    children = node[1] if isinstance(node[1], list) else None
    index = data.draw(st.integers(0, max(0, len(children) - 1))) if children is not None else 0
    match operator:
        case "drop" if children:
            del children[index]
        case "duplicate" if children:
            children.insert(data.draw(st.integers(0, len(children))), children[index])
        case "reorder" if children:
            children.append(children.pop(index))
        case "reverse" if children:
            children.reverse()
        case "empty":
            node[1] = [] if children is not None else b""
        case "retag":
            node[0] = data.draw(
                st.sampled_from([0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x17, 0x18, 0x30, 0x31, 0xA0, 0xA1, 0x80])
            )
        case "wrap":
            node[:] = [data.draw(st.sampled_from([0x30, 0x31, 0xA0, 0x24])), [list(node)]]
        case "unwrap" if children:
            node[:] = list(children[index])
        case "oid":
            node[:] = [0x06, der.oid(data.draw(st.sampled_from(_OIDS)))[2:]]
        case "number":
            value = data.draw(st.sampled_from([0, 1, -1, 3, 2**31, 2**64, -(2**64), 1 << 4000]))
            node[:] = [0x02, der.integer(value)[2:] if abs(value) < 2**100 else b"\1" * 501]
        case "bytes" if children is None:
            node[1] = data.draw(st.binary(max_size=80))
        case "splice" if children is not None:
            children.insert(index, [0x04, data.draw(st.binary(max_size=8))])
        case _:
            pass


_TAGS = [0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x17, 0x18, 0x30, 0x31, 0xA0, 0xA1, 0x80]

OPERATORS = [
    "drop",
    "duplicate",
    "reorder",
    "reverse",
    "empty",
    "retag",
    "wrap",
    "unwrap",
    "oid",
    "number",
    "bytes",
    "splice",
]


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_changed_structure_changes_no_fact(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    root = _tree(der.read(_good_message(kind)))
    for _ in range(data.draw(st.integers(1, 3))):
        nodes = _nodes(root)
        node = nodes[data.draw(st.integers(0, len(nodes) - 1))]
        _change(node, data.draw(st.sampled_from(OPERATORS)), data)
    try:
        message = _encode(root)
    except (AssertionError, TypeError, RecursionError):
        return  # a retagged leaf that is now constructed: no message at all
    form = data.draw(st.sampled_from(["as it is", "BER", "cut", "longer"]))
    if form == "BER":
        try:
            message = all_indefinite(message)
        except der.DerError:
            return
    elif form == "cut":
        message = message[: data.draw(st.integers(0, len(message)))]
    elif form == "longer":
        message += data.draw(st.binary(min_size=1, max_size=4))
    _check(kind, message)


def test_the_unchanged_tree_is_the_message() -> None:
    """Without this the mutations could all be broken for a reason that has nothing to do with them."""
    for kind in KINDS:
        message = _good_message(kind)
        assert _encode(_tree(der.read(message))) == message
        assert all_indefinite(message) != message
        report = _judge(_shared_verifier(kind), all_indefinite(message))
        assert report is not None
        assert (report.verdict, report.content) == (Verdict.VALID, CONTENT)


# ------------------------------------------------------------------ memory

_CHILD = """
import json, random, resource, sys
sys.path.insert(0, sys.argv[1])
from pki_for_tests import clock, draft, shared_pki, to_ber
from muhr.domain.errors import MessageMalformed
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier
pki = shared_pki("p256")
verifier = CmsVerifier(TrustStore([pki.root]), clock)
good = draft(pki).der()
verifier.verify(good)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rnd = random.Random(20260302)
for number in range(3000):
    message = bytearray(good if number % 2 else to_ber(good, 5))
    for _ in range(rnd.randint(1, 4)):
        start = rnd.randrange(len(message))
        message[start : start + rnd.randint(0, 9)] = rnd.randbytes(rnd.randint(0, 9))
    try:
        verifier.verify(bytes(message))
    except MessageMalformed:
        pass
for piece in (b"\\x30\\x80", b"\\x04\\x00", b"\\x30\\x84\\x7f\\xff\\xff\\xff"):
    try:
        verifier.verify(b"\\x30\\x80\\x24\\x80"[: 4 if piece[0] == 4 else 2] + piece * 4_000_000)
    except MessageMalformed:
        pass
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps((after - before) // 1024))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no getrusage")
def test_thousands_of_changed_messages_do_not_fill_the_memory() -> None:
    """Peak memory of a process of its own, in MiB above what one verification needs."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(Path(__file__).parent)], capture_output=True, check=True, timeout=120
    )
    assert json.loads(done.stdout) < 200


def test_random_bytes_are_refused() -> None:
    generator = random.Random(1106)
    for size in range(1, 400):
        for start in (b"", b"\x30\x80", b"\x30\x82", b"MIAG"):
            assert _judge(_shared_verifier("p256"), start + generator.randbytes(size)) is None
