"""Which test holds which known attack: every row of the list of public faults that concerns what this room judges.

A row names its faults, and the tests that would fail if we had them: "file::test", or "file::label of a case". That the
tests and labels exist is checked here; that they fail is their own business. At the end, the few cases without another
home.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pki_for_tests import MESSAGE_DIGEST, Draft, SignerDraft, attribute, clock, draft, shared_pki

from muhr.domain.signatures import Verdict
from muhr.signing import der, ozdst1106
from muhr.signing.ozdst1092 import CRYPTOPRO_A
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

HERE = Path(__file__).parent

CMS, X509, KEYS = "test_attacks_cms.py", "test_attacks_x509.py", "test_attacks_keyfiles.py"
RSA, GOST, READ, HARD = "test_rsa_ecdsa.py", "test_ozdst1092.py", "test_cms_read.py", "hard_cases.py"

ROWS: dict[str, tuple[str, ...]] = {
    # ---------------------------------------------------------------- CMS
    "signedAttrs ambiguity: attributes moved into the content": (
        f"{CMS}::signedAttrs moved into the content (Strenzke)",
        f"{CMS}::a set of one attribute as content without signedAttrs",
    ),
    "signedAttrs ambiguity: asked to sign what is itself a set of attributes": (
        "test_cms_build.py::test_a_set_of_attributes_is_not_signed",
        "test_cms_build.py::test_every_set_of_attributes_is_refused",
    ),
    "zero SignerInfos (Bouncy Castle 2026)": (
        f"{CMS}::no SignerInfo at all (Bouncy Castle 2026)",
        "test_verify.py::test_nobody_signed",
    ),
    "certificates only": (
        f"{CMS}::certificates only, no content, no digests",
        "test_vectors_files.py::test_certificates_alone_are_no_signature",
    ),
    "empty digestAlgorithms (CVE-2026-45447)": (f"{CMS}::no digest algorithms announced (CVE-2026-45447)",),
    "a signed attribute of the wrong type (CVE-2026-22796)": (f"{CMS}::as {{type_name}} (CVE-2026-22796)",),
    "contentType, messageDigest, signingTime missing, twice, of several values (OpenSSL no_md, no_ct, ct_multiple)": (
        f"{CMS}::contentType missing (OpenSSL no_ct)",
        f"{CMS}::messageDigest missing (OpenSSL no_md)",
        f"{CMS}::twice, the same (OpenSSL ct_multiple)",
        f"{CMS}::with two values, different",
        f"{CMS}::test_a_signing_time_that_cannot_be",
    ),
    "digestAlgorithm of SignedData other than the SignerInfo's": (
        f"{CMS}::digest in SignerInfo not among those announced",
        "oracle_messages.py::digest: another one announced",
    ),
    "algorithm substitution": (
        f"{CMS}::test_the_digest_is_called_by_another_name",
        f"{CMS}::test_the_signature_is_called_by_another_name",
        f"{CMS}::test_parameters_that_do_not_belong_there",
    ),
    "MD5, SHA-1, small RSA keys": (
        "test_algorithms.py::test_a_weak_signature_algorithm_proves_nothing",
        f"{RSA}::test_small_rsa_keys_prove_nothing",
        f"{X509}::signed with SHA-1",
        f"{RSA}::test_pss_with_sha1_proves_nothing",
    ),
    "content swapped, signature kept (CVE-2023-39969)": (f"{CMS}::content swapped, signature kept (CVE-2023-39969)",),
    "attached content and another file beside it (CVE-2018-18509)": ("test_verify.py::test_two_contents_must_be_one",),
    "signing time outside the certificate's life or in the future (CVE-2023-50761)": (
        f"{CMS}::an hour in the future",
        f"{CMS}::before the certificate",
    ),
    "two SignerInfos, one bad": (
        f"{CMS}::two signers, the second forged",
        f"{CMS}::two signers, the first forged",
        "test_verify.py::test_each_signer_has_a_verdict_and_the_worst_is_the_messages",
    ),
    "signing certificate twice": (f"{CMS}::two certificates with the same issuer and serial, different keys",),
    "for-all loops over nothing (CVE-2026-5588)": (
        f"{CMS}::an empty set of signed attributes",
        f"{CMS}::without a value",
        f"{CMS}::no SignerInfo at all (Bouncy Castle 2026)",
    ),
    "any change of what is signed": (
        "test_attacks_mutation.py::test_no_bit_of_what_is_signed_can_be_flipped",
        "test_attacks_mutation.py::test_a_changed_structure_changes_no_fact",
        "test_verify_openssl.py::test_where_openssl_refuses_a_flipped_bit_so_do_we",
    ),
    # ---------------------------------------------------------------- certificates
    "keyUsage not checked (osslsigncode 2.11)": (
        f"{CMS}::test_a_certificate_whose_key_usage_forbids_signing",
        f"{CMS}::the CA as signer",
    ),
    "extended key usage not checked (CVE-2023-40012)": (f"{CMS}::test_a_certificate_for_another_purpose",),
    "a leaf without basicConstraints as CA (CVE-2026-33896)": (
        f"{X509}::a director as CA (CVE-2026-33896)",
        f"{X509}::test_a_ca_that_may_not_be_one",
    ),
    "a certificate with the anchor's name (CVE-2026-34580)": (
        f"{X509}::a certificate with the trust anchor's name and the signer's key (CVE-2026-34580)",
    ),
    "a cloned root": (
        f"{X509}::a cloned root: same name, other key (TestRoot)",
        "oracle_messages.py::chain: a root of the same name",
    ),
    "explicit curve parameters (CVE-2020-0601)": (
        f"{X509}::explicit curve parameters (CVE-2020-0601)",
        f"{RSA}::test_explicit_curve_parameters_cannot_be_judged",
    ),
    "ROCA (CVE-2017-15361)": (f"{X509}::test_the_flaw_of_roca_is_seen",),
    "a tree of policies (CVE-2023-0464), names against constraints": (
        f"{HARD}::a tree of policies (CVE-2023-0464)",
        f"{HARD}::2,500 name constraints and 2,500 names",
    ),
    "path validation as NIST wants it": ("test_vectors_pkits.py::test_a_path_has_the_verdict_of_nist",),
    "written anew before it is compared (asn1crypto)": (
        f"{X509}::test_lengths_that_look_like_ber_change_nothing",
    ),
    # ---------------------------------------------------------------- signatures
    "hash bytes not compared, with and without NULL (CVE-2026-12860)": (f"{RSA}::test_every_byte_of_the_hash_counts",),
    "forged PKCS #1 blocks (forge CVE-2022-24771, BERserk, Bleichenbacher 2006)": (
        f"{RSA}::test_forged_rsa_blocks_are_refused",
        f"{RSA}::long form lengths (BERserk)",
    ),
    "r = s = 0 and its like (CVE-2022-21449)": (
        f"{CMS}::all zeros (CVE-2022-21449)",
        f"{RSA}::test_forged_ecdsa_signatures_are_refused",
        f"{GOST}::test_what_is_no_signature_is_refused",
        f"{GOST}::test_a_number_not_reduced_is_refused_even_where_it_would_fit",
    ),
    "points off the curve": (
        f"{X509}::a point not on the national curve",
        f"{X509}::a P-256 point not on the curve",
        f"{RSA}::test_a_point_off_the_named_curve_is_refused",
        f"{GOST}::test_a_point_off_every_curve_is_refused",
    ),
    # ---------------------------------------------------------------- GOST
    "GOST: a key of curve B under the name of A": (f"{X509}::a key of curve B under parameter set 1",),
    "GOST: an RSA signature under the national OID, and the reverse": (
        f"{CMS}::an RSA signature under the national OID",
        f"{CMS}::a national signature under an RSA certificate",
    ),
    "GOST: a digest of 34.11-2012 under a signature of 1092": (f"{CMS}::GOST R 34.11-2012",),
    "GOST: another S-box": ("test_threats.py::test_a_digest_with_the_wrong_s_box_is_no_digest",),
    "GOST: r and s exchanged, big-endian, off by the order": (
        f"{CMS}::halves exchanged",
        "test_threats.py::test_numbers_at_the_edges_of_the_order_are_no_signature",
    ),
    # ---------------------------------------------------------------- ASN.1
    "OIDs whose arcs are a trusted one's plus 2^32 (CVE-2025-66030)": (
        f"{CMS}::contentType with an arc of 2^32 more",
        f"{CMS}::O'z DSt 1106 plus 2^32",
        f"{CMS}::signedData plus 2^32",
        f"{KEYS}::AES-256-CBC plus 2^32",
    ),
    "OIDs cut off, giant, quadratic (CVE-2026-59885)": (
        f"{READ}::test_identifiers_that_are_none",
        f"{HARD}::an OID cut off inside an arc",
        f"{HARD}::an OID of 3 MB",
        f"{HARD}::a relative OID of 3 MB",
    ),
    "nesting (CVE-2025-66031)": (
        f"{HARD}::nested 1,000,000 deep",
        f"{HARD}::indefinite lengths 4,000,000 deep",
        f"{KEYS}::a structure nested 10,000 deep",
    ),
    "BER that is cut, overlong, wrongly chunked": (
        f"{READ}::test_broken_ber",
        f"{READ}::test_broken_headers",
        "test_ber_documents.py::test_no_good_document_is_called_anything_else",
    ),
    # ---------------------------------------------------------------- PKCS#12
    "2^31 iterations, scrypt N = 2^28 (CVE-2026-13586)": (
        f"{KEYS}::test_an_iteration_count_that_nobody_needs",
        f"{KEYS}::test_scrypt_that_wants_a_machine_of_its_own",
        f"{HARD}::scrypt with N = 2^28",
    ),
    "no integrity check (CVE-2025-12816), missing parts (CVE-2024-0727)": (
        f"{KEYS}::no integrity check (CVE-2025-12816)",
        f"{KEYS}::test_a_structure_that_is_no_key_file",
        f"{KEYS}::test_no_flipped_bit_of_a_file_ever_gives_another_signer",
    ),
    # ---------------------------------------------------------------- revocation, time stamps, archives
    "OCSP answers not bound, unsigned, old (CVE-2026-58062, CVE-2026-32883)": (
        "test_revocation.py::test_a_false_answer_says_nothing",
    ),
    "revocation lists of another authority, of another kind, a part about others": (
        "test_revocation.py::test_a_false_list_says_nothing",
        "test_revocation.py::test_a_list_of_another_authority_is_not_used",
        "test_vectors_pkits.py::test_a_message_has_the_verdict_of_nist",
    ),
    "time stamps copied, by a certificate for something else": (
        "test_timestamps.py::test_a_copied_stamp_counts_where_it_belongs_and_nowhere_else",
        "test_timestamps.py::test_a_stamp_that_proves_nothing_is_told",
    ),
    "ZIP: overlapping (CVE-2024-0450), two directories (CVE-2025-8291), names that lead elsewhere, bombs": (
        "test_zip_read.py::test_overlapping_entries",
        "test_zip_read.py::test_two_directories",
        "test_zip_read.py::test_a_name_that_leads_elsewhere",
        "test_zip_read.py::test_name_twins",
        "test_zip_read.py::test_bombs",
    ),
    # ---------------------------------------------------------------- text
    "names with markup, links, marks of direction (Electrum)": (
        "test_certificates.py::test_names_are_plain_text_in_one_line",
        "test_keyfiles.py::test_an_alias_is_plain_text",
    ),
}  # fmt: skip

ELSEWHERE = {
    "PDF shadow attacks, XML signature wrapping": "Muhr verifies neither PDF nor XML signatures",
}
"""Rows that are not ours: no test covers them."""


@pytest.mark.parametrize("row", ROWS)
def test_a_known_attack_has_its_test(row: str) -> None:
    assert ROWS[row]
    for place in ROWS[row]:
        file, _, what = place.partition("::")
        source = (HERE / file).read_text(encoding="utf-8")
        if what.startswith("test_"):
            functions = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
            assert what in functions, place
        else:
            assert f'{what}"' in source, place


def test_no_row_is_in_both_tables() -> None:
    assert not ROWS.keys() & ELSEWHERE.keys()


# ------------------------------------------------------------------ GOST

_OTHER_S_BOX = {
    b"a": "d42c539e367c66e9c88a801f6649349c21871b4344c6a573f849fdce62f314dd",
    b"abc": "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d",
    b"message digest": "ad4434ecb18f2c99b60cbe59ec3d2469582b65273f48de72db2fde16a4889a4d",
}
"""GOST R 34.11-94 with the S-box of the standard's own example (id-GostR3411-94-TestParamSet), by Bouncy Castle."""


