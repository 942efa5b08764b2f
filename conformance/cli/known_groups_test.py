#!/usr/bin/python3
"""What `assay chat` knows of groups is there in the next run, and on a full disk nobody misses a change."""

import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE, BOB, CAROL = "+12025550101", "+12025550102", "+12025550103"


class KnownGroups(unittest.TestCase):
    def test_they_are_kept_and_nothing_is_lost_on_a_full_disk(self):
        with assay.Server() as server:
            alice, _ = assay.account(server, ALICE)
            account = server.folder / f"account-{ALICE}"
            known = server.folder / f"account-{ALICE}-groups"
            bob, carol = assay.Phone(server), assay.Phone(server)
            bob.register(BOB)
            carol_jid = carol.register(CAROL)

            chat = assay.Chat(server, account, "--clear")
            bob.do("group-new", subject="Chess", members=[alice])
            group = bob.event("group-invited", ignoring=("group-changed",))["group"]
            chat.sees(f"{BOB} made #Chess")
            self.assertEqual(chat.quit(), "")
            first = known.read_bytes()
            self.assertIn(group.encode(), first)

            # By its name, before the server has said anything of it.
            chat = assay.Chat(server, account, "--clear")
            chat.type("/to #Chess")
            chat.sees("Your lines go to #Chess now.")
            self.assertEqual(chat.quit(), "")

            with assay.full_disk(known):
                chat = assay.Chat(server, account, "--clear")
                bob.do("group-add", group=group, members=[carol_jid])
                chat.sees(f"{BOB} added {CAROL} to #Chess")
                errors = chat.quit()
                self.assertEqual(errors.count("cannot write"), 1, errors)
                self.assertEqual(known.read_bytes(), first)

            # What was told and could not be kept is told again.
            chat = assay.Chat(server, account, "--clear")
            chat.sees(f"{BOB} added {CAROL} to #Chess")
            self.assertEqual(chat.quit(), "")
            self.assertIn(carol_jid.encode(), known.read_bytes())
            bob.close()
            carol.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
