#!/usr/bin/python3
"""The lists of `assay chat`, and what it broadcast, are there in the next run: it is changed and taken back at all to whom it went."""

import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE, BOB, CAROL = "+12025550101", "+12025550102", "+12025550103"


class KnownBroadcasts(unittest.TestCase):
    def phone(self, server, number, owner):
        phone = assay.Phone(server)
        phone.do("encrypt", on=True)
        phone.register(number)
        phone.do("consent", given=True)
        phone.do("match", numbers=[owner])
        phone.event("contacts", ignoring=("offline",))
        phone.sync()
        self.addCleanup(phone.close)
        return phone

    def test_they_are_kept(self):
        with assay.Server() as server:
            assay.account(server, ALICE)
            account = server.folder / f"account-{ALICE}"
            known = server.folder / f"account-{ALICE}-broadcasts"
            bob, carol = (self.phone(server, number, ALICE) for number in (BOB, CAROL))
            passed = ("contacts", "offline", "keys-changed", "contact-changed", "contact-joined")

            chat = assay.Chat(server, account)
            chat.type(f"/list club {BOB}, {CAROL}")
            chat.sees("club:")
            chat.type("/broadcast club: We are open again")
            chat.sees("to 2, each by itself")
            ids = []
            for phone in (bob, carol):
                message = phone.event("message", ignoring=passed)
                self.assertEqual((message["body"], message["privacy"]), ("We are open again", "encrypted"))
                ids.append(message["id"])
            self.assertEqual(chat.quit(), "")
            for one in ids:
                self.assertIn(one.encode(), known.read_bytes())
            self.assertEqual(known.stat().st_mode & 0o777, 0o600)

            # In the next run, and after the list has changed, at both of them.
            chat = assay.Chat(server, account)
            chat.type("/list club")
            chat.sees(f"{BOB} {CAROL}")
            chat.type(f"/unlist club {CAROL}")
            chat.type("/rebroadcast We are open on Tuesday")
            for phone, one in zip((bob, carol), ids):
                edited = phone.event("edited", ignoring=passed)
                self.assertEqual((edited["id"], edited["body"]), (one, "We are open on Tuesday"))
            self.assertEqual(chat.quit(), "")

            # As its process is killed nothing is forgotten, either.
            chat = assay.Chat(server, account)
            chat.type("/list club")
            chat.sees(f"club: {BOB}")
            chat.type("/list others " + CAROL)
            chat.sees("others:")
            chat.type("/unbroadcast")
            for phone, one in zip((bob, carol), ids):
                self.assertEqual(phone.event("revoked", ignoring=passed)["id"], one)
            chat.process.kill()
            chat.process.wait()
            for stream in (chat.process.stdin, chat.process.stdout, chat.process.stderr):
                stream.close()
            chat = assay.Chat(server, account)
            chat.type("/list others")
            chat.sees(f"others: {CAROL}")
            self.assertEqual(chat.quit(), "")

            # A file that cannot be read is said to be none, and does not end the program.
            known.write_bytes(b"nonsense")
            chat = assay.Chat(server, account)
            chat.type("/list others")
            chat.sees("others: nobody")
            self.assertIn("cannot be read", chat.quit())


if __name__ == "__main__":
    unittest.main(verbosity=2)