def _verdict(made: Draft) -> Verdict:
    return CmsVerifier(TrustStore([shared_pki("national").root]), clock).verify(made.der()).verdict


@pytest.mark.parametrize("content", _OTHER_S_BOX)
def test_a_digest_with_the_wrong_s_box_is_no_digest(content: bytes) -> None:
    """The S-box is not in any OID: only the digest itself tells."""
    pki = shared_pki("national")
    other = bytes.fromhex(_OTHER_S_BOX[content])
    assert other != ozdst1106.digest(content)
    wrong = SignerDraft(pki.key, pki.signer, message_digest=attribute(MESSAGE_DIGEST, der.octet_string(other)))
    assert _verdict(draft(pki, content=content, signers=[wrong])) is Verdict.INVALID
    assert _verdict(draft(pki, content=content)) is Verdict.VALID


_Q = CRYPTOPRO_A.q
_EDGES = (0, 1, 2, _Q - 1, _Q, _Q + 1, 2**255, 2**256 - 1)


@pytest.mark.parametrize("s", _EDGES)
@pytest.mark.parametrize("r", _EDGES)
def test_numbers_at_the_edges_of_the_order_are_no_signature(r: int, s: int) -> None:
    pki = shared_pki("national")
    for first, second in ((s, r), (r, s)):
        signature = first.to_bytes(32, "big") + second.to_bytes(32, "big")
        for whole in (signature, signature[::-1]):
            made = draft(pki, signers=[SignerDraft(pki.key, pki.signer, signature=whole)])
            assert _verdict(made) is Verdict.INVALID
