#!/usr/bin/python3
"""The commands around a run: explain, fmt and a target's baseline."""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402


class Explain(unittest.TestCase):
    def test_a_requirement_with_its_scenarios_defects_and_a_sample(self):
        done = assay.run("explain", "OFF-07")
        self.assertEqual(done.returncode, 0, done.stderr)
        for part in ("OFF-07  MUST, server; judged by wire", "scenarios/offline/phone_off.yaml", "the whole file", "offline-pair-swapped", "A sample: "):
            self.assertIn(part, done.stdout)
        self.assertRegex(done.stdout, r"reference/spec/08-offline\.md:\d+")

    def test_the_steps_that_claim_it_are_where_it_says(self):
        explanation = json.loads(assay.run("explain", "OFF-04", "--json").stdout)
        steps = [step for scenario in explanation["scenarios"] for step in scenario["steps"]]
        self.assertTrue(steps)
        for step in steps:
            path, _, line = step["where"].rpartition(":")
            self.assertIn(step["step"], (assay.ROOT / path).read_text().splitlines()[int(line) - 1])

    def test_the_sample_shows_what_the_requirement_is_about(self):
        explanation = json.loads(assay.run("explain", "OFF-04", "--json").stdout)
        sample = explanation["sample"]
        self.assertIn(sample["scenario"], [scenario["id"] for scenario in explanation["scenarios"]])
        self.assertIn("urn:cxmpp:offline:1", " ".join(row["full"] for row in sample["rows"]))

    def test_an_unknown_id_names_the_nearest(self):
        done = assay.run("explain", "OFF-7")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("OFF-07", done.stderr)


