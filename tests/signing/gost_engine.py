"""A program of its own, run by test_oracles_gost.py: GOST signatures by OpenSSL's gost engine, many in one process.

It loads libcrypto through ctypes, away from the test's own process, whose OpenSSL must stay without engines.
Reads JSON lines, answers each with one JSON line:

* {"key": PEM of a private key, "sign": [messages in hex]} → {"signatures": [hex]}
* {"key": PEM of a public key, "verify": [[message, signature] in hex]} → {"verdicts": [1 holds, 0 does not]}
* {"hash": [messages in hex]} → {"digests": [hex]}

Run with OPENSSL_CONF naming a configuration that loads the engine.
"""

import ctypes
import ctypes.util
import json
import sys
from ctypes import byref, c_char_p, c_int, c_size_t, c_void_p, create_string_buffer

_LOAD_CONFIG = 0x40

crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for _name, _result, _arguments in (
    ("OPENSSL_init_crypto", c_int, [ctypes.c_uint64, c_void_p]),
    ("EVP_get_digestbyname", c_void_p, [c_char_p]),
    ("BIO_new_mem_buf", c_void_p, [c_char_p, c_int]),
    ("BIO_free", c_int, [c_void_p]),
    ("PEM_read_bio_PrivateKey", c_void_p, [c_void_p, c_void_p, c_void_p, c_void_p]),
    ("PEM_read_bio_PUBKEY", c_void_p, [c_void_p, c_void_p, c_void_p, c_void_p]),
    ("EVP_PKEY_free", None, [c_void_p]),
    ("EVP_MD_CTX_new", c_void_p, []),
    ("EVP_MD_CTX_free", None, [c_void_p]),
    ("EVP_DigestSignInit", c_int, [c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]),
    ("EVP_DigestUpdate", c_int, [c_void_p, c_char_p, c_size_t]),
    ("EVP_DigestSignFinal", c_int, [c_void_p, c_char_p, c_void_p]),
    ("EVP_DigestVerifyInit", c_int, [c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]),
    ("EVP_DigestVerifyFinal", c_int, [c_void_p, c_char_p, c_size_t]),
    ("EVP_Digest", c_int, [c_char_p, c_size_t, c_char_p, c_void_p, c_void_p, c_void_p]),
):
    _function = getattr(crypto, _name)
    _function.restype, _function.argtypes = _result, _arguments

if not crypto.OPENSSL_init_crypto(_LOAD_CONFIG, None):
    sys.exit("OpenSSL does not start with this configuration")
GOST94 = crypto.EVP_get_digestbyname(b"md_gost94")
if not GOST94:
    sys.exit("the gost engine is not loaded")


def need(done):
    """Stop with the reason when a call failed."""
    if not done or done < 0:
        sys.exit("a call of libcrypto failed")
    return done


def load(pem, read):
    """Read a key."""
    encoded = pem.encode()
    bio = need(crypto.BIO_new_mem_buf(encoded, len(encoded)))
    key = need(read(bio, None, None, None))
    crypto.BIO_free(bio)
    return key


def sign(key, message):
    """Give one signature."""
    context = need(crypto.EVP_MD_CTX_new())
    need(crypto.EVP_DigestSignInit(context, None, GOST94, None, key))
    need(crypto.EVP_DigestUpdate(context, message, len(message)))
    signature = create_string_buffer(256)
    size = c_size_t(len(signature))
    need(crypto.EVP_DigestSignFinal(context, signature, byref(size)))
    crypto.EVP_MD_CTX_free(context)
    return signature.raw[: size.value]


def verify(key, message, signature):
    """Give 1 when the signature holds, else 0."""
    context = need(crypto.EVP_MD_CTX_new())
    need(crypto.EVP_DigestVerifyInit(context, None, GOST94, None, key))
    need(crypto.EVP_DigestUpdate(context, message, len(message)))
    done = crypto.EVP_DigestVerifyFinal(context, signature, len(signature))
    crypto.EVP_MD_CTX_free(context)
    return int(done == 1)


def digest(message):
    """Give one hash."""
    out = create_string_buffer(64)
    need(crypto.EVP_Digest(message, len(message), out, None, GOST94, None))
    return out.raw[:32]


def answer(request):
    """Serve one line."""
    if "hash" in request:
        return {"digests": [digest(bytes.fromhex(m)).hex() for m in request["hash"]]}
    if "sign" in request:
        key = load(request["key"], crypto.PEM_read_bio_PrivateKey)
        result = {"signatures": [sign(key, bytes.fromhex(m)).hex() for m in request["sign"]]}
    else:
        key = load(request["key"], crypto.PEM_read_bio_PUBKEY)
        pairs = [(bytes.fromhex(m), bytes.fromhex(s)) for m, s in request["verify"]]
        result = {"verdicts": [verify(key, message, signature) for message, signature in pairs]}
    crypto.EVP_PKEY_free(key)
    return result


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
