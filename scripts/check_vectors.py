"""An independent reader of wire format 1: it shares no code with the core, and must agree with its vectors.

COSE signatures by PyPI `cwt`, CBOR by `cbor2`, structure by `pycddl` over core/credential/vectors/profile.cddl; rules that CDDL
cannot say (unlisted license keys, field sets of the profiles, calendar days, times) are written here anew.
Prints one line for each failure and the counts, and ends with an exit status other than 0 if anything failed.
"""
import base45
import cbor2
import datetime
import hashlib
import io
import json
import pathlib
import re
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cwt import COSE, COSEKey
from pycddl import Schema

FOLDER = pathlib.Path(__file__).parent.parent / "core/credential/vectors"
CDDL = (FOLDER / "profile.cddl").read_text()
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LISTED = {*range(23)} - {5}
PERSONAL = {2, 6, 11, 16}
FIELD_SETS = {1: (PERSONAL | {13}, set()), 2: (set(), PERSONAL | {13}), 3: ({13}, PERSONAL)}  # must have, must not have
LIST_BYTES = 262144


class Refused(Exception):
    """The reader refuses; the text says why."""


def require(condition, why):
    if not condition:
        raise Refused(why)


# ---- structure -------------------------------------------------------------------------------------------------------
SCHEMAS = {}


def structure(rule, data):
    """Checks `data` against one rule of the CDDL file: the first rule of a schema is its root."""
    if rule not in SCHEMAS:
        SCHEMAS[rule] = Schema(f"root = {rule}\n{CDDL}")
    try:
        SCHEMAS[rule].validate_cbor(data)
    except Exception as error:
        raise Refused(f"{rule}: structure") from error


def decode(data):
    """One CBOR item, nothing behind it, and the one encoding that it may have."""
    stream = io.BytesIO(data)
    try:
        value = cbor2.CBORDecoder(stream).decode()
    except Exception as error:
        raise Refused("not CBOR") from error
    require(stream.tell() == len(data), "trailing bytes")
    try:
        same = cbor2.dumps(value, canonical=True) == data
    except Exception as error:
        raise Refused("cannot be encoded again") from error
    require(same, "not deterministic")
    require(depth(value) <= 8, "nested too deep")
    return value


def depth(value):
    """Levels of arrays, maps and tags. A byte string is a layer of its own."""
    if isinstance(value, cbor2.CBORTag):
        return 1 + depth(value.value)
    if isinstance(value, (list, dict)):
        inner = value if isinstance(value, list) else [*value.keys(), *value.values()]
        return 1 + max(map(depth, inner), default=0)
    return 0


def unwrap(data, name):
    """The three parts of a COSE_Sign1, header and claims checked each by its own rule."""
    tagged = decode(data)
    require(isinstance(tagged, cbor2.CBORTag) and tagged.tag == 18, "tag")
    require(isinstance(tagged.value, list) and len(tagged.value) == 4, "four items")
    protected, unprotected, payload, signature = tagged.value
    require(unprotected == {} and isinstance(protected, bytes) and isinstance(payload, bytes), "unprotected header")
    require(isinstance(signature, bytes) and len(signature) == 64, "signature of 64 bytes")
    structure(f"{name}-header", protected)
    structure(f"{name}-claims", payload)
    return decode(protected), decode(payload), signature


def verify(data, cose_key, alg, kid=None):
    """Signature by PyPI cwt."""
    require(alg == (-19 if cose_key[1] == 1 else -9), "algorithm of another kind of key")
    signature = cbor2.loads(data).value[3]
    require(alg != -9 or int.from_bytes(signature[32:], "big") * 2 <= P256_ORDER, "high s")
    try:
        key = COSEKey.new({**cose_key, 3: alg, **({2: kid} if kid else {})})
        COSE.new().decode(data, key)
    except Exception as error:
        raise Refused("signature") from error


def thumbprint(cose_key):
    return hashlib.sha256(cbor2.dumps(cose_key, canonical=True)).digest()


