#!/usr/bin/python3
"""The judge stands alone: assay-judge holds no code of the server, the client or their stream, and still judges a server."""

import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "conformance/cli/testing"))
import assay  # noqa: E402

JUDGE = str(pathlib.Path(assay.ASSAY).parent / "assay-judge")


class Judge(unittest.TestCase):
    def test_it_is_linked_without_what_it_judges(self):
        symbols = subprocess.run(["nm", "-C", JUDGE], capture_output=True, text=True, check=True).stdout
        for judged in ("assay::server::", "assay::client::", "assay::stream::", "assay::stanza::"):
            self.assertNotIn(judged, symbols)
        self.assertIn("assay::conformance::engine::", symbols)

    def test_it_judges(self):
        with assay.Server() as server:
            target = server.folder / "target.yaml"
            target.write_text(
                f"name: running\ndomain: localhost\nc2s: {server.ready['c2s']}\nc2s-tls: {server.ready['c2s-tls']}\nsms_file: {server.ready['sms']}\n"
                "capabilities: [stream, tls, sasl-scram-sha-256, bind, presence, messages, registration, contacts, ack, offline, offline-summary, delay]\n")
            done = subprocess.run([JUDGE, str(ROOT), str(target), str(ROOT / "scenarios/offline/phone_off.yaml")], capture_output=True, text=True,
                                  timeout=assay.PATIENCE, cwd=ROOT, env=os.environ)
            self.assertEqual((done.returncode, done.stdout.split()), (0, ["pass", "offline/phone_off"]), done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