class Format(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="assay-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def write(self, text, name="a.yaml"):
        path = self.folder / name
        path.write_text(text)
        return path

    def test_the_suite_is_in_canonical_form(self):
        done = assay.run("fmt", "--check", "scenarios", "conformance/targets/prosody/lib")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_check_lists_and_changes_nothing(self):
        path = self.write("title: t  \nsteps: []\n")
        self.write("title: t\nsteps: []\n", "b.yaml")
        done = assay.run("fmt", "--check", self.folder)
        self.assertEqual((done.returncode, done.stdout), (1, f"{path}\n"))
        self.assertEqual(path.read_text(), "title: t  \nsteps: []\n")

    def test_it_rewrites_once_and_keeps_the_mode_and_the_comments(self):
        path = self.write("# why\ntitle: \"t\"\nsteps:\n  - bob connects  # he\n")
        path.chmod(0o640)
        self.assertEqual(assay.run("fmt", path).returncode, 0)
        self.assertEqual(path.read_text(), "# why\ntitle: 't'\nsteps:\n  - bob connects:  # he\n")
        self.assertEqual(path.stat().st_mode & 0o777, 0o640)
        self.assertEqual(os.listdir(self.folder), ["a.yaml"])
        self.assertEqual(assay.run("fmt", "--check", path).returncode, 0)

    def test_what_does_not_parse_is_blamed_and_left(self):
        text = "title: t  \nsteps:\n  - bob connects\n    checks: [OFF-01]\n"
        path = self.write(text)
        done = assay.run("fmt", path)
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{path}:4:", done.stderr)
        self.assertEqual(path.read_text(), text)

    @staticmethod
    def disturbed(text):
        """Steps that stand alone lose their colon, lines gain blanks."""
        lines = text.splitlines() + [""]
        out = []
        for line, after in zip(lines, lines[1:]):
            alone = re.match(r"^( *)- [a-z{'][^:|]*:$", line)
            if alone and len(after) - len(after.lstrip()) <= len(alone[1]):
                line = line[:-1] + "  "
            out.append("\n\n" + line if line == "cast:" else line)
        return "\n".join(out) + "\n"  # a block at the end of a file means another text without it

    def test_a_disturbed_suite_comes_back_and_plays_the_same(self):
        copy = self.folder / "scenarios"
        shutil.copytree(assay.ROOT / "scenarios", copy)
        changed = 0
        for path in copy.rglob("*.yaml"):
            before = path.read_text()
            path.write_text(self.disturbed(before))
            changed += path.read_text().count("\n") != before.count("\n")
        self.assertGreater(changed, 50)
        done = assay.run("fmt", copy)
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in copy.rglob("*.yaml"):
            original = (assay.ROOT / "scenarios" / path.relative_to(copy)).read_text()
            self.assertEqual(path.read_text().replace("\n\ncast:", "\ncast:"), original.replace("\n\ncast:", "\ncast:"))
        for name in ("offline/phone_off", "messages/conflict", "registration/guess_limit"):
            hashes = [assay.run("run", folder / f"{name}.yaml", "--target", "simulator", "--hashes").stdout
                      for folder in (assay.ROOT / "scenarios", copy)]
            self.assertEqual(hashes[0], hashes[1])
            self.assertTrue(hashes[0].endswith(f" {name}\n"), hashes[0])


class Baseline(unittest.TestCase):
    PLAY = "scenarios/messages/acknowledged.yaml"

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="assay-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        simulator = (assay.ROOT / "conformance/targets/simulator.yaml").read_text()
        (self.folder / "target.yaml").write_text(simulator + "baseline: known.yaml\n")

    def run_with(self, baseline, *arguments):
        (self.folder / "known.yaml").write_text(baseline)
        return assay.run("run", *(arguments or (self.PLAY,)), "--target", self.folder / "target.yaml", "--json", "-")

    def entry(self, scenario, requirement):
        return f"- scenario: {scenario}\n  requirement: {requirement}\n  reason: It lies.\n  link: https://example.org/1\n"

    def test_a_known_failure_is_shown_and_green_and_any_other_is_red(self):
        lie = ("scenarios/offline/phone_off.yaml", "--defect", "offline-pair-swapped")
        self.assertEqual(self.run_with("", *lie).returncode, 1)
        done = self.run_with(self.entry("offline/phone_off", "OFF-07"), *lie)
        checks = json.loads(done.stdout)["scenarios"][0]["checks"]
        failed = [check for check in checks if check["verdict"] == "fail"]
        known = [check for check in failed if check.get("known")]
        self.assertEqual([check["requirement"] for check in known], ["OFF-07"])
        self.assertEqual(known[0]["known"]["reason"], "It lies.")
        self.assertEqual(done.returncode, 0 if len(known) == len(failed) else 1)
        every = "".join(self.entry("offline/phone_off", check["requirement"]) for check in failed)
        self.assertEqual(self.run_with(every, *lie).returncode, 0)

    def test_an_unexpected_pass_is_stale(self):
        done = self.run_with(self.entry("messages/acknowledged", "MSG-02"))
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("it passes now", json.dumps(json.loads(done.stdout)))

    def test_an_entry_that_its_scenario_does_not_make_is_stale(self):
        self.assertEqual(self.run_with(self.entry("messages/acknowledged", "OFF-17")).returncode, 5)

    def test_an_entry_of_a_scenario_that_was_not_selected_is_not(self):
        self.assertEqual(self.run_with(self.entry("messages/no-such", "MSG-02")).returncode, 0)

    def test_a_faulty_baseline_is_blamed_with_a_caret(self):
        done = self.run_with(self.entry("messages/acknowledged", "MSG-2"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("known.yaml:2:16: error: there is no requirement 'MSG-2'", done.stderr)
        self.assertIn("did you mean 'MSG-02'?", done.stderr)

    def test_the_baselines_of_the_targets_fit_the_suite(self):
        known = set(re.findall(r"scenario: (\S+)", (assay.ROOT / "conformance/targets/prosody/baseline.yaml").read_text()))
        for scenario in known:
            self.assertTrue((assay.ROOT / "scenarios" / (scenario.partition("#")[0] + ".yaml")).exists(), scenario)


if __name__ == "__main__":
    unittest.main(verbosity=2)
