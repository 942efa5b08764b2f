#!/usr/bin/python3
"""`assay serve` as a person runs it: its configuration, its start, its log, its codes and its end."""

import base64
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>"
os.environ["no_proxy"] = "127.0.0.1"


class Stream:
    """A secured stream that says what it is told."""

    def __init__(self, server):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.socket = context.wrap_socket(socket.create_connection(server.address("c2s-tls"), assay.PATIENCE))
        server.streams.append(self)
        self.say(HEADER)
        self.until("</stream:features>")

    def say(self, text):
        self.socket.sendall(text.encode())

    def until(self, part):
        text = ""
        while part not in text:
            octets = self.socket.recv(65536)
            assert octets, f"the stream ended before {part}: {text}"
            text += octets.decode()
        return text

    def log_in(self, user, token):
        secret = base64.b64encode(f"\0{user}\0{token}".encode()).decode()
        self.say(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>")
        self.until("<success")
        self.say(HEADER)
        self.until("</stream:features>")
        self.say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
        self.until("</iq>")

    def certificate(self):
        return self.socket.getpeercert(binary_form=True)

    def request_code(self, number):
        self.say(f"<iq type='set' id='r'><request xmlns='urn:cxmpp:register:1' number='{number}' method='sms' "
                 "key='11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='/></iq>")
        return self.until("</iq>")


class Provider:
    """A provider of short messages: answers posts with `status`, keeps them, and holds them back while `hangs`."""

    def __init__(self, certificate=None):
        self.posts, self.status, self.hangs = [], 200, threading.Event()
        self.hangs.set()
        self.came = threading.Condition()
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with provider.came:
                    provider.posts.append((body, self.headers.get("Authorization")))
                    provider.came.notify_all()
                provider.hangs.wait(assay.PATIENCE)
                self.send_response(provider.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            scheme = "https"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}/send"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def await_posts(self, count):
        with self.came:
            assert self.came.wait_for(lambda: len(self.posts) >= count, assay.PATIENCE), self.posts
            return self.posts

    def close(self):
        self.hangs.set()
        self.server.shutdown()
        self.server.server_close()


class Serving(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="assay-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def file(self, text, name="assay.yaml"):
        path = self.folder / name
        path.write_text(text)
        return path

    def serve(self, text, *options):
        """A server with this configuration, on free ports, in this test's folder."""
        config = self.file(f"folder: run\nlisten: {{ starttls: ['127.0.0.1:0'], tls: ['127.0.0.1:0'] }}\n{text}")
        server = ConfiguredServer(self.folder, config, options)
        self.addCleanup(server.close)
        return server

    def refusal(self, *options):
        done = assay.run("serve", *options)
        self.assertEqual(done.stdout, "")
        return done.returncode, done.stderr


class ConfiguredServer(assay.Server):
    def __init__(self, folder, config, options):
        self.folder, self.errors = folder, open(folder / "stderr.log", "ab")
        self.process = subprocess.Popen([assay.ASSAY, "serve", "--config", str(config), *map(str, options)],
                                        stdout=subprocess.PIPE, stderr=self.errors)
        self.streams = []
        self.ready = json.loads(assay.Lines(self.process).next()[len("ready "):])

    def log(self):
        return (self.folder / "stderr.log").read_text()

    def await_log(self, part, path=None):
        path = path or self.folder / "stderr.log"
        until = time.monotonic() + assay.PATIENCE
        while not path.exists() or part not in path.read_text():
            assert time.monotonic() < until, f"no {part} in {self.log()}"
            time.sleep(0.01)

    def close(self):
        for stream in self.streams:
            stream.socket.close()
        if self.process.poll() is None:
            self.kill()
        self.process.stdout.close()
        self.errors.close()


class Configuration(Serving):
    def test_faults_are_shown_with_their_place_and_exit_with_2(self):
        code, text = self.refusal("--config", self.file("domian: x\nlimits:\n  login_time: 3\n"))
        self.assertEqual(code, 2)
        self.assertRegex(text, r"assay\.yaml:1:1: error: unknown key 'domian'\n.*\n.*\^~~~~~\n.*did you mean 'domain'\?")
        self.assertRegex(text, r"assay\.yaml:3:15: error: 'limits.login_time' wants a time")
        self.assertEqual(self.refusal("--listen", "nowhere")[0], 2)
        self.assertEqual(self.refusal("--nonsense")[0], 2)
        self.assertEqual(self.refusal("--config", self.folder / "absent.yaml")[0], 2)

    def test_check_says_what_a_start_would(self):
        done = assay.run("serve", "--check", "--config", self.file("domain: example.org\n"))
        self.assertEqual((done.returncode, done.stdout), (0, f"{self.folder}/assay.yaml: ok\n"))
        code, text = self.refusal("--check", "--config", self.file("certificate: c.pem\nkey: k.pem\n"))
        self.assertEqual(code, 2)
        self.assertIn(f"cannot read {self.folder}/c.pem", text)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["assay.yaml"])

    def test_what_is_printed_is_what_is_read(self):
        config = self.file("domain: example.org\nsms: { command: 'cat > /dev/null' }\nlimits: { login_time: 90 s }\n")
        printed = assay.run("serve", "--print-config", "--config", config).stdout
        self.assertIn("login_time: 90 s", printed)
        again = assay.run("serve", "--print-config", "--config", self.file(printed, "again.yaml"))
        self.assertEqual(again.stdout, printed, again.stderr)

    def test_help_names_every_option_of_the_page(self):
        text = assay.run("serve", "--help").stdout
        for option in re.findall(r"\| `(--[a-z-]+)` \|", (assay.ROOT / "reference/service/configuration.md").read_text()):
            self.assertIn(option, text)


class Start(Serving):
    def test_a_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            code, text = self.refusal("--folder", self.folder, "--listen", f"127.0.0.1:{port}")
        self.assertEqual(code, 3)
        self.assertIn(f"cannot listen at 127.0.0.1:{port}: Address already in use; another program listens there", text)

    def test_an_address_of_another_machine(self):
        code, text = self.refusal("--folder", self.folder, "--listen", "192.0.2.1:0")
        self.assertEqual(code, 3)
        self.assertIn("this machine has no such address", text)
        self.assertIn("is no IP address", self.refusal("--folder", self.folder, "--listen", "example.org:0")[1])

    def test_a_folder_that_cannot_be(self):
        self.file("", "plain")
        code, text = self.refusal("--folder", self.folder / "plain" / "below")
        self.assertEqual(code, 3)
        self.assertIn(f"cannot make the folder {self.folder}/plain/below", text)

    def test_a_database_of_another_server_program_or_time(self):
        server = self.serve("")
        code, text = self.refusal("--folder", self.folder / "run", "--listen", "127.0.0.1:0", "--listen-tls", "")
        self.assertEqual(code, 3)
        self.assertIn("another process uses the database; stop it first", text)
        server.stop()
        self.file("no database at all, but longer than a hundred octets" * 9, "run/assay.db")
        code, text = self.refusal("--folder", self.folder / "run", "--listen", "127.0.0.1:0")
        self.assertEqual(code, 3)
        self.assertIn("no SQLite database", text)

    def test_certificates_that_are_none(self):
        server = self.serve("")
        server.stop()
        certificate, key = self.folder / "run/certificate.pem", self.folder / "run/key.pem"
        listen = ("--folder", self.folder, "--listen", "127.0.0.1:0", "--listen-tls", "")
        self.assertIn("cannot be read as PEM", self.refusal(*listen, "--certificate", key, "--key", key)[1])
        code, text = self.refusal(*listen, "--certificate", certificate, "--key", self.folder / "absent.pem")
        self.assertEqual(code, 3)
        self.assertIn("absent.pem: No such file", text)

    def test_the_greeting_is_for_terminals_alone(self):
        server = self.serve("")
        server.stop()
        self.assertNotIn("Ctrl-C", server.log())
        main, terminal = os.openpty()
        process = subprocess.Popen([assay.ASSAY, "serve", "--folder", str(self.folder / "run"), "--listen", "127.0.0.1:0", "--listen-tls", ""],
                                   stdout=subprocess.PIPE, stderr=terminal)
        self.assertTrue(assay.Lines(process).next().startswith("ready "))
        process.terminate()
        process.wait(assay.PATIENCE)
        process.stdout.close()
        os.close(terminal)
        self.assertIn("Ctrl-C ends it", os.read(main, 65536).decode())
        os.close(main)


class Upgrade(Serving):
    def test_accounts_rosters_and_mailboxes_of_format_1(self):
        run = self.folder / "run"
        run.mkdir()
        shutil.copy(assay.ROOT / "reference/store/testing/format1.db", run / "assay.db")
        server = self.serve("")
        self.assertIn("upgraded the database", server.log())
        self.assertTrue((run / "assay.db.format1").exists())
        alice = Stream(server)
        alice.log_in("12025550101", "_QMFwVTBAx6hXmPsY02vtKN4AUQR4cRsYmN1_lyjlCE")
        alice.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
        self.assertIn("name='Bob of format 1'", alice.until("</iq>"))
        bob = Stream(server)
        bob.log_in("12025550102", "7IwHVkVK3OuZVFqvNpsc1f8y_qdJIRQHuKdJAhQy9dc")
        bob.say("<presence/>")
        self.assertIn("<body>written in format 1</body>", bob.until("</message>"))

    def test_a_database_of_a_newer_program(self):
        self.serve("").stop()
        database = sqlite3.connect(self.folder / "run/assay.db")
        database.execute("PRAGMA user_version=99")
        database.close()
        code, text = self.refusal("--folder", self.folder / "run", "--listen", "127.0.0.1:0")
        self.assertEqual(code, 3)
        self.assertIn("a newer version of this program wrote the database (format 99", text)


class End(Serving):
    def test_a_signal_ends_streams_with_system_shutdown(self):
        server = self.serve("control: control\n")
        streams = [Stream(server), Stream(server)]
        control = pathlib.Path(server.ready["control"])
        self.assertTrue(control.is_socket())
        server.process.terminate()
        for stream in streams:
            self.assertIn("<system-shutdown xmlns=", stream.until("</stream:stream>"))
            stream.socket.close()
        self.assertEqual(server.process.wait(assay.PATIENCE), 0)
        self.assertFalse(control.exists())
        self.assertIn("shutting down: 0 sessions, 2 connections", server.log())
        self.assertIn("ended by a signal", server.log())

    def test_a_second_signal_cuts(self):
        server = self.serve("")
        stream = Stream(server)  # which does not close
        server.process.send_signal(signal.SIGINT)
        stream.until("</stream:stream>")
        server.process.send_signal(signal.SIGINT)
        self.assertEqual(server.process.wait(assay.PATIENCE), 0)
        self.assertIn("cut by a second signal", server.log())

    def test_hangup_opens_the_log_and_reads_the_certificate_anew(self):
        server = self.serve("log: { file: log, level: debug }\n")
        log = self.folder / "log"
        before = Stream(server).certificate()
        log.rename(self.folder / "log.1")
        for name in ("certificate.pem", "key.pem"):
            (self.folder / "run" / name).unlink()
        server.process.send_signal(signal.SIGHUP)
        server.await_log("certificate read anew", log)
        self.assertNotEqual(Stream(server).certificate(), before)
        (self.folder / "run/key.pem").write_text("nonsense")
        now = Stream(server).certificate()
        server.process.send_signal(signal.SIGHUP)
        server.await_log("the certificate stays as it was", log)
        self.assertEqual(Stream(server).certificate(), now)
        server.stop()
        self.assertIn("opened on c2s-tls", (self.folder / "log.1").read_text())


class Codes(Serving):
    def test_posts_with_a_token(self):
        provider = Provider()
        self.addCleanup(provider.close)
        self.file("s3cret\n", "token")
        server = self.serve(f"sms: {{ url: '{provider.url}', token_file: token }}\nlog: {{ level: trace }}\n")
        self.assertIn("<requested", Stream(server).request_code("+12025550101"))
        body, authorization = provider.await_posts(1)[0]
        self.assertEqual((body["to"], body["method"], authorization), ("+12025550101", "sms", "Bearer s3cret"))
        self.assertRegex(body["code"], r"^\d{6}$")
        server.stop()
        for secret in (body["code"], "s3cret", "2025550101"):
            self.assertNotIn(secret, server.log())

    def test_a_failing_provider_is_down_until_it_takes_one(self):
        provider = Provider()
        provider.status = 503
        self.addCleanup(provider.close)
        server = self.serve(f"sms: {{ url: '{provider.url}', attempts: 1 }}\n")
        stream = Stream(server)
        self.assertIn("<requested", stream.request_code("+12025550101"))
        server.await_log("the provider of codes is down")
        self.assertIn("status 503", server.log())
        self.assertIn("<no-route", stream.request_code("+12025550102"))

    def test_a_hanging_provider_holds_nobody_up(self):
        provider = Provider()
        provider.hangs.clear()
        self.addCleanup(provider.close)
        server = self.serve(f"sms: {{ url: '{provider.url}', queue: 2, timeout: 10 min }}\n")
        streams = [Stream(server) for _ in range(2)]
        for number, stream in enumerate(streams):
            self.assertIn("<requested", stream.request_code(f"+1202555010{number}"))
        provider.await_posts(2)
        self.assertIn("<no-route", streams[0].request_code("+12025550109"))
        server.await_log("more are refused with no-route")
        server.stop()
        self.assertIn("2 codes were still on their way", server.log())

    def test_https_is_verified(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                        "/CN=sms", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.folder / "k.pem", "-out", self.folder / "c.pem"],
                       check=True, capture_output=True)
        provider = Provider((self.folder / "c.pem", self.folder / "k.pem"))
        self.addCleanup(provider.close)
        server = self.serve(f"sms: {{ url: '{provider.url}', attempts: 1 }}\n")
        Stream(server).request_code("+12025550101")
        server.await_log("the provider of codes is down")
        self.assertEqual(provider.posts, [])
        server.stop()
        server = self.serve(f"sms: {{ url: '{provider.url}', ca_file: c.pem }}\n")
        Stream(server).request_code("+12025550102")
        provider.await_posts(1)

    def test_a_command_does_not_hold_the_server_up(self):
        os.mkfifo(self.folder / "fifo")
        server = self.serve(f"sms: {{ command: 'cat > {self.folder}/fifo' }}\n")
        stream = Stream(server)
        self.assertIn("<requested", stream.request_code("+12025550101"))
        stream.say("<iq type='get' id='q'><x xmlns='urn:x'/></iq>")
        stream.socket.recv(65536)  # answered, or refused before login: it lives
        self.assertEqual(json.loads((self.folder / "fifo").read_text())["to"], "+12025550101")


