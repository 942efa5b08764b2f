#!/usr/bin/python3
"""@xmpp/client, an XMPP client for Node that none of us wrote, against the reference server. npm fetches it once."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import ordinary_client

HERE = pathlib.Path(__file__).resolve().parent


@unittest.skipUnless(shutil.which("node") and shutil.which("npm"), "nodejs or npm is not installed")
class XmppClient(ordinary_client.Conversations, unittest.TestCase):
    numbers = ("+12025550121", "+12025550122")

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="assay-interop-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        for name in ("package.json", "package-lock.json", "xmpp_client.mjs"):
            shutil.copy(HERE / name, cls.folder)
        npm = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
        installed = subprocess.run(npm, cwd=cls.folder, capture_output=True, text=True)
        assert installed.returncode == 0, installed.stderr

    def start(self, server, account, tls):
        program = ["node", "--dns-result-order=ipv4first", self.folder / "xmpp_client.mjs"]
        environment = {**os.environ, "NODE_EXTRA_CA_CERTS": server.ready["certificate"]}
        return ordinary_client.OrdinaryClient(program, server, account, tls, environment)


if __name__ == "__main__":
    unittest.main(verbosity=2)
