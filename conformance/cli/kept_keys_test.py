#!/usr/bin/python3
"""While `assay chat` cannot write its keys nothing is sent and nothing shown; it says so, and goes on when the disk has room again."""

import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE, BOB = "+12025550101", "+12025550102"


class KeptKeys(unittest.TestCase):
    def begin(self, server):
        """Alice's address and her chat, and Bob's phone, between whom there is a session."""
        alice, _ = assay.account(server, ALICE)
        bob = assay.Phone(server)
        bob.do("encrypt", on=True)
        bob.register(BOB)
        chat = assay.Chat(server, server.folder / f"account-{ALICE}")
        chat.type(f"/to {BOB}")
        chat.type("one")
        self.assertEqual(bob.event("message")["body"], "one")
        return alice, chat, bob

    def test_what_rests_on_keys_that_cannot_be_written_waits(self):
        with assay.Server() as server:
            alice, chat, bob = self.begin(server)
            keys = server.folder / f"account-{ALICE}-keys"
            bob.do("send", to=alice, id="b1", body="two")
            chat.sees("two")
            bob.event("accepted")

            with assay.full_disk(keys):
                before = keys.read_bytes()
                bob.do("send", to=alice, id="b2", body="three")
                self.assertIn("until your keys can be written", chat.complaints.next())
                chat.type("four")
                bob.event("accepted")
                self.assertEqual(bob.sync(), [])
                self.assertEqual(keys.read_bytes(), before)
            self.assertIn("everything goes on", chat.complaints.next())
            chat.sees("three")
            self.assertEqual(bob.event("message", ignoring=("activity", "read", "delivered"))["body"], "four")
            self.assertNotEqual(keys.read_bytes(), before)
            chat.quit()
            bob.close()

    def test_whoever_leaves_meanwhile_gets_it_next_time(self):
        with assay.Server() as server:
            alice, chat, bob = self.begin(server)

            with assay.full_disk(server.folder / f"account-{ALICE}-keys"):
                bob.do("send", to=alice, id="b1", body="two")
                self.assertIn("until your keys can be written", chat.complaints.next())
                chat.type("/quit")
                self.assertIn("comes again", chat.complaints.next())
                chat.ended()

            again = assay.Chat(server, server.folder / f"account-{ALICE}")
            again.sees("two")
            again.quit()
            bob.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
