#!/usr/bin/python3
"""slixmpp, an XMPP client that none of us wrote, logs in to the reference server with a number and its token and chats both ways."""

import importlib.util
import pathlib
import sys
import unittest

import ordinary_client

PROGRAM = pathlib.Path(__file__).with_name("slixmpp_client.py")


@unittest.skipUnless(importlib.util.find_spec("slixmpp"), "python3-slixmpp is not installed")
class Slixmpp(ordinary_client.Conversations, unittest.TestCase):
    numbers = ("+12025550111", "+12025550112")

    def start(self, server, account, tls):
        return ordinary_client.OrdinaryClient([sys.executable, "-W", "ignore", PROGRAM], server, account, tls)


if __name__ == "__main__":
    unittest.main(verbosity=2)
