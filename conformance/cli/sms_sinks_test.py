#!/usr/bin/python3
"""Codes of an implementation that sends them elsewhere than to a file reach the suite: by a webhook, a command, a fixed code."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

SERVE = '"$ASSAY" serve --folder "$ASSAY_FOLDER" --listen 127.0.0.1:0 --listen-tls 127.0.0.1:0 --control "$ASSAY_FOLDER/control"'


class SmsSinks(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="assay-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def play(self, launch, sms, *scenarios):
        """The scenarios against the reference server, launched so, with codes that come so."""
        (self.folder / "target.yaml").write_text(
            f"name: elsewhere\nlaunch: |\n  exec {SERVE} {launch}\nsms: {sms}\n"
            "capabilities: [stream, tls, sasl-scram-sha-256, sasl-scram-sha-1, sasl-plain, bind, registration, clock]\n")
        return assay.run("run", *[f"scenarios/registration/{name}.yaml" for name in scenarios], "--target", self.folder / "target.yaml")

    def assert_green(self, outcome):
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)

    def test_a_webhook_gets_what_the_server_posts(self):
        # Exclusive instances post to the same place.
        self.assert_green(self.play('--sms-url "$ASSAY_SMS_URL"', "{ webhook: 127.0.0.1:0/codes }", "by_code", "again", "newer_code"))

    def test_a_webhook_takes_forms_with_other_names(self):
        provider = self.folder / "provider"
        provider.write_text("""#!/usr/bin/python3
import json, os, sys, urllib.parse, urllib.request
sent = json.loads(sys.stdin.readline())
form = {"From": "+12025550199", "To": sent["to"], "Body": f"Your code is {sent['code']}. Tell nobody."}
urllib.request.urlopen(os.environ["ASSAY_SMS_URL"], urllib.parse.urlencode(form).encode())
""")
        provider.chmod(0o700)
        self.assert_green(self.play(f"--sms-command {provider}", "{ webhook: { listen: 127.0.0.1:0, path: /sms, number: To, code: Body } }", "by_code"))

    def test_a_webhook_that_is_refused_is_no_silent_success(self):
        outcome = self.play('--sms-url "$ASSAY_SMS_URL"', "{ webhook: { listen: 127.0.0.1:0, path: /sms, number: nobody } }", "by_code")
        self.assertEqual(outcome.returncode, 1, outcome.stdout + outcome.stderr)
        self.assertIn("a registration code for +1", outcome.stdout)

    def test_a_command_fetches_the_code(self):
        lookup = self.folder / "code-of"
        lookup.write_text(f"""#!/usr/bin/python3
import json, os, pathlib, time
codes = pathlib.Path("{self.folder}/codes")
while True:  # until the server has sent it: the suite bounds the waiting
    for line in codes.read_text().splitlines() if codes.exists() else []:
        sent = json.loads(line)
        if sent["to"] == os.environ["ASSAY_NUMBER"]:
            print("code:", sent["code"])
            raise SystemExit
    time.sleep(0.02)
""")
        lookup.chmod(0o700)
        self.assert_green(self.play(f"--sms-file {self.folder}/codes", "{ command: ./code-of }", "by_code", "again"))

    def test_a_fixed_code(self):
        self.assert_green(self.play("--for-tests --test-numbers 1 --test-code 864209", "{ fixed: '864209' }", "by_code", "again"))

    def test_a_file(self):
        self.assert_green(self.play(f"--sms-file {self.folder}/codes", "{ file: codes }", "by_code", "again"))

    def test_a_port_that_is_taken_is_said(self):
        with assay.Server() as server:
            outcome = self.play("", f"{{ webhook: {server.ready['c2s']}/sms }}", "by_code")
        self.assertEqual(outcome.returncode, 3, outcome.stdout + outcome.stderr)
        self.assertIn("sms.webhook: cannot listen at 127.0.0.1:", outcome.stdout + outcome.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
