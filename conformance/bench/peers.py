"""Servers to compare with, unmodified, each on loopback from a folder of its own: the reference, Prosody, ejabberd."""

import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli" / "testing"))
import assay  # noqa: E402

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


class Peer:
    """A server with accounts. `port` speaks TLS from the first octet; `pid` is the process that does the work."""

    name = ""
    children = ()

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="assay-bench-")
        self.folder = pathlib.Path(self.temporary.name)

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

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

    def __init__(self):
        super().__init__()
        self.server = assay.Server("--limits", "test").start()
        self.pid = self.server.process.pid
        self.port = self.server.address("c2s-tls")[1]

    def account(self, index):
        jid, token = assay.account(self.server, f"+120255501{10 + index}")
        return jid.split("@")[0], token

    def stop(self):
        self.server.__exit__()
        super().stop()


class Prosody(Peer):
    name = "prosody"

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


class Ejabberd(Peer):
    name = "ejabberd"

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
  mod_offline: {{}}
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
