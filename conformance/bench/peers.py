"""Servers to compare with, unmodified, each on loopback from a folder of its own: the reference, Prosody, ejabberd."""

import asyncio
import base64
import concurrent.futures
import json
import os
import pathlib
import platform
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli" / "testing"))
import assay  # noqa: E402
import driver  # noqa: E402

MUC = "http://jabber.org/protocol/muc"
ITERATIONS = 4096  # of the reference and of ejabberd; Prosody is told


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def certificate(folder):
    """An EC key and a certificate for localhost: (certificate, key)."""
    paths = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", paths[1], "-out", paths[0]], check=True, capture_output=True)
    return paths


def machine():
    """Where figures come from, as it is now."""
    return {"cpus": os.cpu_count(), "load": os.getloadavg(), "machine": platform.machine(), "kernel": platform.release()}


class Peer:
    """A server with accounts. `port` speaks TLS from the first octet; `pid` is the process that does the work."""

    name = ""
    children = ()
    durability = ""  # what it has done with a message before it goes on
    acknowledges = False  # its clients acknowledge messages by id (chapter 04)
    rooms = None  # the domain of its rooms (XEP-0045)

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="assay-bench-")
        self.folder = pathlib.Path(self.temporary.name)

    def cpu_seconds(self):
        """User and system, of all threads that are there: by the scheduler, in nanoseconds, where the ticks of `stat` are ten milliseconds."""
        tasks = pathlib.Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def memory_kib(self):
        """Resident memory of the process."""
        return int(re.search(r"VmRSS:\s*(\d+)", pathlib.Path(f"/proc/{self.pid}/status").read_text()).group(1))

    def accounts(self, count):
        """(user, password) of so many accounts, made where they are missing."""
        self.made = getattr(self, "made", [])
        self.made += self.more_accounts(range(len(self.made), count))
        return self.made[:count]

    def more_accounts(self, indices):
        return [self.account(index) for index in indices]

    async def gather(self, sessions, patience):
        """Brings the sessions together in a room of this server; its address. All are in it then, and have seen its subject."""
        room = f"{uuid.uuid4()}@{self.rooms}"
        gate = asyncio.Semaphore(driver.OPEN_AT_ONCE)

        async def enter(number, until):
            async with gate:
                await sessions[number].ask(f"<presence to='{room}/n{number}'><x xmlns='{MUC}'><history maxchars='0'/></x></presence>", until, patience)

        await enter(0, r"<status code=[\"']110[\"'].*?<subject")
        await sessions[0].ask(f"<iq type='set' id='u' to='{room}'><query xmlns='{MUC}#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>", r"<iq\b[^>]*type=[\"']result")
        await asyncio.gather(*(enter(number, r"<subject") for number in range(1, len(sessions))))
        return room

    broadcasts = "one message to each"

    async def become_contact(self, session, sender):
        """Whatever it takes for the session's account to get what the sender sends to many."""

    def broadcast(self, name, recipients, body):
        """What a client writes that has the same for many, none of whom is to learn of the others; `name` is of this broadcast alone."""
        return "".join(f"<message type='chat' to='{recipient.jid}' id='{name}-{number}'>{body}</message>" for number, recipient in enumerate(recipients))

    def await_port(self, process, port, patience=60):
        until = time.monotonic() + patience
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"{self.name} does not answer at port {port}")

    def stop(self):
        for child in self.children:
            child.terminate()
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.temporary.cleanup()


