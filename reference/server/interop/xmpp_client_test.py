#!/usr/bin/python3
"""Runs xmpp_client_test.mjs against a reference server, over STARTTLS and direct TLS. Installs the client's package on first use."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "conformance/cli/testing"))
import assay  # noqa: E402

NUMBERS = ("+12025550121", "+12025550122")


class XmppClient(unittest.TestCase):
    def test_chats_both_ways_over_starttls_and_direct_tls(self):
        with tempfile.TemporaryDirectory() as folder, assay.Server("--domain", "localhost") as server:
            for name in ("package.json", "package-lock.json", "xmpp_client_test.mjs"):
                shutil.copy(HERE / name, folder)
            installed = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True)
            self.assertEqual(installed.returncode, 0, installed.stderr)
            credentials = [word for number in NUMBERS for word in assay.account(server, number)]
            for scheme, listener in (("xmpp", "c2s"), ("xmpps", "c2s-tls")):
                with self.subTest(scheme=scheme):
                    done = subprocess.run(
                        ["node", "xmpp_client_test.mjs", f"{scheme}://{server.ready[listener]}", "localhost",
                         *(word.split("@")[0] for word in credentials)],
                        cwd=folder, capture_output=True, text=True, timeout=assay.PATIENCE,
                        env={**os.environ, "NODE_TLS_REJECT_UNAUTHORIZED": "0"})
                    self.assertEqual((done.returncode, done.stdout), (0, "chatted both ways\n"), done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
