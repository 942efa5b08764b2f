#!/usr/bin/python3
"""Every code point of Unicode, alone and in contexts, through our profiles (reference_jid_lines, over ICU) and through two implementations
that none of us wrote: precis_i18n for UsernameCaseMapped and OpaqueString, idna for domain names. Whether a string is allowed and what comes of
it must be the same.

The three know different versions of Unicode. A difference is excused only for a string with a code point that is younger than the older of the
two versions; the excused ones are counted and printed.
"""

import collections
import multiprocessing
import os
import subprocess
import sys
import unicodedata

LINES = os.environ.get("JID_LINES", "build/release/reference/jid/reference_jid_lines")
SKIP = 77  # ctest's SKIP_RETURN_CODE

try:
    import idna
    import idna.idnadata
    from precis_i18n import get_profile
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed (Debian: apt-get install python3-precis-i18n python3-idna)")
    sys.exit(SKIP)

EVERYTHING = range(0x110000)
# Where contexts are worth their time: without the ideographs, syllables and private use whose properties are all alike.
VARIED = [c for c in EVERYTHING
          if unicodedata.category(chr(c)) not in ("Cn", "Co", "Cs")
          and not 0x3400 <= c < 0xA000 and not 0xAC00 <= c < 0xD7A4 and not 0x17000 <= c < 0x18D00 and not c >= 0x20000]
CONTEXTUAL = [0x200C, 0x200D, 0x00B7, 0x0375, 0x05F3, 0x05F4, 0x30FB, *range(0x660, 0x66A), *range(0x6F0, 0x6FA)]


def contexts(c):
    """Strings that the bidi rule, the contextual rules, final sigma, composition and width are decided in."""
    yield from ("a" + c, c + "a", "a" + c + "a", "A\u03a3" + c)
    yield from ("\u05d0" + c, c + "\u05d0", "\u05d0" + c + "\u05d0", "\u0627" + c + "1", "\u0661" + c + "\u0627")
    yield from ("l" + c + "l", c + "\u0301", c + "\u3099", c + "\u0345")


def joined(c):
    """All that the contextual rules look at: a neighbour on each side."""
    for contextual in map(chr, CONTEXTUAL):
        yield from (c + contextual, contextual + c, "\u0628" + contextual + c, c + contextual + "\u0628", c + "\u0300" + contextual + "\u0300\u0628")


def peer(job):
    profile, text = job
    try:
        if profile == "domain":
            return domain(text)
        return PROFILES[profile].enforce(text)
    except (UnicodeError, idna.IDNAError):
        return None


PROFILES = {"username": get_profile("UsernameCaseMapped"), "opaque": get_profile("OpaqueString")}


def domain(text):
    """RFC 7622 section 3.2 over the idna package: UTS 46's mapping, then IDNA2008's rules for each label."""
    mapped = idna.uts46_remap(text, std3_rules=True, transitional=False)
    if mapped.endswith("."):
        mapped = mapped[:-1]
    labels = [idna.ulabel(label) for label in mapped.split(".")]
    for label in labels:
        idna.alabel(label)
        if label.isascii():
            idna.check_hyphen_ok(label)
    return ".".join(labels)


def jobs():
    for c in EVERYTHING:
        for profile in ("username", "opaque", "domain"):
            yield profile, chr(c)
    for c in VARIED:
        for text in contexts(chr(c)):
            yield "username", text
            yield "opaque", text
        yield "domain", "a" + chr(c) + "b"
        yield "domain", "\u05d0" + chr(c) + "\u05d0"
        for text in joined(chr(c)):
            yield "username", text


def hexadecimal(text):
    return text.encode("utf-8", "surrogatepass").hex()


def compare(batch):
    """(count, differences, excused) of one batch."""
    lines = "".join(f"{profile} {hexadecimal(text)}\n" for profile, text in batch)
    answers = subprocess.run([LINES], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answers) == len(batch), (len(answers), len(batch))
    different, excused = [], collections.Counter()
    for job, answer in zip(batch, answers):
        ours, age = answer.split()
        theirs = peer(job)
        if ours == ("-" if theirs is None else hexadecimal(theirs)):
            continue
        profile, text = job
        if int(age) > KNOWS[profile]:
            excused[profile, int(age)] += 1
        else:
            different.append((profile, ascii(text), "refused" if ours == "-" else ascii(bytes.fromhex(ours).decode()), ascii(theirs)))
    return len(batch), different, excused


KNOWS = {  # the major version of Unicode behind each profile of the peers
    "username": int(unicodedata.unidata_version.split(".")[0]),
    "opaque": int(unicodedata.unidata_version.split(".")[0]),
    "domain": int(idna.idnadata.__version__.split(".")[0]),
}


def batches(size=100_000):
    batch = []
    for job in jobs():
        batch.append(job)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def main():
    total, different, excused = 0, [], collections.Counter()
    with multiprocessing.Pool(min(4, os.cpu_count() or 1)) as pool:
        for count, some, young in pool.imap_unordered(compare, batches()):
            total += count
            different += some
            excused += young
    print(f"{total} strings; the peers know Unicode {KNOWS['username']} (precis_i18n) and {KNOWS['domain']} (idna)")
    for (profile, age), count in sorted(excused.items()):
        print(f"excused: {count} strings of {profile} with a code point of Unicode {age}")
    print(f"different: {len(different)}")
    for profile, text, ours, theirs in sorted(different)[:40]:
        print(f"  {profile} {text}: ours {ours}, theirs {theirs}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
