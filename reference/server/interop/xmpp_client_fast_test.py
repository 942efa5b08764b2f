#!/usr/bin/python3
"""@xmpp/client of a version with SASL2 and tokens: its second login is made by the token that the first one brought. npm fetches it once."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import ordinary_client
from ordinary_client import assay

HERE = pathlib.Path(__file__).resolve().parent


@unittest.skipUnless(shutil.which("node") and shutil.which("npm"), "nodejs or npm is not installed")
class FastLogins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="assay-interop-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        for name in ("package.json", "package-lock.json", "client.mjs"):
            shutil.copy(HERE / "fast_client" / name, cls.folder)
        npm = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
        installed = subprocess.run(npm, cwd=cls.folder, capture_output=True, text=True)
        assert installed.returncode == 0, installed.stderr

    def test_the_second_login_is_made_by_token(self):
        with assay.Server() as server:
            account = assay.account(server, "+12025550123")
            for tls in ("starttls", "direct"):
                with self.subTest(tls=tls):
                    self.assertEqual(
                        self.lines(server, account, tls),
                        ["login SCRAM-SHA-1", f"online {account[0]} fast", "login HT-SHA-256-NONE", f"online {account[0]} fast"])

    def lines(self, server, account, tls):
        listener = ordinary_client.LISTENERS[tls]
        program = ["node", "--dns-result-order=ipv4first", self.folder / "client.mjs", *server.address(listener), tls,
                   server.ready["certificate"], *account]
        environment = {**os.environ, "NODE_EXTRA_CA_CERTS": server.ready["certificate"]}
        ended = subprocess.run([*map(str, program)], env=environment, capture_output=True, text=True, timeout=assay.PATIENCE)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stdout.splitlines()


if __name__ == "__main__":
    unittest.main(verbosity=2)
