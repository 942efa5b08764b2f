#!/usr/bin/python3
"""gloox, a C++ library for XMPP clients that none of us wrote, against the reference server."""

import pathlib
import unittest

import ordinary_client

SOURCE = pathlib.Path(__file__).with_name("gloox_client.cpp")
MISSING = ordinary_client.missing_libraries("gloox")


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)}")
class Gloox(ordinary_client.Conversations, unittest.TestCase):
    numbers = ("+12025550141", "+12025550142")

    @classmethod
    def setUpClass(cls):
        folder, cls.program = ordinary_client.compiled(["c++", "-std=c++17"], SOURCE, "gloox")
        cls.addClassCleanup(folder.cleanup)

    def start(self, server, account, tls):
        return ordinary_client.OrdinaryClient([self.program], server, account, tls)


if __name__ == "__main__":
    unittest.main(verbosity=2)
