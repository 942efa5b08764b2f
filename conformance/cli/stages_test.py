#!/usr/bin/python3
"""One play, four stages: the same file over TCP and TLS, in the simulator, through the relay with a defect, and against Prosody."""

import json
import shutil
import sys
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

PLAY = "scenarios/offline/phone_off.yaml"


def report(*arguments):
    done = assay.run("run", PLAY, "--json", "-", *arguments)
    return done.returncode, json.loads(done.stdout)


def verdicts(run):
    return [check["verdict"] for scenario in run["scenarios"] for check in scenario["checks"]]


class Stages(unittest.TestCase):
    def test_live(self):
        code, run = report("--target", "reference")
        self.assertEqual((code, set(verdicts(run))), (0, {"pass"}), json.dumps(run["scenarios"], indent=1)[:4000])

    def test_simulator(self):
        code, run = report("--target", "simulator")
        self.assertEqual((code, set(verdicts(run))), (0, {"pass"}), json.dumps(run["scenarios"], indent=1)[:4000])
        self.assertRegex(run["scenarios"][0]["trace_hash"], "^[0-9a-f]{32}$")

    def test_the_same_seed_gives_the_same_trace_and_another_seed_another(self):
        hashes = [assay.run("run", PLAY, "--target", "simulator", "--hashes", "--seed", seed).stdout for seed in (5, 5, 6)]
        self.assertEqual(hashes[0], hashes[1])
        self.assertNotEqual(hashes[0], hashes[2])

    def test_through_the_relay_a_sound_server_is_green_and_a_defect_turns_it_red(self):
        code, run = report("--target", "reference", "--through-relay")
        self.assertEqual((code, set(verdicts(run))), (0, {"pass"}), json.dumps(run["scenarios"], indent=1)[:4000])
        code, run = report("--target", "reference", "--defect", "offline-pair-swapped")
        self.assertEqual(code, 1)
        failed = {check["requirement"] for check in run["scenarios"][0]["checks"] if check["verdict"] == "fail"}
        self.assertIn("OFF-07", failed)
        self.assertIn("number", json.dumps(run["scenarios"][0]["failures"]))

    @unittest.skipUnless(shutil.which("prosody"), "prosody is not installed")
    def test_its_plain_half_against_prosody(self):
        code, run = report("--target", "prosody")
        self.assertEqual(code, 0, json.dumps(run["scenarios"], indent=1)[:4000])
        self.assertIn("pass", verdicts(run))
        self.assertTrue(set(verdicts(run)) <= {"pass", "unsupported"}, verdicts(run))


if __name__ == "__main__":
    unittest.main(verbosity=2)
