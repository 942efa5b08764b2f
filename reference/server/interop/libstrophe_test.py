#!/usr/bin/python3
"""libstrophe, a C library for XMPP clients that none of us wrote, against the reference server."""

import pathlib
import unittest

import ordinary_client

SOURCE = pathlib.Path(__file__).with_name("libstrophe_client.c")
MISSING = ordinary_client.missing_libraries("libstrophe")


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)}")
class Libstrophe(ordinary_client.Conversations, unittest.TestCase):
    numbers = ("+12025550131", "+12025550132")

    @classmethod
    def setUpClass(cls):
        folder, cls.program = ordinary_client.compiled(["cc", "-std=gnu11"], SOURCE, "libstrophe")
        cls.addClassCleanup(folder.cleanup)

    def start(self, server, account, tls):
        return ordinary_client.OrdinaryClient([self.program], server, account, tls)


if __name__ == "__main__":
    unittest.main(verbosity=2)
