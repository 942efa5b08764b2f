#!/usr/bin/python3
"""While `assay chat` cannot write its keys nothing is sent and nothing shown; it says so, and goes on when the disk has room again."""

import subprocess
import sys
import types
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE, BOB = "+12025550101", "+12025550102"


class Chat:
    """A person at `assay chat` over a pipe, whose complaints are read as well."""

    def __init__(self, server, account):
        self.process = subprocess.Popen(
            [assay.ASSAY, "chat", "--server", server.ready["c2s"], "--trust", server.ready["certificate"], "--account", str(account)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=assay.own_address())
        self.lines = assay.Lines(self.process)
        self.complaints = assay.Lines(types.SimpleNamespace(stdout=self.process.stderr, args=self.process.args))

    def type(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def sees(self, text):
        """What came before it."""
        before = []
        while text not in (line := self.lines.next()):
            before.append(line)
        return before

    def quit(self):
        self.type("/quit")
        self.process.stdin.close()
        self.ended()

    def ended(self):
        self.process.wait(assay.PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()


class KeptKeys(unittest.TestCase):
    def test_what_rests_on_keys_that_cannot_be_written_waits(self):
        with assay.Server() as server:
            alice, _ = assay.account(server, ALICE)
            account = server.folder / f"account-{ALICE}"
            keys = server.folder / f"account-{ALICE}-keys"
            bob = assay.Phone(server)
            bob.do("encrypt", on=True)
            bob.register(BOB)

            chat = Chat(server, account)
            chat.sees("Online")
            chat.type(f"/to {BOB}")
            chat.type("one")
            self.assertEqual(bob.event("message")["body"], "one")
            bob.do("send", to=alice, id="b1", body="two")
            chat.sees("two")
            bob.event("accepted")

            # The disk is full: nothing can be written beside what is there.
            full = server.folder / f"account-{ALICE}-keys.part"
            full.mkdir()
            before = keys.read_bytes()
            bob.do("send", to=alice, id="b2", body="three")
            self.assertIn("until your keys can be written", chat.complaints.next())
            chat.type("four")
            bob.event("accepted")
            self.assertEqual(bob.sync(), [])
            self.assertEqual(keys.read_bytes(), before)

            full.rmdir()
            self.assertIn("everything goes on", chat.complaints.next())
            chat.sees("three")
            self.assertEqual(bob.event("message", ignoring=("activity", "read", "delivered"))["body"], "four")
            self.assertNotEqual(keys.read_bytes(), before)
            chat.quit()
            bob.close()

    def test_whoever_leaves_meanwhile_gets_it_next_time(self):
        with assay.Server() as server:
            alice, _ = assay.account(server, ALICE)
            account = server.folder / f"account-{ALICE}"
            bob = assay.Phone(server)
            bob.do("encrypt", on=True)
            bob.register(BOB)
            chat = Chat(server, account)
            chat.sees("Online")
            chat.type(f"/to {BOB}")
            chat.type("one")
            bob.event("message")

            full = server.folder / f"account-{ALICE}-keys.part"
            full.mkdir()
            bob.do("send", to=alice, id="b1", body="two")
            self.assertIn("until your keys can be written", chat.complaints.next())
            chat.type("/quit")
            self.assertIn("comes again", chat.complaints.next())
            chat.process.stdin.close()
            chat.ended()
            full.rmdir()

            again = Chat(server, account)
            again.sees("two")
            again.quit()
            bob.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
