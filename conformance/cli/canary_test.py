#!/usr/bin/python3
"""What the server keeps and logs tells nobody a secret: after registrations, matches, messages and a crash, its database, the database's log
and its own log at the finest level hold no code, no token, no private key, nothing of what was written end to end, and no number of somebody who
has no account; the log has no ciphertext either. Its memory, as a core image would show it, holds no token, no private key and nothing of what was written
end to end, also after all scenarios of encryption, groups and clients; their reports hold no token."""

import base64
import json
import pathlib
import re
import struct
import subprocess
import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE, BOB, CAROL, DORA = "+12025550101", "+12025550102", "+12025550103", "+12025550104"
NON_MEMBERS = ["+442079460123", "+442079460124", "+442079460125"]  # fictional (Ofcom), and none that scenarios draw from
END_TO_END = [b"canary sings at midnight", b"and flies at dawn", b"canary waits for you"]  # of client/encrypts_end_to_end
MAY_HOLD_SECRETS = {"secret", "key.pem", "sms.jsonl"}  # the server's keys, and what stands in for people's telephones


def readable(secret):
    """The octets in which somebody could read it."""
    forms = {secret.encode(), secret.encode().hex().encode(), base64.b64encode(secret.encode()).rstrip(b"=")}
    try:
        octets = base64.urlsafe_b64decode(secret.replace("+", "-").replace("/", "_") + "=" * (-len(secret) % 4))
        forms |= {octets, octets.hex().encode()} if len(octets) >= 16 else set()
    except ValueError:
        pass
    return forms


def secrets_of(account):
    """What a phone's account file has to hide: the tokens and the key, and neither its address nor the id of its program."""
    lines = [line.split(" ") for line in pathlib.Path(account).read_text().splitlines()]
    return [words[-1] for words in lines if words[0] in ("token", "key", "fast") and len(words[-1]) >= 16]


def private_keys_of(path):
    """The seed of a device's identity and the first private prekeys, out of the file of keys of `assay chat`."""
    octets = base64.b64decode(pathlib.Path(path).read_text().splitlines()[1])

    def taken(octets):
        size = struct.unpack(">I", octets[:4])[0]
        return octets[4:4 + size], octets[4 + size:]

    _, rest = taken(octets[1:])  # behind the version: the account, the device, our own keys
    own, _ = taken(rest[4:])
    seed, rest = taken(own[1:])
    _, rest = taken(rest[8:])  # how many signed prekeys; the id and the public half of the first
    signed_prekey, _ = taken(rest)
    return [seed, signed_prekey]


def memory_of(pid):
    """What a process can write to and has written: heap, stacks and data."""
    regions = []
    with open(f"/proc/{pid}/mem", "rb") as memory:
        for line in pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            begin, end = (int(bound, 16) for bound in span.split("-"))
            memory.seek(begin)
            try:
                regions.append(memory.read(end - begin))
            except OSError:  # of the kernel's, such as [vvar]
                continue
    return b"\0".join(regions)


