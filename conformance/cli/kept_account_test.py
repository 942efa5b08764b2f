#!/usr/bin/python3
"""An account that `assay chat` cannot write to its file is said to be in danger, and written as soon as there is room: its token is told once."""

import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE = "+12025550101"


class KeptAccount(unittest.TestCase):
    def test_what_could_not_be_written_is_written_when_there_is_room(self):
        with assay.Server() as server:
            account = server.folder / "account"
            with assay.full_disk(account):
                chat = assay.Chat(server, account, greeting="/register")
                chat.type(f"/register {ALICE}")
                chat.sees("code")
                chat.type(f"/code {server.codes()[ALICE]}")
                chat.sees("Online")
                self.assertIn(str(account), chat.complaints.next())
                self.assertFalse(account.exists())
            chat.type("/keys")  # whatever makes it look again
            self.assertEqual(chat.quit(), "")
            again = assay.Chat(server, account)
            self.assertEqual(again.quit(), "")


if __name__ == "__main__":
    unittest.main(verbosity=2)