class Reference(Peer):
    name = "reference"
    durability = "in SQLite and synced before the sender's acknowledgement; clients acknowledge each by its id"
    acknowledges = True
    options = ()

    def __init__(self):
        super().__init__()
        # Thousands of phones register from here within minutes, which no limit is made for.
        config = self.folder / "assay.yaml"
        config.write_text("limits:\n  profile: test\n" + "".join(f"  {key}: {value}\n" for key, value in (
            ("code_requests_per_device", 1000000), ("code_requests_per_address", 1000000), ("code_burst_per_address", 1000000), ("connections", 12000),
            ("connections_per_address", 12000), ("mailbox_entries", 1000000), ("unacknowledged_stanzas", 100000), ("output_octets", 100000000),
            ("message_burst", 1000000), ("messages_per_hour", 1000000000), ("logins_per_second", 1000000), ("contact_numbers", 1000000),
            ("contact_numbers_young", 1000000), ("contact_delta_numbers", 1000000), ("contact_block_numbers", 1000000), ("contact_address_block_numbers", 1000000), ("broadcast_recipients", 1000), ("broadcasts_per_hour", 1000000), ("broadcast_deliveries_young", 1000000000),
            ("group_members", 2000), ("group_stranger_adds", 1000000), ("group_message_burst", 1000000), ("group_messages_per_hour", 1000000000))))
        self.server = assay.Server("--config", str(config), "--for-tests", "--test-numbers", "1999", "--test-code", "135790", *self.options).start()
        self.pid = self.server.process.pid
        self.port = self.server.address("c2s-tls")[1]

    def account(self, index):
        jid, token = assay.account(self.server, f"+120255501{10 + index}")
        return jid.split("@")[0], token

    def more_accounts(self, indices):
        if not indices:
            return []
        key = self.folder / "device.pem"
        if not key.exists():
            subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True, capture_output=True)
        public = subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout[-32:]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda index: self.register(index, key, base64.b64encode(public).decode()), indices))

    def register(self, index, key, public):
        """By chapter 02, over a connection of its own."""
        digits = f"1999{2000000 + index}"
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.port), 60) as raw, tls.wrap_socket(raw) as stream:
            text = ""

            def ask(question, pattern):
                nonlocal text
                stream.sendall(question.encode())
                while not (found := re.search(pattern, text, re.S)):
                    octets = stream.recv(65536)
                    if not octets:
                        raise RuntimeError(f"registering ended: {text[-300:]}")
                    text += octets.decode()
                    if "type='error'" in text or 'type="error"' in text:
                        raise RuntimeError(f"registering was refused: {text[-300:]}")
                text = text[found.end():]
                return found

            ask("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>", r"</stream:features>")
            request = ask(f"<iq type='set' id='r'><request xmlns='urn:cxmpp:register:1' number='+{digits}' method='sms' key='{public}'/></iq>",
                          r"<requested\b[^>]*\bid=[\"']([^\"']+)").group(1)
            signed = self.folder / f"signed-{index}"
            signed.write_bytes(b"\0".join([b"CXMPP-register-1", b"localhost", digits.encode(), request.encode(), b"none", b""]))
            signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", signed], check=True, capture_output=True).stdout
            signed.unlink()
            found = ask(f"<iq type='set' id='v'><verify xmlns='urn:cxmpp:register:1' request='{request}' code='135790' binding='none' "
                        f"signature='{base64.b64encode(signature).decode()}'/></iq>", r"<registered\b([^>]*)>").group(1)
            return re.search(r"jid=[\"']([^@\"']+)", found).group(1), re.search(r"token=[\"']([^\"']+)", found).group(1)

    async def gather(self, sessions, patience):
        """A group of theirs (chapter 06), made by the first; its address."""
        members = "".join(f"<member jid='{session.jid}'/>" for session in sessions[1:])
        made = await sessions[0].ask(f"<iq type='set' id='g' to='groups.localhost'><create xmlns='urn:cxmpp:groups:1' subject='Bench'>{members}</create></iq>",
                                     r"<invited\b[^>]*\bgroup=[\"']([^\"']+).*?</invited>", patience)
        added = len(re.findall(r"outcome=[\"']added", made.group(0)))
        if added != len(sessions) - 1:
            raise RuntimeError(f"{added} of {len(sessions) - 1} members were added: {made.group(0)[:300]}")
        return made.group(1)

    broadcasts = "one upload (chapter 05)"

    async def become_contact(self, session, sender):
        await session.ask(f"<iq type='set' id='s'><sync xmlns='urn:cxmpp:contacts:1' mode='delta'><number>+{sender.user}</number></sync></iq>", r"<iq\b[^>]*type=[\"']result")

    def broadcast(self, name, recipients, body):
        parts = "".join(f"<to jid='{recipient.jid}' id='{name}-{number}'/>" for number, recipient in enumerate(recipients))
        payload = body.replace("<body>", "<body xmlns='jabber:client'>")
        return f"<iq type='set' id='{name}'><broadcast xmlns='urn:cxmpp:broadcast:1' id='{name}'>{parts}<payload>{payload}</payload></broadcast></iq>"

    def stop(self):
        self.server.__exit__()
        super().stop()


