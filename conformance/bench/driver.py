"""XMPP sessions for measurements, many in one process: TLS from the first octet, PLAIN, a resource. What the driver itself costs does not matter: the servers' CPU time is read
from /proc, so a slow driver makes a run longer, not a server dearer. Stanzas are read as text, which is enough for what this driver has sent itself."""

import asyncio
import base64
import html
import itertools
import re
import ssl
import time

HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>"
OPEN_AT_ONCE = 32  # logins under way; servers have queues for new connections that are not long
SESSIONS_PER_ADDRESS = 400  # of 127.77.x.y; servers count connections per address
MESSAGE = re.compile(r"<message\b(?:[^>]*/>|.*?</message>)", re.S)
STAMP = re.compile(r"<body>bench ([\w-]+) (\d+) ([\d.]+)")
ERROR = re.compile(r"^<message\b[^>]*\btype=[\"']error")
ENTRY = re.compile(r"<stanza-id\b[^>]*\bid=[\"']([^\"']+)")


def tls_context():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    tls.minimum_version = ssl.TLSVersion.TLSv1_3
    return tls


def body(run, number, intended):
    """What a measured message says: which run, which message of it, and when it was meant to leave (seconds of the monotonic clock)."""
    return f"<body>bench {run} {number} {intended:.6f} {'x' * 60}</body>"


class Ledger:
    """What arrived of one run: how many, each how late after the time when it was meant to leave. A copy counts once for each session that got it."""

    def __init__(self, run, wanted):
        self.run = run
        self.wanted = wanted
        self.latencies = []
        self.complete = asyncio.Event()
        if wanted == 0:
            self.complete.set()

    def note(self, intended):
        self.latencies.append(time.monotonic() - intended)
        if len(self.latencies) >= self.wanted:
            self.complete.set()

    async def filled(self, patience):
        """True when all came; False when they did not within `patience` seconds."""
        try:
            await asyncio.wait_for(self.complete.wait(), patience)
        except asyncio.TimeoutError:
            return False
        return True


class Session:
    """One connection with a resource. `ledgers` maps runs to their ledgers; what belongs to none is passed over."""

    tls = tls_context()
    opened = itertools.count()

    def __init__(self, peer, account, ledgers):
        self.peer = peer
        self.user, self.password = account
        self.ledgers = ledgers
        self.text = ""
        self.waiting = None  # (pattern, future)
        self.task = None
        self.failure = None

    @property
    def jid(self):
        return f"{self.user}@localhost"

    async def open(self, gate, presence=True):
        async with gate:
            number = next(Session.opened) // SESSIONS_PER_ADDRESS
            self.reader, self.writer = await asyncio.open_connection(
                "127.0.0.1", self.peer.port, ssl=self.tls, server_hostname="localhost", local_addr=(f"127.77.{number // 250}.{1 + number % 250}", 0))
            self.task = asyncio.create_task(self.read())
            self.say(HEADER)
            await self.hear(r"</stream:features>")
            proof = base64.b64encode(f"\0{self.user}\0{self.password}".encode()).decode()
            await self.ask(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{proof}</auth>", r"<success\b[^>]*?(?:/>|</success>)")
            await self.ask(HEADER, r"</stream:features>")
            found = await self.ask("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>",
                                   r"<jid>([^<]*)</jid>.*?</iq>")
            self.full = html.unescape(found.group(1))
            if self.peer.acknowledges:
                await self.ask("<enable xmlns='urn:cxmpp:ack:1'/>", r"<enabled\b[^>]*>")
            if presence:
                self.say("<presence/>")
        return self

    def say(self, text):
        if self.failure is None:
            self.writer.write(text.encode())

    async def ask(self, text, pattern, patience=60):
        self.say(text)
        return await self.hear(pattern, patience)

    async def ping(self, patience=120):
        """Over when the server has dealt with all that was said before."""
        await self.ask(f"<iq type='get' id='ping{next(Session.opened)}' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>", r"<iq\b[^>]*\bid=[\"']ping\d+[\"'][^>]*>", patience)

    async def hear(self, pattern, patience=60):
        self.waiting = (re.compile(pattern, re.S), asyncio.get_running_loop().create_future())
        self.look()
        try:
            return await asyncio.wait_for(self.waiting[1], patience)
        except asyncio.TimeoutError:
            raise RuntimeError(f"{self.peer.name}: {pattern} did not come; {self.failure or self.text[-300:]!r}") from None
        finally:
            self.waiting = None

    def look(self):
        if self.waiting is None or self.waiting[1].done():
            return
        if (found := self.waiting[0].search(self.text)) is not None:
            self.text = self.text[found.end():]
            self.waiting[1].set_result(found)
        elif self.failure is not None:
            self.waiting[1].set_exception(RuntimeError(f"{self.peer.name}: {self.failure}"))

    async def read(self):
        try:
            while octets := await self.reader.read(65536):
                self.text += octets.decode()
                self.text = MESSAGE.sub(self.take, self.text)
                self.look()
                if self.waiting is None and len(self.text) > 65536:
                    self.text = self.text[-32768:]  # presence and the like, which nobody waits for
            self.failure = "the stream ended"
        except (OSError, ssl.SSLError, UnicodeDecodeError) as error:
            self.failure = repr(error)
        self.look()

    def take(self, found):
        """What stays of a message in the text: nothing, where it is a measured one or where nobody waits."""
        message = found.group(0)
        if self.peer.acknowledges and (entry := ENTRY.search(message)):
            self.say(f"<ack xmlns='urn:cxmpp:ack:1' id='{entry.group(1)}'/>")
        if not (stamp := STAMP.search(message)):
            return message if self.waiting else ""
        if (ledger := self.ledgers.get(stamp.group(1))) is not None and not ERROR.search(message):
            ledger.note(float(stamp.group(3)))
        return ""

    async def close(self):
        self.say("</stream:stream>")
        if self.task is not None:
            self.task.cancel()
        if hasattr(self, "writer"):
            self.writer.transport.abort()


async def open_all(peer, accounts, ledgers, presence=True):
    gate = asyncio.Semaphore(OPEN_AT_ONCE)
    return await asyncio.gather(*(Session(peer, account, ledgers).open(gate, presence) for account in accounts))


async def close_all(sessions):
    await asyncio.gather(*(session.close() for session in sessions))


async def at_rate(count, rate, send):
    """Open loop: send(n, intended) for n below count, `rate` a second, however slowly answers come. A driver that lags catches up at once, and the lag counts as latency."""
    begun = time.monotonic() + 0.05
    for number in range(count):
        intended = begun + number / rate
        if (early := intended - time.monotonic()) > 0:
            await asyncio.sleep(early)
        elif number % 50 == 0:
            await asyncio.sleep(0)
        send(number, intended)
