#!/usr/bin/python3
"""go-sendxmpp, a command that none of us wrote, against the reference server: one run of it listens, another sends.

An account has one session, so a number that listens does not send at the same time.
"""

import contextlib
import os
import re
import select
import shutil
import subprocess
import unittest

import ordinary_client
from ordinary_client import ANSWER, BACKLOG, GREETING, assay

HEARD = re.compile(r"\S+ (\S+?): (.*)")  # TIME JID: BODY
NUMBERS = ("+12025550151", "+12025550152", "+12025550153")


class Run:
    """go-sendxmpp as an account, with its log (-d: what the server writes) on standard error."""

    def __init__(self, stage, which, *arguments):
        stage.runs.append(self)
        jid, token = stage.accounts[which]
        _, port = stage.server.address(ordinary_client.LISTENERS[stage.tls])
        environment = {**os.environ, "SSL_CERT_FILE": stage.server.ready["certificate"], "HOME": str(stage.server.folder)}
        direct = ["-t"] if stage.tls == "direct" else []
        self.process = subprocess.Popen(
            ["go-sendxmpp", "-d", *direct, "-j", f"localhost:{port}", "-u", jid, "-p", token, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        self.lines = assay.Lines(self.process)
        self.log = b""

    def wait_for_presence(self):
        """Its own presence comes back to it: from then on messages come live."""
        while b"<presence " not in self.log:
            ready, _, _ = select.select([self.process.stderr], [], [], assay.PATIENCE)
            octets = os.read(self.process.stderr.fileno(), 65536) if ready else b""
            assert octets, self.log.decode()
            self.log += octets

    def say(self, body):
        self.process.stdin.write(f"{body}\n".encode())
        self.process.stdin.flush()

    def message(self):
        """The next one heard, as (bare JID, body). With -i the newline is part of the body, so empty lines follow."""
        while not (line := self.lines.next()):
            pass
        match = HEARD.fullmatch(line)
        assert match, line
        return match.groups()

    def finish(self):
        """Ends the input and waits for the end of the run."""
        self.process.stdin.close()
        assert self.process.wait(assay.PATIENCE) == 0

    def kill(self):
        self.process.kill()
        self.process.wait()
        if not self.process.stderr.closed:
            self.log += self.process.stderr.read()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.stderr.close()


class Stage:
    def __init__(self, server, accounts, tls):
        self.server, self.accounts, self.tls, self.runs = server, accounts, tls, []

    def jid(self, which):
        return self.accounts[which][0]

    def listen(self, which):
        run = Run(self, which, "-l")
        run.wait_for_presence()
        return run

    def send(self, which, to, body):
        run = Run(self, which, to)
        run.say(body)
        run.finish()


@unittest.skipUnless(shutil.which("go-sendxmpp"), "go-sendxmpp is not installed")
class GoSendxmpp(unittest.TestCase):
    def stages(self, scene):
        with assay.Server() as server:
            accounts = [assay.account(server, number) for number in NUMBERS]
            for tls in ordinary_client.LISTENERS:
                stage = Stage(server, accounts, tls)
                with self.subTest(tls=tls):
                    try:
                        scene(stage)
                    finally:
                        for run in stage.runs:
                            run.kill()

    def test_chats_both_ways(self):
        self.stages(self.chat)

    def chat(self, stage):
        for sender, hearer, body in ((0, 1, GREETING), (1, 0, ANSWER)):
            listener = stage.listen(hearer)
            stage.send(sender, stage.jid(hearer), body)
            self.assertEqual(listener.message(), (stage.jid(sender), body))
            listener.kill()

    def test_messages_wait_for_a_client_that_is_off(self):
        self.stages(self.backlog)

    def backlog(self, stage):
        # Each line goes to the one that is off and then to a witness: what the witness has heard, the server has kept for the other.
        witness = stage.listen(2)
        sender = Run(stage, 0, "-i", stage.jid(1), stage.jid(2))
        for body in BACKLOG:
            sender.say(body)
        for body in BACKLOG:
            self.assertEqual(witness.message(), (stage.jid(0), body))
        listener = stage.listen(1)
        for body in BACKLOG:
            self.assertEqual(listener.message(), (stage.jid(0), body))
        # Live again, and nothing comes twice.
        sender.say(GREETING)
        self.assertEqual(listener.message(), (stage.jid(0), GREETING))
        listener.kill()
        stamps = re.findall(r"<delay xmlns='urn:xmpp:delay' from='localhost' stamp='([^']*)'/>", listener.log.decode())
        self.assertEqual(len(stamps), len(BACKLOG))
        self.assertEqual(stamps, sorted(stamps))


if __name__ == "__main__":
    unittest.main(verbosity=2)
