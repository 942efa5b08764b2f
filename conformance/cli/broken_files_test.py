#!/usr/bin/python3
"""A scenario file that is wrong is answered as a compiler would: place, line, caret, help, exit code 2, and nothing is played."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

HEAD = "title: A broken file\nchecks: [OFF-01]\ncast:\n  alice: {}\n  bob: {}\nsteps:\n"
CASES = {  # what is wrong: (the file, its place, what must be said)
    "a misspelt verb": (HEAD + "  - bob recieves nothing more\n", "7:5", ["recieves", "receives nothing more"]),
    "an unknown requirement": (HEAD + "  - bob receives nothing more:\n    checks: [OFF-99]\n", "8:14", ["OFF-99"]),
    "an unknown capability": (HEAD.replace("cast:", "needs: [ofline]\ncast:") + "  - bob receives nothing more\n", "3:9", ["ofline", "offline"]),
    "a swallowed comment": (HEAD + "  - bob sends: <message/> #1\n", "7:27", ["comment"]),
    "malformed XML": (HEAD + "  - bob sends: <message><body>x</message>\n", "7:", ["mismatched tag"]),
    "wrong indentation": (HEAD + "  - bob receives nothing:\n      checks: [OFF-01]\n", "8:7", ["checks"]),
    "a duplicate key": (HEAD.replace("title: A", "title: A\ntitle: A"), "2:1", ["title"]),
    "an unknown key": (HEAD.replace("checks:", "cheks:"), "2:1", ["cheks", "checks"]),
    "an actor nobody cast": (HEAD + "  - carol receives nothing more\n", "7:5", ["carol"]),
    "broken YAML": (HEAD + "  - [\n", "", []),
}


class BrokenFiles(unittest.TestCase):
    def test_each_is_named_with_its_place_and_help(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "broken.yaml"
            for name, (text, place, words) in CASES.items():
                with self.subTest(name):
                    path.write_text(text)
                    for command in (["lint", path], ["run", path, "--target", "simulator"]):
                        done = assay.run(*command)
                        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                        self.assertIn(f"{path}:{place}", done.stderr)
                        self.assertIn("error:", done.stderr)
                        self.assertIn("^", done.stderr)
                        for word in words:
                            self.assertIn(word, done.stderr)

    def test_what_cannot_begin_says_why(self):
        for arguments, words in ((["run", "no/such/file.yaml"], ["no such file"]),
                                 (["run", "scenarios", "--target", "nobody"], ["nobody.yaml"]),
                                 (["run", "scenarios", "--defect", "nothing"], ["grade --list"]),
                                 (["run", "scenarios", "--filter", "matches-none"], ["no scenario fits"]),
                                 (["run", "--nonsense"], ["nonsense"]),
                                 (["serve", "--listen", "nowhere"], ["ADDRESS:PORT"])):
            with self.subTest(arguments), tempfile.TemporaryDirectory() as folder:
                extra = ["--folder", folder] if arguments[0] == "serve" else []
                done = assay.run(*arguments, *extra)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                for word in words:
                    self.assertIn(word, done.stderr)

    def test_a_target_that_does_not_start_is_unreachable(self):
        with tempfile.TemporaryDirectory() as folder:
            target = pathlib.Path(folder) / "target.yaml"
            target.write_text("name: broken\nlaunch: 'echo no luck >&2; exit 3'\n")
            done = assay.run("run", "scenarios/xmpp", "--target", target)
            self.assertEqual(done.returncode, 3)
            self.assertIn("no luck", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