class Canary(unittest.TestCase):
    def test_nothing_that_is_kept_or_logged_tells_a_secret(self):
        self.private_keys = []
        server = assay.Server()
        server.options = ("--control", str(server.folder / "control"), "--log", "trace", "--log-file", str(server.folder / "log"))
        with server:
            tokens = []
            for number in (ALICE, BOB):
                assay.account(server, number)
                secrets = secrets_of(server.folder / f"account-{number}")
                self.assertGreaterEqual(len(secrets), 2, "a token and a key")
                tokens += secrets
                self.private_keys += self.keys(server, server.folder / f"account-{number}")
            self.live(server)
            self.play_scenarios(server)
            self.look_into_memory(server, tokens)
            server.kill()
            server.start()
            self.live_on(server)
            self.look(server, tokens)
            self.look_into_memory(server, tokens)
            server.stop()
            self.look(server, tokens)

    def test_memory_and_reports_tell_no_secret_after_all_that_is_encrypted(self):
        self.private_keys = []
        server = assay.Server()
        server.options = ("--control", str(server.folder / "control"))
        with server:
            tokens = []
            for number in (ALICE, BOB):
                assay.account(server, number)
                tokens += secrets_of(server.folder / f"account-{number}")
                self.private_keys += self.keys(server, server.folder / f"account-{number}")
            report = server.folder / "report"
            self.play(server, *(f"scenarios/{name}" for name in ("contacts", "groups", "encryption", "client")), "--report", report)
            self.look_into_memory(server, tokens)
            # What a phone under test was told to say is the report's to show; how it logs in is not.
            self.assertIn(END_TO_END[0], (report / "report.json").read_bytes(), "this is not what was played")
            for path in sorted(report.iterdir()):
                octets = path.read_bytes()
                self.find_no_token(path.name, octets, tokens)
                self.assertIsNone(re.search(rb"\btoken=(?:&#39;|&quot;|\\?['\"])[\w-]{16}", octets), f"{path.name} holds a token")

    def keys(self, server, account):
        """Comes online once, by when the keys are there and stored."""
        chat = subprocess.Popen([assay.ASSAY, "chat", "--server", server.ready["c2s"], "--trust", server.ready["certificate"], "--account", account],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=assay.own_address())
        lines = assay.Lines(chat)
        while "Online" not in lines.next():
            pass
        chat.stdin.write(b"/quit\n")
        chat.stdin.close()
        chat.wait(assay.PATIENCE)
        chat.stdout.close()
        return private_keys_of(f"{account}-keys")

    def live(self, server):
        """A phone that registers by a wrong code first, asks for numbers without an account, and writes to one."""
        self.carol = assay.Phone(server)
        self.carol.do("register", number=CAROL)
        self.carol.event("code-requested")
        self.carol.do("verify", code="999999" if server.codes()[CAROL] != "999999" else "111111")
        self.carol.event("failed")
        self.carol.close()
        self.carol = assay.Phone(server)
        self.carol.register(DORA)
        self.carol.do("consent", given=True)
        self.carol.do("match", numbers=[ALICE, *NON_MEMBERS])
        self.carol.event("contacts", ignoring=())
        self.carol.do("send", to=NON_MEMBERS[0][1:] + "@localhost", id="m1", body="Is somebody there?")
        self.carol.do("send", to=BOB[1:] + "@localhost", id="m2", body="CANARY-BODY")
        self.carol.sync()

    def live_on(self, server):
        self.carol.use()
        self.carol.do("login")
        self.carol.event("online")
        self.carol.sync()
        self.carol.close()

    def play(self, server, *arguments):
        target = server.folder / "target.yaml"
        claimed = re.search(r"capabilities:\s*(\[.*?\])", (assay.ROOT / "conformance/targets/reference.yaml").read_text(), re.S).group(1)
        target.write_text(
            f"name: running\ndomain: localhost\nc2s: {server.ready['c2s']}\nc2s-tls: {server.ready['c2s-tls']}\n"
            f"sms: {{ file: sms.jsonl }}\ncapabilities: {re.sub('(test-numbers|upload|media|push), ', '', claimed)}\n")
        done = assay.run("run", *arguments, "--target", target)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def play_scenarios(self, server):
        names = ["registration/by_code", "registration/again", "registration/wrong_code", "registration/two_right_answers", "contacts/one_sided",
                 "contacts/mutual", "messages/acknowledged", "offline/phone_off", "client/conversation",
                 "client/encrypts_end_to_end"]
        self.play(server, *[f"scenarios/{name}.yaml" for name in names])

    def look(self, server, tokens):
        codes = {json.loads(line)["code"] for line in (server.folder / "sms.jsonl").read_text().splitlines()}
        self.assertGreater(len(codes), 10)
        looked_at = set()
        for path in sorted(server.folder.iterdir()):
            if not path.is_file() or path.name in MAY_HOLD_SECRETS or path.name.startswith("account-"):
                continue
            octets = path.read_bytes()
            looked_at.add(path.name)
            for code in codes:  # a run of its own: other numbers may have the same digits in them
                self.assertIsNone(re.search(rb"(?<![0-9])" + code.encode() + rb"(?![0-9])", octets), f"{path.name} holds the code {code}")
            self.find_no_secret(path.name, octets, tokens)
            for number in NON_MEMBERS:
                self.assertNotIn(number[1:].encode(), octets, f"{path.name} holds the number of somebody without an account")
            if path.name in ("log", "stderr.log"):
                self.assertNotIn(b"CANARY-BODY", octets, "the log holds what people write")
                self.assertNotIn(ALICE[1:].encode(), octets, "the log holds a whole number")
                self.assertNotIn(b"omemo", octets, "the log holds ciphertext")
        self.assertLessEqual({"assay.db", "log"}, looked_at)
        kept = b"".join((server.folder / name).read_bytes() for name in looked_at if name.startswith("assay.db"))
        self.assertIn(ALICE[1:].encode(), kept, "this is not what the server keeps")
        self.assertIn(b" trace ", (server.folder / "log").read_bytes(), "this is not the finest level")

    def find_no_secret(self, where, octets, tokens):
        self.find_no_token(where, octets, tokens)
        for text in END_TO_END:
            self.assertFalse(text in octets, f"{where} holds what was written end to end")

    def find_no_token(self, where, octets, tokens):
        for token in tokens:
            for form in readable(token):
                self.assertFalse(form in octets, f"{where} holds a token or a key")
        for key in self.private_keys:
            self.assertEqual(len(key), 32)
            for form in (key, key.hex().encode(), base64.b64encode(key).rstrip(b"=")):
                self.assertFalse(form in octets, f"{where} holds a private key")

    def look_into_memory(self, server, tokens):
        """All that a core image would have of the running server. Codes may be there: they were used up when they came."""
        image = memory_of(server.process.pid)
        self.assertIn(ALICE[1:].encode(), image, "this is not the server's memory")
        self.find_no_secret("the server's memory", image, tokens)


if __name__ == "__main__":
    unittest.main(verbosity=2)