# ---- rules that CDDL does not say --------------------------------------------------------------------------------------
def calendar_day(number):
    try:
        return datetime.date(number // 10000, number // 100 % 100, number % 100)
    except ValueError as error:
        raise Refused("no such day") from error


def license_rules(fields):
    unlisted = [key for key in fields if key not in LISTED and not 100 <= key <= 65535]
    require(not unlisted, "license key not listed")
    texts = {1, 2, 4, 8, 11, 14, 16} & fields.keys()  # pycddl 0.6.4 takes bytes for a text with .size
    require(all(isinstance(fields[key], str) for key in texts), "text")
    must, must_not = FIELD_SETS[fields[0]]
    require(must <= fields.keys() and not must_not & fields.keys(), "field set of the profile")
    for key in {6, 7, 9, 10, 20, 21} & fields.keys():
        calendar_day(fields[key])
    require(re.fullmatch(r"(?:[ABC][123]|C[456]|[DEFMNP])+", fields[8]), "license classes")
    status = fields[14]
    require(status.isascii() and status.isupper() and "".join(sorted(set(status))) == status, "status letters")
    require(any(character.isprintable() and character != "\u202e" for character in fields[1]), "name")


def status_name(world, uri):
    require(any(uri.startswith(prefix) for prefix in world["prefixes"]), "status name")


def signer(world, kid, role, iss, iat, now):
    """The entry of the trust list that may have signed this."""
    found = [entry for entry in world["entries"] if entry[1] == kid]
    require(found, "unknown key")
    for entry in found:
        if entry[4] == role and (iss is None or entry[3] == iss) and entry[6] <= iat < entry[7] and now < entry[8]:
            return entry
    raise Refused("key may not sign this")


# ---- objects ---------------------------------------------------------------------------------------------------------
def read_trust_list(data, roots, needed, environment):
    require(len(data) <= 1_000_000, "too long")
    tagged = decode(data)
    require(isinstance(tagged, cbor2.CBORTag) and tagged.tag == 98 and len(tagged.value) == 4, "tag")
    protected, unprotected, payload, signatures = tagged.value
    require(unprotected == {}, "unprotected header")
    structure("trust-list-header", protected)
    structure("trust-list-claims", payload)
    signed = set()
    for header, other, signature in signatures:
        structure("root-header", header)
        require(other == {}, "unprotected header")
        kid = decode(header)[4]
        if kid not in roots:
            continue
        require(kid not in signed, "one root twice")
        message = cbor2.dumps(["Signature", protected, header, b"", payload], canonical=True)
        try:
            Ed25519PublicKey.from_public_bytes(roots[kid][-2]).verify(signature, message)
        except InvalidSignature as error:
            raise Refused("signature") from error
        signed.add(kid)
    require(len(signed) >= needed, "too few roots")
    claims = decode(payload)
    trust = claims[-70020]
    require(trust[2] == environment, "environment")
    roles = {}
    for entry in trust[3]:
        require(thumbprint(entry[2])[:8] == entry[1], "kid")
        require(roles.setdefault(entry[2][-2], entry[4]) == entry[4], "two roles")
        require(entry[2][-2] != bytes([1] + [0] * 31), "weak key")
        require(entry[6] < entry[7] <= entry[8], "window")
    return {"entries": trust[3], "prefixes": trust[4], "sequence": trust[1], "iat": claims[6]}


def read_authority_object(data, name, role, world, now):
    header, claims, _ = unwrap(data, name)
    entry = signer(world, header[4], role, claims.get(1), claims[6], now)
    verify(data, entry[2], -19, header[4])
    return claims


def read_status_list(data, world, now):
    require(len(data) <= 300_000, "too long")
    claims = read_authority_object(data, "status-list", 2, world, now)
    require(claims[6] <= now + 600, "ahead of the clock")
    status_name(world, claims[2])
    inflater = zlib.decompressobj()
    try:
        values = inflater.decompress(claims[65533]["lst"], LIST_BYTES + 1)
    except zlib.error as error:
        raise Refused("inflate") from error
    require(len(values) == LIST_BYTES and inflater.eof and not inflater.unused_data, "inflates to another size")
    return claims, values


def value_at(values, index):
    return values[index >> 2] >> 2 * (index & 3) & 3


def flips(data):
    """Changed entries of a delta."""
    changed, previous, at = [], -1, 0
    while at < len(data):
        number = shift = 0
        while True:
            require(at < len(data), "cut off")
            byte = data[at]
            at, number, shift = at + 1, number | (byte & 127) << shift, shift + 7
            if byte < 128:
                break
        previous += 1 + (number >> 2)
        require(previous < 1 << 20, "index")
        changed.append((previous, number & 3))
    return changed


def read_delta(data, world, now):
    return read_authority_object(data, "status-delta", 2, world, now)[-70011]


def read_presentation(data, world, now, audience=None):
    """Everything up to the time rules, which need a clock and a challenge: returns token claims and showing."""
    require(len(data) <= 864, "too long")
    header, showing, _ = unwrap(data, "presentation")
    token = cbor2.dumps(header[13], canonical=True)
    token_header, claims, _ = unwrap(token, "token")
    fields = claims[-70001]
    license_rules(fields)
    require(claims[6] < claims[4], "times of the token")
    entry = signer(world, token_header[4], 1, claims[1], claims[6], now)
    require(any(str(fields[12]).startswith(prefix) for prefix in entry[5]), "authority")
    verify(token, entry[2], -19, token_header[4])
    status_name(world, claims[65535]["status_list"]["uri"])
    require(claims[6] - 60 <= now, "token ahead of the clock")
    holder = claims[8][1]
    require(holder.get(-2) != bytes([1] + [0] * 31), "weak key")
    verify(data, holder, header[1])
    require(audience is None or showing[3] == audience, "audience")
    return claims, showing


def time_rule(showing, now, nonce, typed, challenge_opened):
    """What the times alone allow: the best verdict that this presentation may get."""
    distance = abs(now - showing[6])
    if challenge_opened is not None and 0 <= now - challenge_opened <= 120:
        if showing.get(39) == nonce or showing.get(39) == typed and distance <= 3600:
            return "valid"
    if distance <= 60:
        return "valid"
    return "attention" if distance <= 600 and showing[-70002][0] == 1 else "refused"


# ---- the run ---------------------------------------------------------------------------------------------------------
PASSED, FAILED = {}, []


def passes(kind, name, action):
    try:
        action()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is a failure, and is named
        FAILED.append(f"{kind}: {name}: {type(error).__name__} {error}")
    else:
        PASSED[kind] = PASSED.get(kind, 0) + 1


def refuses(kind, name, action):
    def expect_refusal():
        try:
            action()
        except Refused:
            return
        raise AssertionError("was accepted")

    passes(kind, name, expect_refusal)


def equal(found, wanted):
    assert found == wanted, f"{found} is not {wanted}"


def world_of(file):
    keys = {name: (bytes.fromhex(key["kid_hex"]), cbor2.loads(bytes.fromhex(key["cose_key_hex"]))) for name, key in file["keys"].items()}
    for name, (kid, key) in keys.items():
        passes("key identifiers", name, lambda kid=kid, key=key: equal(thumbprint(key)[:8], kid))
    return keys


def from_code(text, prefix="LZ1:"):
    require(text.startswith(prefix), "prefix")
    data = base45.b45decode(text[len(prefix):])
    require(base45.b45encode(data).decode() == text[len(prefix):], "base45")
    return data


def golden():
    file = json.loads((FOLDER / "golden.json").read_text())
    keys, objects = world_of(file), {name: bytes.fromhex(data) for name, data in file["objects"].items()}
    nonce, typed = bytes.fromhex(file["nonce_hex"]), bytes.fromhex(file["typed_cnonce_hex"])
    dev, production = dict([keys["root"]]), dict(keys[f"root-{letter}"] for letter in "abc")
    world = read_trust_list(objects["trust-list"], dev, 1, 1)
    now = file["presentations"][0]["now"]

    passes("trust lists", "development", lambda: read_trust_list(objects["trust-list"], dev, 1, 1))
    passes("trust lists", "expired", lambda: read_trust_list(objects["trust-list-expired"], dev, 1, 1))
    passes("trust lists", "production", lambda: read_trust_list(objects["trust-list-production"], production, 2, 0))
    wanted = {"list-nothing-newer": 0, "list-ended": 1, "list-ask-newer": 2, "list-ask-older": 2, "list-replaced": 3, "list-for-deltas": 0}
    for name, value in wanted.items():
        passes("status lists", name, lambda name=name, value=value: equal(value_at(read_status_list(objects[name], world, now)[1], 654321), value))
    passes("deltas", "a chain of two", lambda: chain(objects, world, now))
    for name, rule, role in (("policy", "policy", 4), ("ask", "ask", 5), ("server-time", "server-time", 3)):
        passes("other objects", name, lambda name=name, rule=rule, role=role: read_authority_object(objects[name], rule, role, world, now))
    passes("other objects", "ask-open", lambda: structure("ask-open", objects["ask-open"]))
    passes("other objects", "digits", lambda: equal(f"{int.from_bytes(nonce[:4], 'big') % 1000000:06d}", file["digits"]))
    passes("other objects", "typed answer", lambda: equal(hashlib.sha256(b"lz1" + file["digits"].encode()).digest()[:16], typed))
    for name, key in (("bind-by-new-key", "holder"), ("bind-by-hardware", "hardware")):
        passes("other objects", name, lambda name=name, key=key: bind(objects[name], keys[key][1]))
    for name in ("annex-full", "annex-limited"):
        passes("annexes", name, lambda name=name: structure("annex", objects[name]))
    passes("annexes", "frames", lambda: equal(first_frames(file["frames"]), objects["annex-full"]))

    for case in file["presentations"]:
        passes("presentations", case["name"], lambda case=case: presentation(case, world, objects, nonce, typed))
    for case in file["refused_presentations"]:
        refuses("refused presentations", case["name"], lambda case=case: read_presentation(bytes.fromhex(case["hex"]), world, case["now"], "police"))
    for case in file["refused_objects"]:
        refuses("refused objects", case["name"], lambda case=case: refused_object(case, world, objects, dev, production))
    passes("other objects", "worked example of docs/profile.md", lambda: equal(worked_example(), from_code(file["presentations"][0]["qr"])))
    mutations(from_code(file["presentations"][0]["qr"]), world, now)


def worked_example():
    """The annotated bytes of the last section of the description: hex, with comments behind semicolons."""
    section = (FOLDER.parent.parent.parent / "docs/profile.md").read_text().split("## 8. A worked example")[1]
    return bytes.fromhex("".join(re.sub(";.*", "", line) for line in section.split("```")[1].splitlines()))


def presentation(case, world, objects, nonce, typed):
    claims, showing = None, None
    try:
        claims, showing = read_presentation(from_code(case["qr"]), world, case["now"], case["audience"])
    except Refused:
        equal(case["verdict"], "refused")
        return
    assert claims[-70001][15] in {hashlib.sha256(objects[name]).digest() for name in ("annex-full", "annex-limited")}, "annex"
    equal(len(from_code(case["qr"])), case["bytes"])
    late = time_rule(showing, case["now"], nonce, typed, case["challenge_opened"])
    if late == "refused":
        answered = any(before for before in case["before"]) and "old-code" not in case["reasons"]  # the answer, read again
        assert answered or "old-code" in case["reasons"], "the times refuse it"
    else:
        equal("old-code" in case["reasons"] and not case["before"], False)
    equal("clock-differs" in case["reasons"], late == "attention")
    equal("copy-too-old" in case["reasons"], case["now"] >= claims[4])
    if case["verdict"] != "refused" and case["lists"]:
        values = read_status_list(objects[case["lists"][0]], world, case["now"] + 86400)[1]
        assert value_at(values, claims[65535]["status_list"]["idx"]) not in (1, 3), "the list has ended it"


def chain(objects, world, now):
    values = bytearray(read_status_list(objects["list-for-deltas"], world, now)[1])
    first, second = (read_delta(objects[name], world, now) for name in ("delta-8", "delta-9"))
    [(_, packed, check)] = first[3]
    for index, value in flips(packed):
        values[index >> 2] = values[index >> 2] & ~(3 << 2 * (index & 3)) | value << 2 * (index & 3)
    equal(hashlib.sha256(values).digest()[:8], check)
    equal([value_at(values, index) for index in (0, 1, 654321, 1048575)], [1, 0, 2, 3])
    equal((first[2], second[2]), (bytes(16), hashlib.sha256(objects["delta-8"]).digest()[:16]))


def bind(data, key):
    header, _, _ = unwrap(data, "bind")
    verify(data, key, header[1])


def first_frames(texts):
    """The data fragments, joined: repair frames are checked by other readers."""
    frames = [base45.b45decode(text.removeprefix("LZP1:")) for text in texts]
    length, count = int.from_bytes(frames[0][9:11], "big"), frames[0][11]
    data = b"".join(frame[14:] for frame in frames[:count])[:length]
    assert all(frame[:1] + frame[1:9] == b"\x01" + hashlib.sha256(data).digest()[:8] for frame in frames)
    return data


def refused_object(case, world, objects, dev, production):
    data, kind, now = bytes.fromhex(case["hex"]), case["kind"], case["now"]
    if kind == "trust-list":
        read = read_trust_list(data, dev, 1, 1)
        require(read["iat"] <= now + 600, "ahead of the clock")
        if case["held"]:
            require(read["sequence"] >= world["sequence"], "older")
            require(read["sequence"] > world["sequence"] or data == objects[case["held"]], "same sequence, other bytes")
    elif kind == "trust-list-production":
        read_trust_list(data, production, 2, 0)
    elif kind == "status-list":
        claims, _ = read_status_list(data, world, now)
        if case["held"]:
            held = read_status_list(objects[case["held"]], world, now)[0]
            require((claims[-70010], claims[6]) >= (held[-70010], held[6]), "older")
    else:
        delta = read_delta(data, world, now)
        base = 7 if case["held"] == "list-for-deltas" else 8
        require(delta[1] == base + 1, "gap")
        require(delta[2] == (bytes(16) if base == 7 else hashlib.sha256(objects["delta-8"]).digest()[:16]), "chain")
        values = bytearray(read_status_list(objects["list-for-deltas"], world, now)[1])
        for _, packed, check in delta[3]:
            for index, value in flips(packed):
                values[index >> 2] |= value << 2 * (index & 3)
            require(hashlib.sha256(values).digest()[:8] == check, "check")


def mutations(good, world, now):
    """The listed mutations: each byte flipped, each byte cut, and claims changed under the old signature."""
    for place in range(len(good)):
        changed = bytearray(good)
        changed[place] ^= 1
        refuses("flipped bytes", str(place), lambda changed=changed: read_presentation(bytes(changed), world, now, "police"))
    for end in range(0, len(good), 16):
        refuses("cut bytes", str(end), lambda end=end: read_presentation(good[:end], world, now, "police"))
    for key, value in {1: "李亮证", 8: "A1", 10: 99991231, 12: 320300, 13: 0, 14: "AH", 15: bytes(32), 17: 7, 99: 0, 100: 0}.items():
        refuses("changed fields", str(key), lambda key=key, value=value: read_presentation(changed_field(good, key, value), world, now, "police"))


def changed_field(good, key, value):
    outer = cbor2.loads(good)
    header = cbor2.loads(outer.value[0])
    claims = cbor2.loads(header[13].value[2])
    claims[-70001][key] = value
    header[13].value[2] = cbor2.dumps(claims, canonical=True)
    outer.value[0] = cbor2.dumps(header, canonical=True)
    return cbor2.dumps(outer, canonical=True)


def second_implementation():
    file = json.loads((FOLDER / "second-implementation.json").read_text())
    keys = world_of(file)
    world = read_trust_list(bytes.fromhex(file["trust_list_hex"]), dict([keys["dev_root"]]), 1, 1)
    passes("status lists", "second implementation", lambda: equal([value_at(read_status_list(bytes.fromhex(file["status_list_hex"]), world, 1795000125)[1], index) for index in (654321, 5, 6, 7)], [0, 2, 1, 3]))
    for case in file["presentations"]:
        passes("presentations", f"second: {case['name']}", lambda case=case: read_presentation(from_code(case["qr"]), world, case["now"], "police"))


def main():
    golden()
    second_implementation()
    for line in FAILED:
        print("FAILED", line)
    for kind, count in PASSED.items():
        print(f"{count:6d} {kind}")
    print(f"{sum(PASSED.values())} passed, {len(FAILED)} failed")
    raise SystemExit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
