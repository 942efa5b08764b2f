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

    def test_exclusive_ones_get_an_instance_of_their_own(self):
        for play in ("offline/crash_after_ack", "offline/clock_jumps", "registration/expired_code"):
            for more in ((), ("--through-relay",)):
                done = assay.run("run", f"scenarios/{play}.yaml", "--target", "reference", *more)
                self.assertEqual(done.returncode, 0, done.stdout)
        red = assay.run("run", "scenarios/offline/crash_after_ack.yaml", "--target", "reference", "--defect", "unsynced-commit")
        self.assertEqual(red.returncode, 1, red.stdout)

    def test_a_sample_of_the_matrix_balances_on_a_server_process(self):
        done = assay.run("matrix", "--live", "6", "--seed", "1")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"plays over TCP and TLS, [1-9]\d* of them struck, 0 failed")

    def test_on_a_server_that_runs_already_they_are_untestable_unless_its_control_interface_can_do_it(self):
        server = assay.Server()
        server.options = ("--control", str(server.folder / "control"))
        with server:
            target = server.folder / "target.yaml"
            target.write_text(
                f"name: running\ndomain: localhost\nc2s: {server.ready['c2s']}\nc2s-tls: {server.ready['c2s-tls']}\nsms_file: {server.ready['sms']}\n"
                "capabilities: [stream, tls, sasl-scram-sha-256, bind, presence, messages, registration, ack, offline, offline-summary, delay, clock]\n")
            plays = [f"scenarios/{play}.yaml" for play in ("offline/crash_after_ack", "registration/expired_code", "offline/clock_jumps")]

            def verdicts_of_all(seed):  # another one: who was registered by the first run has messages waiting
                run = json.loads(assay.run("run", *plays, "--target", target, "--seed", seed, "--json", "-").stdout)
                return {scenario["id"]: (scenario["verdict"], scenario["reason"]) for scenario in run["scenarios"]}

            without = verdicts_of_all(1)
            self.assertEqual({verdict for verdict, _ in without.values()}, {"untestable"}, without)
            self.assertIn("we have not started", without["offline/crash_after_ack"][1])
            self.assertIn("control interface", without["offline/clock_jumps"][1])
            with open(target, "a") as more:
                more.write(f"control: {server.ready['control']}\n")
            found = {scenario: verdict for scenario, (verdict, _) in verdicts_of_all(2).items()}
            self.assertEqual(found, {"offline/crash_after_ack": "untestable", "registration/expired_code": "pass", "offline/clock_jumps": "pass"})

    @unittest.skipUnless(shutil.which("prosody"), "prosody is not installed")
    def test_a_restart_of_prosody(self):
        done = assay.run("run", "scenarios/xmpp/restart_keeps_offline.yaml", "--target", "prosody")
        self.assertEqual(done.returncode, 0, done.stdout)

    @unittest.skipUnless(shutil.which("prosody"), "prosody is not installed")
    def test_its_plain_half_against_prosody(self):
        code, run = report("--target", "prosody")
        self.assertEqual(code, 0, json.dumps(run["scenarios"], indent=1)[:4000])
        self.assertIn("pass", verdicts(run))
        self.assertTrue(set(verdicts(run)) <= {"pass", "unsupported"}, verdicts(run))


if __name__ == "__main__":
    unittest.main(verbosity=2)
