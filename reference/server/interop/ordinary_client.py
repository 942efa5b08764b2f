"""Drives XMPP clients that none of us wrote, and says what each of them must be able to do with the reference server.

Every client program is started as  PROGRAM HOST PORT starttls|direct CERTIFICATE JID TOKEN  and speaks lines:
in   "send JID BODY", "sync" (a round trip to the server), "leave" (end the stream and the program)
out  "online" (after its presence and a round trip; messages may come before it), "message BARE-JID STAMP|- BODY", "synced"
"""

import contextlib
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "conformance/cli/testing"))
import assay  # noqa: E402

LISTENERS = {"starttls": "c2s", "direct": "c2s-tls"}
GREETING, ANSWER = "hello \u2713 <&>", "hello back"
BACKLOG = [f"number {n} while you were off" for n in (1, 2, 3)]
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")  # XEP-0082, in UTC


def missing_libraries(*modules):
    """Those pkg-config modules that are not here, or a compiler for them."""
    try:
        return [module for module in modules if subprocess.run(["pkg-config", "--exists", module], check=False).returncode != 0]
    except FileNotFoundError:
        return ["pkg-config"]


def compiled(compiler, source, module):
    """The program made from `source`, in a folder that is gone when the tests of the file are over: (folder, program)."""
    folder = tempfile.TemporaryDirectory(prefix="assay-interop-")
    program = pathlib.Path(folder.name) / "client"
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", module], check=True, capture_output=True, text=True).stdout.split()
    subprocess.run([*compiler, "-Wall", "-Wextra", "-o", str(program), str(source), *flags], check=True)
    return folder, program


class OrdinaryClient:
    """A client program, logged in."""

    def __init__(self, program, server, account, tls, environment=None):
        self.process = subprocess.Popen(
            [*map(str, program), *map(str, server.address(LISTENERS[tls])), tls, server.ready["certificate"], *account],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.lines = assay.Lines(self.process)
        self.inbox = []
        try:
            self.expect("online")
        except BaseException:
            self.kill()
            raise

    def say(self, line):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def expect(self, wanted):
        """Waits for that line; the messages before it are kept."""
        while (line := self.lines.next()).startswith("message "):
            self.inbox.append(line)
        assert line == wanted, f"wanted {wanted}, got {line}"

    def send(self, jid, body):
        self.say(f"send {jid} {body}")

    def sync(self):
        """Returns when the server took all that was sent before."""
        self.say("sync")
        self.expect("synced")

    def message(self):
        """The next one, as (bare JID, stamp or None, body)."""
        word, sender, stamp, body = (self.inbox.pop(0) if self.inbox else self.lines.next()).split(" ", 3)
        assert word == "message", word
        return sender, None if stamp == "-" else stamp, body

    def leave(self):
        self.say("leave")
        status = self.process.wait(assay.PATIENCE)
        self.kill()
        assert status == 0, status

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()


class Conversations:
    """Mixed into a TestCase that has `numbers`, `tls` (the kinds the client can) and start(server, account, tls) -> OrdinaryClient."""

    tls = ("starttls", "direct")

    def with_each_tls(self, scene):
        """For each kind of TLS: scene(JIDs of two accounts, start(0 or 1) -> a client that is gone at the end whatever happens)."""
        with assay.Server() as server:
            accounts = [assay.account(server, number) for number in self.numbers]
            for tls in self.tls:
                with self.subTest(tls=tls), contextlib.ExitStack() as stack:

                    def start(which, tls=tls, stack=stack):
                        client = self.start(server, accounts[which], tls)
                        stack.callback(client.kill)
                        return client

                    scene([jid for jid, _ in accounts], start)

    def test_chats_both_ways(self):
        self.with_each_tls(self.chat)

    def chat(self, jids, start):
        one, two = start(0), start(1)
        one.send(jids[1], GREETING)
        self.assertEqual(two.message(), (jids[0], None, GREETING))
        two.send(jids[0], ANSWER)
        self.assertEqual(one.message(), (jids[1], None, ANSWER))
        one.leave()
        two.leave()

    def test_messages_wait_for_a_client_that_is_off(self):
        self.with_each_tls(self.backlog)

    def backlog(self, jids, start):
        one = start(0)
        for body in BACKLOG:
            one.send(jids[1], body)
        one.sync()
        before = datetime.datetime.now(datetime.timezone.utc)
        two = start(1)
        got = [two.message() for _ in BACKLOG]
        self.assertEqual([(sender, body) for sender, _, body in got], [(jids[0], body) for body in BACKLOG])
        self.check_stamps([stamp for _, stamp, _ in got], before)
        # Live again, and nothing comes twice.
        one.send(jids[1], GREETING)
        self.assertEqual(two.message(), (jids[0], None, GREETING))
        one.leave()
        two.leave()

    def check_stamps(self, stamps, before):
        for stamp in stamps:
            self.assertRegex(stamp or "none", DATE_TIME)
        times = [datetime.datetime.fromisoformat(re.sub(r"(\.\d+)?Z", "+00:00", stamp)) for stamp in stamps]
        self.assertEqual(times, sorted(times))
        self.assertLessEqual(times[-1], before)