class ReferencePlain(Reference):
    name = "reference-plain"
    durability = "in SQLite and synced before it is passed on, until it is written to an ordinary client, which acknowledges nothing"
    acknowledges = False


class ReferenceMemory(Reference):
    name = "reference-memory"
    durability = "none: in memory alone; clients acknowledge each by its id"
    options = ("--memory",)


class ReferencePlainMemory(ReferencePlain):
    name = "reference-plain-memory"
    durability = "none: in memory alone; its clients are ordinary ones"
    options = ("--memory",)


class Prosody(Peer):
    name = "prosody"
    durability = "none for who is there; for who is off appended to a file, not synced"
    rooms = "conference.localhost"

    def __init__(self):
        super().__init__()
        cert, key = certificate(self.folder)
        c2s, self.port = free_ports(2)
        self.config = self.folder / "prosody.cfg.lua"
        self.config.write_text(f"""run_as_root = true
pidfile = "{self.folder}/prosody.pid"
data_path = "{self.folder}/data"
certificates = "{self.folder}"
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {c2s} }}
c2s_direct_tls_ports = {{ {self.port} }}
s2s_ports = {{ }}
http_ports = {{ }}
https_ports = {{ }}
authentication = "internal_hashed"
default_iteration_count = {ITERATIONS}
storage = "internal"
ssl = {{ key = "{key}", certificate = "{cert}" }}
c2s_direct_tls_ssl = {{ key = "{key}", certificate = "{cert}" }}
modules_enabled = {{ "roster", "saslauth", "tls", "disco", "ping", "offline", "carbons", "posix", "smacks" }}
modules_disabled = {{ "s2s" }}
log = {{ {{ levels = {{ min = "warn" }}, to = "file", filename = "{self.folder}/prosody.log" }} }}
VirtualHost "localhost"
Component "conference.localhost" "muc"
""")
        (self.folder / "data").mkdir()
        process = subprocess.Popen(["prosody", "--config", self.config, "-F"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.children = (process,)
        self.pid = process.pid
        self.await_port(process, self.port)

    def account(self, index):
        user, password = f"user{index}", "A" * 43
        subprocess.run(["prosodyctl", "--config", self.config, "register", user, "localhost", password], check=True, capture_output=True)
        return user, password

    def more_accounts(self, indices):
        """One by prosodyctl; the others have the same password, and so may have the same file."""
        made = []
        for index in indices:
            file = self.folder / "data" / "localhost" / "accounts" / f"user{index}.dat"
            if index == 0:
                self.account(0)
            else:
                shutil.copyfile(file.with_name("user0.dat"), file)
            made.append((f"user{index}", "A" * 43))
        return made


class Ejabberd(Peer):
    name = "ejabberd"
    durability = "none for who is there; for who is off in Mnesia, whose log is written later"
    rooms = "conference.localhost"

    def __init__(self):
        super().__init__()
        cert, key = certificate(self.folder)
        both = self.folder / "both.pem"
        both.write_text(cert.read_text() + key.read_text())
        c2s, self.port, self.http, dist = free_ports(4)
        (self.folder / "ejabberd.yml").write_text(f"""loglevel: warning
hosts: [localhost]
certfiles: ["{both}"]
auth_method: internal
auth_password_format: scram
disable_sasl_mechanisms: ["X-OAUTH2"]
default_db: mnesia
registration_timeout: infinity
shaper_rules: {{ max_user_offline_messages: 1000000, max_user_sessions: 100 }}
listen:
  - {{ port: {c2s}, ip: "127.0.0.1", module: ejabberd_c2s, backlog: 1024, shaper: none, access: all, starttls: true }}
  - {{ port: {self.port}, ip: "127.0.0.1", module: ejabberd_c2s, backlog: 1024, shaper: none, access: all, tls: true }}
  - {{ port: {self.http}, ip: "127.0.0.1", module: ejabberd_http, request_handlers: {{ /api: mod_http_api }} }}
api_permissions:
  near: {{ who: {{ ip: 127.0.0.1/8 }}, what: "*" }}
modules:
  mod_admin_extra: {{}}
  mod_carboncopy: {{}}
  mod_disco: {{}}
  mod_http_api: {{}}
  mod_muc: {{ max_users: 5000, default_room_options: {{ max_users: 5000 }} }}
  mod_multicast: {{ host: multicast.localhost, access: all, limits: {{ local: {{ message: 1000 }} }} }}
  mod_offline: {{ access_max_user_messages: max_user_offline_messages }}
  mod_ping: {{}}
  mod_roster: {{}}
  mod_stream_mgmt: {{}}
""")
        (self.folder / "ejabberdctl.cfg").write_text(f"INET_DIST_INTERFACE=127.0.0.1\nERL_DIST_PORT={dist}\nERLANG_NODE=bench{c2s}@localhost\n")
        (self.folder / "inetrc").touch()
        for name in ("log", "spool"):
            (self.folder / name).mkdir()
        become = []
        if os.getuid() == 0:
            user = pwd.getpwnam("ejabberd")
            self.folder.chmod(0o755)
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
            become = ["setpriv", "--reuid=ejabberd", "--regid=ejabberd", "--clear-groups", "env", f"HOME={self.folder}"]
        process = subprocess.Popen(
            [*become, "/usr/sbin/ejabberdctl", "--config-dir", self.folder, "--config", self.folder / "ejabberd.yml", "--ctl-config",
             self.folder / "ejabberdctl.cfg", "--logs", self.folder / "log", "--spool", self.folder / "spool", "foreground"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.await_port(process, self.port)
        self.await_port(process, self.http)
        self.pid = self.listening_process(process.pid)
        self.children = (process,)

    @staticmethod
    def listening_process(pid):
        """The virtual machine below the shell that started it."""
        for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if (found := Ejabberd.listening_process(int(child))) is not None:
                return found
        return pid if "beam" in pathlib.Path(f"/proc/{pid}/comm").read_text() else None

    broadcasts = "one message to its multicast service (XEP-0033)"

    def broadcast(self, name, recipients, body):
        addresses = "".join(f"<address type='bcc' jid='{recipient.jid}'/>" for recipient in recipients)
        return f"<message type='chat' to='multicast.localhost' id='{name}'><addresses xmlns='http://jabber.org/protocol/address'>{addresses}</addresses>{body}</message>"

    def account(self, index):
        user, password = f"user{index}", "A" * 43
        body = json.dumps({"user": user, "host": "localhost", "password": password}).encode()
        urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{self.http}/api/register", body)).read()
        return user, password

    def stop(self):
        os.kill(self.pid, 15)
        super().stop()


def installed():
    """The servers that can be run here."""
    return [Reference] + ([Prosody] if shutil.which("prosody") else []) + ([Ejabberd] if pathlib.Path("/usr/sbin/ejabberdctl").exists() else [])


def side_by_side():
    """The same, with the reference once for each way of keeping messages."""
    return [Reference, ReferencePlain, ReferenceMemory, ReferencePlainMemory] + installed()[1:]
