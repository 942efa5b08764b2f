#!/usr/bin/python3
"""profanity, a terminal client that none of us wrote, against the reference server, with the reference client at the other end.

It is typed to on a terminal of its own. Its debug log goes into a FIFO, so that what it has received is waited for and not polled; what it
made of the messages stands in its chat log when it has quit.
"""

import contextlib
import fcntl
import os
import pathlib
import pty
import select
import shutil
import struct
import subprocess
import tempfile
import termios
import threading
import time
import unittest

import ordinary_client
from ordinary_client import ANSWER, BACKLOG, GREETING, assay

POLICIES = {"starttls": "force", "direct": "legacy"}
PROFANITY, PHONE = "+12025550161", "+12025550162"


class Profanity:
    def __init__(self, server, account, tls):
        self.home = tempfile.TemporaryDirectory(prefix="assay-profanity-")
        self.local = pathlib.Path(self.home.name) / "share" / "profanity"
        self.local.mkdir(parents=True)
        host, port = server.address(ordinary_client.LISTENERS[tls])
        (self.local / "accounts").write_text(
            f"[one]\nenabled=true\njid={account[0]}\npassword={account[1]}\nserver={host}\nport={port}\nresource=prof\n"
            f"tls.policy={POLICIES[tls]}\n")
        config = pathlib.Path(self.home.name) / "config" / "profanity"
        config.mkdir(parents=True)
        (config / "profrc").write_text("[logging]\nchlog=true\n")
        fifo = pathlib.Path(self.home.name) / "events"
        os.mkfifo(fifo)
        self.events = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)  # both ways: there is a reader before it opens it, and no end of file
        self.pending = b""
        self.terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
        environment = {**os.environ, "HOME": self.home.name, "XDG_CONFIG_HOME": str(config.parent), "XDG_DATA_HOME": str(self.local.parent),
                       "SSL_CERT_FILE": server.ready["certificate"], "TERM": "xterm", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        self.process = subprocess.Popen(
            ["profanity", "-a", "one", "-l", "DEBUG", "-f", str(fifo)],
            stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True)
        os.close(inside)
        self.screen = threading.Thread(target=self.drain)
        self.screen.start()

    def drain(self):
        """Its screen is read and forgotten, or it would stand still."""
        with contextlib.suppress(OSError):  # the end of a terminal
            while os.read(self.terminal, 65536):
                pass

    def type(self, line):
        os.write(self.terminal, f"{line}\r".encode())

    def wait_for(self, *parts):
        """Waits for a line of the log with all the parts."""
        until = time.monotonic() + assay.PATIENCE
        while True:
            while b"\n" in self.pending:
                line, _, self.pending = self.pending.partition(b"\n")
                if all(part.encode() in line for part in parts):
                    return
            if not select.select([self.events], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError(f"nothing in the log with {parts}")
            self.pending += os.read(self.events, 65536)

    def wait_for_presence(self):
        self.wait_for("xmpp: DBG: RECV: <presence ")

    def wait_for_message(self, body):
        self.wait_for("xmpp: DBG: RECV: <message ", body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))

    def quit(self):
        """Ends it in order; answers the lines of its chat log."""
        self.type("/quit")
        assert self.process.wait(assay.PATIENCE) == 0
        return [line for log in sorted(self.local.glob("chatlogs/**/*.log")) for line in log.read_text().splitlines()]

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.screen.join()
        os.close(self.terminal)
        os.close(self.events)
        self.home.cleanup()


@unittest.skipUnless(shutil.which("profanity"), "profanity is not installed")
class ProfanityTest(unittest.TestCase):
    def scenes(self, scene):
        for tls in POLICIES:
            with self.subTest(tls=tls), assay.Server() as server, contextlib.ExitStack() as stack:
                account = assay.account(server, PROFANITY)
                phone = assay.Phone(server)
                stack.callback(phone.close)

                def start(server=server, account=account, tls=tls, stack=stack):
                    profanity = Profanity(server, account, tls)
                    stack.callback(profanity.close)
                    profanity.wait_for_presence()
                    return profanity

                scene(account[0], phone, phone.register(PHONE), start)

    def test_chats_both_ways(self):
        self.scenes(self.chat)

    def chat(self, jid, phone, phone_jid, start):
        profanity = start()
        phone.do("send", to=jid, id="m1", body=GREETING)
        profanity.wait_for_message(GREETING)
        profanity.type(f"/msg {phone_jid} {ANSWER}")
        message = phone.event("message", ignoring=("accepted", "contacts", "delivered"))  # profanity gives receipts (XEP-0184)
        self.assertEqual((message["from"], message["body"], message["delayed"]), (jid, ANSWER, False))
        self.heard(profanity.quit(), [GREETING, ANSWER])

    def test_messages_wait_for_a_client_that_is_off(self):
        self.scenes(self.backlog)

    def backlog(self, jid, phone, _, start):
        for n, body in enumerate(BACKLOG):
            phone.do("send", to=jid, id=f"m{n}", body=body)
            phone.event("accepted")  # the server has it, on disk
        profanity = start()
        for body in BACKLOG:
            profanity.wait_for("xmpp: DBG: RECV: <message ", body, "urn:xmpp:delay")
        phone.do("send", to=jid, id="live", body=GREETING)
        profanity.wait_for_message(GREETING)
        self.heard(profanity.quit(), [*BACKLOG, GREETING])

    def heard(self, log, bodies):
        """Its log has these lines, each once and in order."""
        said = [line for line in log if any(line.endswith(f": {body}") for body in bodies)]
        self.assertEqual([line.split(": ", 1)[1] for line in said], bodies, log)


if __name__ == "__main__":
    unittest.main(verbosity=2)
