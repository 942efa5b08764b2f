#!/usr/bin/python3
"""What the server acknowledged survives kill -9: nothing is lost, nothing comes twice."""

import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

ALICE, BOB = "+12025550101", "+12025550102"


class Durability(unittest.TestCase):
    def test_acked_messages_survive_kill_9_once_each(self):
        with assay.Server() as server:
            alice, bob = assay.Phone(server), assay.Phone(server)
            alice.register(ALICE)
            jid = bob.register(BOB)
            bob.do("logout")
            bob.event("offline", ignoring=())
            sent = [f"m{n}" for n in range(50)]
            for id in sent:
                alice.do("send", to=jid, id=id, body=f"text of {id}")
            accepted = [alice.event("accepted")["id"] for _ in sent]
            self.assertEqual(accepted, sent)

            server.kill()
            server.start()
            bob.use()
            bob.do("login")
            bob.event("online")
            got = [event for event in bob.sync() if event["event"] == "message"]
            self.assertEqual([message["id"] for message in got], sent)
            self.assertTrue(all(message["delayed"] for message in got))

            # Bob's acknowledgements were committed before the answer to his sync: killed again, nothing comes a second time.
            server.kill()
            server.start()
            bob.sync()
            bob.use()
            bob.do("login")
            bob.event("online")
            self.assertEqual([event for event in bob.sync() if event["event"] == "message"], [])
            alice.close()
            bob.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
