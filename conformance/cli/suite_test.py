#!/usr/bin/python3
"""The whole suite: sound over TCP, where nothing that the servers leave tells a secret, and in the simulator, every defect caught, xmpp/ runs on
Prosody and ejabberd, and the specification is covered."""

import json
import pathlib
import re
import shlex
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402


SECRETS = [
    b"canary sings at", b"and flies at dawn", b"canary waits for you", b"canary sleeps at night", b"We are open on Tuesday",  # written end to end
    b"135790",  # the code of test numbers
    b"483920",  # a PIN
]


def red(stdout):
    return [(s["id"], s["reason"], [f["path_diff"] or f["actual"] for f in s["failures"]]) for s in json.loads(stdout)["scenarios"]
            if s["verdict"] not in ("pass", "unsupported", "untestable", "choice")]


class Suite(unittest.TestCase):
    def test_lint_finds_nothing(self):
        done = assay.run("lint", "scenarios")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_all_scenarios_pass_on_the_reference_over_tcp_and_leave_no_secret(self):
        with tempfile.TemporaryDirectory(prefix="assay-test-") as folder:
            kept = pathlib.Path(folder) / "kept"
            kept.mkdir()
            done = assay.run("run", "scenarios", "--target", self.target_that_keeps(kept), "--json", "-")
            self.assertEqual((done.returncode, red(done.stdout)), (0, []))
            self.look_for_secrets(kept)

    def target_that_keeps(self, kept):
        """The reference, each of whose servers leaves its folder and its log at the finest level."""
        targets = assay.ROOT / "conformance/targets"
        launch = " ".join(f"{name}={shlex.quote(str(value))}" for name, value in (
            ("KEPT", kept), ("SERVER", assay.ASSAY), ("ASSAY", assay.ROOT / "conformance/cli/testing/kept_server")))
        text = re.sub(r"^launch: (.*)$", lambda found: f"launch: {launch} {shlex.quote(str(targets / found.group(1)))}",
                      (targets / "reference.yaml").read_text(), flags=re.M)
        target = kept.parent / "kept.yaml"
        target.write_text(text)
        return target

    def look_for_secrets(self, kept):
        logs = b"".join(path.read_bytes() for path in kept.glob("*/log"))
        files = b"".join(path.read_bytes() for path in kept.glob("*/media/*"))
        database = b"".join(path.read_bytes() for path in kept.glob("*/assay.db*"))
        for what, octets in (("log", logs), ("database", database), ("files", files)):
            self.assertGreater(len(octets), 10_000, f"this is not what the servers left: {what}")
            for secret in SECRETS:
                self.assertNotIn(secret, octets, f"{what} of the servers")
        for secret in (b"<body", b"omemo", b"<payload"):
            self.assertNotIn(secret, logs, "logs hold what people write")
        self.assertIsNone(re.search(rb"(?<![0-9])1[2-9][0-9]{2}555[0-9]{4}(?![0-9])", logs), "logs hold whole numbers")

    def test_all_scenarios_pass_in_the_simulator(self):
        done = assay.run("run", "scenarios", "--target", "simulator", "--json", "-")
        self.assertEqual((done.returncode, red(done.stdout)), (0, []))

    def test_every_defect_is_caught_and_nothing_else_is_blamed(self):
        done = assay.run("grade", "--claimed")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_books_balance_wherever_it_breaks(self):
        done = assay.run("matrix", "--stride", "11", "--json", "-")
        cells = json.loads(done.stdout)["cells"]
        self.assertEqual((done.returncode, [cell for cell in cells if cell["failed"]]), (0, []))
        self.assertGreater(sum(cell["plays"] for cell in cells), 5_000)

    def test_every_group_has_one_history(self):
        done = assay.run("crowd", "--seeds", "50", "--json", "-")
        cases = json.loads(done.stdout)["cases"]
        self.assertEqual((done.returncode, [case for case in cases if case["failed"]]), (0, []))
        self.assertEqual([case["plays"] for case in cases], [50] * 8)

    def test_one_of_two_gets_the_last_of_1024_places(self):
        done = assay.run("crowd", "real-size", "--seeds", "1", "--json", "-")
        case, = json.loads(done.stdout)["cases"]
        self.assertEqual((done.returncode, case["plays"], case["failed"]), (0, 1, 0))

    @unittest.skipUnless(shutil.which("prosody"), "prosody is not installed")
    def test_the_standards_scenarios_run_on_prosody(self):
        done = assay.run("run", "scenarios/xmpp", "--target", "prosody", "--json", "-")
        self.assertEqual(done.returncode, 0, (red(done.stdout), done.stderr))

    @unittest.skipUnless(shutil.which("ejabberdctl", path="/usr/sbin:/usr/bin"), "ejabberd is not installed")
    def test_the_standards_scenarios_run_on_ejabberd(self):
        done = assay.run("run", "scenarios/xmpp", "--target", "ejabberd", "--json", "-")
        self.assertEqual(done.returncode, 0, (red(done.stdout), done.stderr))

    def test_every_requirement_that_a_scenario_could_judge_has_one(self):
        done = assay.run("spec", "--uncovered", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([requirement["id"] for requirement in json.loads(done.stdout)], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
