#!/usr/bin/python3
"""The whole suite: sound over TCP and in the simulator, every defect caught, xmpp/ runs on Prosody and ejabberd, and the specification is covered."""

import json
import shutil
import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402


def red(stdout):
    return [(s["id"], s["reason"], [f["path_diff"] or f["actual"] for f in s["failures"]]) for s in json.loads(stdout)["scenarios"]
            if s["verdict"] not in ("pass", "unsupported", "untestable", "choice")]


class Suite(unittest.TestCase):
    def test_lint_finds_nothing(self):
        done = assay.run("lint", "scenarios")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_all_scenarios_pass_on_the_reference_over_tcp(self):
        done = assay.run("run", "scenarios", "--target", "reference", "--json", "-")
        self.assertEqual((done.returncode, red(done.stdout)), (0, []))

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
