"""What the end-to-end tests share: running `assay`, a server to talk to, phones with accounts."""

import contextlib
import itertools
import json
import os
import pathlib
import select
import signal
import subprocess
import tempfile
import time
import types

ROOT = pathlib.Path(__file__).resolve().parents[3]
ASSAY = os.environ.get("ASSAY", str(ROOT / "build" / "release" / "assay"))
PATIENCE = 60  # seconds; a bound on liveness, never what decides


def run(*arguments, **options):
    """`assay ARGUMENTS` as a finished process with text output."""
    return subprocess.run([ASSAY, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=600, **options)


class Lines:
    """A child's standard output, line by line, with a bound on waiting."""

    def __init__(self, process):
        self.process = process
        self.buffer = b""

    def next(self, patience=PATIENCE):
        until = time.monotonic() + patience
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no line from {self.process.args} within {patience} s")
            octets = os.read(self.process.stdout.fileno(), 65536)
            if not octets:
                raise EOFError(f"{self.process.args} ended")
            self.buffer += octets
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line.decode()


class Server:
    """The reference server in a folder. stop() ends it in order, kill() as a crash does; start() runs it again on the same folder."""

    def __init__(self, *options):
        self.temporary = tempfile.TemporaryDirectory(prefix="assay-test-")
        self.folder = pathlib.Path(self.temporary.name)
        self.options = options
        self.process = None
        self.sms_seen = 0

    def start(self):
        if self.process:
            self.process.stdout.close()
        with open(self.folder / "stderr.log", "ab") as errors:
            self.process = subprocess.Popen(
                [ASSAY, "serve", "--folder", str(self.folder), "--listen", "127.0.0.1:0", "--listen-tls", "127.0.0.1:0",
                 "--sms-file", str(self.folder / "sms.jsonl"), *self.options],
                stdout=subprocess.PIPE, stderr=errors)
        line = Lines(self.process).next()
        assert line.startswith("ready "), line
        self.ready = json.loads(line[len("ready "):])
        return self

    def address(self, name="c2s"):
        host, _, port = self.ready[name].rpartition(":")
        return host, int(port)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0

    def codes(self):
        """Every code sent so far, as {number: latest code}."""
        path = self.folder / "sms.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return {entry["to"]: entry["code"] for entry in map(json.loads, lines)}

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.temporary.cleanup()


class Phone:
    """`assay chat --json`, driven by lines of JSON."""

    def __init__(self, server):
        self.server = server
        self.process = subprocess.Popen([ASSAY, "chat", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own_address())
        self.lines = Lines(self.process)
        self.use()

    def use(self):
        self.do("use", server=self.server.ready["c2s"], domain="localhost", tls="starttls", trust="any")

    def do(self, verb, **arguments):
        self.process.stdin.write((json.dumps({"do": verb, **arguments}) + "\n").encode())
        self.process.stdin.flush()

    def event(self, name, ignoring=("contacts", "offline")):
        """The next event, which must be `name`; those in `ignoring` are passed over."""
        while True:
            event = json.loads(self.lines.next())
            if event["event"] == name:
                return event
            assert event["event"] in ignoring, f"wanted {name}, got {event}"

    def register(self, number):
        self.do("register", number=number)
        self.event("code-requested")
        self.do("verify", code=self.server.codes()[number])
        jid = self.event("registered")["jid"]
        self.event("online")
        return jid

    def sync(self):
        self.do("sync", tag="t")
        seen = []
        while True:
            event = json.loads(self.lines.next())
            if event["event"] == "synced":
                return seen
            seen.append(event)

    def close(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


class Chat:
    """A person at `assay chat` over a pipe, whose complaints are read as well."""

    def __init__(self, server, account, *options, greeting="Online"):
        self.process = subprocess.Popen(
            [ASSAY, "chat", *options, "--server", server.ready["c2s"], "--trust", server.ready["certificate"], "--account", str(account)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=own_address())
        self.lines = Lines(self.process)
        self.complaints = Lines(types.SimpleNamespace(stdout=self.process.stderr, args=self.process.args))
        self.sees(greeting)

    def type(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def sees(self, text):
        while text not in self.lines.next():
            pass

    def quit(self):
        """What it complained of and nobody has read."""
        self.type("/quit")
        return self.ended()

    def ended(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        complaints = (self.complaints.buffer + self.process.stderr.read()).decode()
        self.process.stderr.close()
        return complaints


@contextlib.contextmanager
def full_disk(path):
    """As on a full disk the file cannot be written: where its new content would go first stands a folder."""
    part = pathlib.Path(f"{path}.part")
    until = time.monotonic() + PATIENCE
    while True:  # a write may be under way
        try:
            part.mkdir()
            break
        except FileExistsError:
            assert time.monotonic() < until, f"{part} does not go away"
    yield
    part.rmdir()


PHONES = itertools.count(1)


def own_address():
    """An environment in which a phone connects from an address of its own: budgets per address count it alone."""
    phone = next(PHONES)
    return {**os.environ, "ASSAY_SOURCE_ADDRESS": f"127.77.{phone // 250}.{1 + phone % 250}"}


def account(server, number):
    """Registers `number` with `assay chat` as a person would; answers (bare JID, token) for an ordinary XMPP client."""
    path = server.folder / f"account-{number}"
    chat = subprocess.Popen([ASSAY, "chat", "--server", server.ready["c2s"], "--trust", server.ready["certificate"], "--account", str(path)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own_address())
    lines = Lines(chat)
    chat.stdin.write(f"/register {number}\n".encode())
    chat.stdin.flush()
    while number not in server.codes():
        lines.next()
    chat.stdin.write(f"/code {server.codes()[number]}\n".encode())
    chat.stdin.flush()
    while not path.exists():
        lines.next()
    chat.stdin.write(b"/quit\n")
    chat.stdin.close()
    chat.wait(PATIENCE)
    chat.stdout.close()
    stored = dict(line.split(" ", 1) for line in path.read_text().splitlines())
    return stored["jid"], stored["token"]