class Flood(Serving):
    def test_one_address_cannot_take_all_connections(self):
        server = self.serve("limits: { connections_per_address: 2 }\n")
        streams = [Stream(server), Stream(server)]
        with self.assertRaises(ConnectionResetError):  # at once, or when it is used
            with socket.create_connection(server.address(), assay.PATIENCE) as third:
                third.recv(1)
        server.await_log("connections are refused: 127.0.0.1 has 2 (limit connections_per_address)")
        with socket.create_connection(server.address(), assay.PATIENCE, ("127.0.0.2", 0)) as elsewhere:
            elsewhere.sendall(HEADER.encode())
            self.assertIn(b"starttls", elsewhere.recv(65536))
        self.assertIn("<iq", streams[0].request_code("+1"))  # those that stand go on


class Logs(Serving):
    def test_a_suite_leaves_no_secrets_in_the_finest_log(self):
        log = self.folder / "log"
        launch = self.folder / "launch"
        launch.write_text('#!/bin/sh\nexec "$ASSAY" serve --folder "$ASSAY_FOLDER" --listen 127.0.0.1:0 --listen-tls 127.0.0.1:0 '
                          f'--sms-file {self.folder}/codes --limits "$ASSAY_LIMITS" --log trace --log-file {log}\n')
        launch.chmod(0o755)
        target = (assay.ROOT / "conformance/targets/reference.yaml").read_text()
        target = re.sub(r"(?m)^launch: .*$", f"launch: {launch}", target)
        self.file(target, "target.yaml")
        done = assay.run("run", "scenarios/messages", "scenarios/registration", "scenarios/contacts", "scenarios/offline", "--target",
                         self.folder / "target.yaml", "--report", self.folder / "report")
        self.assertIn(done.returncode, (0, 1, 5), done.stdout[-2000:] + done.stderr)  # verdicts are other tests' business
        text = log.read_text()
        self.assertIn(" trace [c", text)
        codes = [json.loads(line) for line in (self.folder / "codes").read_text().splitlines()]
        self.assertGreater(len(codes), 20)
        for code in codes:
            self.assertNotRegex(text, rf"(?<!\d){code['code']}(?!\d)")
        self.assertNotRegex(text, r"\+?\d{11}")  # no number, of a member or not
        for body in ("Hello", "<body", "<message", "token"):
            self.assertNotIn(body, text)
        self.assertTrue(all(re.match(r"20\d\d-\d\d-\d\dT[0-9:.]+Z (error|warning|note|debug|trace)( \[[^\]]*\])*: ", line)
                            for line in text.splitlines()))

    def test_json_lines(self):
        server = self.serve("log: { format: json, level: debug }\n")
        Stream(server).socket.close()
        server.await_log("closed: ")
        server.stop()
        events = [json.loads(line) for line in server.log().splitlines()]
        opened = next(event for event in events if event["event"] == "opened on c2s-tls")
        self.assertEqual(opened["level"], "debug")
        self.assertTrue(opened["peer"].startswith("127.0.0.1:"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
