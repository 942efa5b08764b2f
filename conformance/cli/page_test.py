#!/usr/bin/python3
"""The HTML report of a real run, opened in headless Chromium: it shows the run's counts and its failure, and loads nothing from outside."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]


@unittest.skipUnless(shutil.which("chromium"), "chromium is not installed")
class Page(unittest.TestCase):
    def test_a_red_run_is_shown_with_its_failure(self):
        with tempfile.TemporaryDirectory() as folder:
            done = assay.run("run", "scenarios/offline", "--target", "simulator", "--defect", "offline-pair-swapped", "--report", folder)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            run = json.loads((pathlib.Path(folder) / "report.json").read_text())
            page = subprocess.run([*CHROMIUM, f"--user-data-dir={folder}/profile", "--dump-dom", f"file://{folder}/report.html"],
                                  capture_output=True, text=True, timeout=assay.PATIENCE).stdout
            failed = [scenario for scenario in run["scenarios"] if scenario["verdict"] == "fail"]
            self.assertTrue(failed)
            for scenario in failed:
                self.assertIn(scenario["title"], page)
                self.assertIn(scenario["failures"][0]["place"]["file"], page)
            for outside in ('src="http', "url(http", '<link rel="stylesheet" href="http'):
                self.assertNotIn(outside, page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
