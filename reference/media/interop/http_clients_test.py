#!/usr/bin/python3
"""HTTP clients that none of us wrote put a file into a slot and fetch it, whatever protocols they offer in TLS; one that speaks HTTP/2
alone is refused. The slot is asked for by slixmpp, as any client does (XEP-0363, and the hash of chapter 10)."""

import asyncio
import base64
import hashlib
import importlib.util
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import unittest
from xml.etree import ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "conformance/cli/testing"))
import assay  # noqa: E402

UPLOAD, MEDIA = "urn:xmpp:http:upload:0", "urn:cxmpp:media:1"
# Longer than curl sends without asking first (Expect: 100-continue).
FILE = hashlib.shake_256(b"a file").digest(1_500_000)


def slot_for(server, jid, token, octets):
    """(where to put, leave, where to fetch), asked for over a stream of slixmpp's."""
    import slixmpp

    client = slixmpp.ClientXMPP(jid, token)
    client.ca_certs = server.ready["certificate"]
    slot = client.loop.create_future()

    async def started(_):
        iq = client.make_iq_get(ito="upload.localhost")
        request = ElementTree.SubElement(iq.xml, f"{{{UPLOAD}}}request", {
            "filename": "file", "size": str(len(octets)), "content-type": "application/octet-stream"})
        ElementTree.SubElement(request, f"{{{MEDIA}}}hash").text = base64.b64encode(hashlib.sha256(octets).digest()).decode()
        answer = (await iq.send()).xml
        put = answer.find(f".//{{{UPLOAD}}}put")
        slot.set_result((put.get("url"), put.find(f"{{{UPLOAD}}}header").text, answer.find(f".//{{{UPLOAD}}}get").get("url")))
        await client.disconnect()

    async def all_of_it():
        client.add_event_handler("session_start", started)
        client.add_event_handler("failed_auth", lambda _: slot.set_exception(RuntimeError("not authorized")))
        client.connect(address=server.address(), force_starttls=True)
        result = await asyncio.wait_for(slot, assay.PATIENCE)
        await client.disconnected
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return result

    return client.loop.run_until_complete(all_of_it())


@unittest.skipUnless(importlib.util.find_spec("slixmpp"), "python3-slixmpp is not installed")
class HttpClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = assay.Server("--media-listen", "127.0.0.1:0").start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.certificate = cls.server.ready["certificate"]
        cls.put, cls.leave, cls.get = slot_for(cls.server, *assay.account(cls.server, "+12025550121"), FILE)

    def curl(self, *options):
        """(status, body)"""
        done = subprocess.run(["curl", "--silent", "--show-error", "--cacert", self.certificate, "--write-out", "%{stderr}%{http_code}", *options],
                              capture_output=True, timeout=assay.PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return int(done.stderr), done.stdout

    @unittest.skipUnless(shutil.which("curl"), "curl is not installed")
    def test_curl_puts_and_gets(self):
        file = self.server.folder / "file"
        file.write_bytes(FILE)
        # h2 and http/1.1, http/1.1 alone, and nothing.
        for offers in ([], ["--http1.1"], ["--no-alpn"]):
            with self.subTest(offers=offers):
                put = self.curl(*offers, "--upload-file", str(file), "--header", f"Authorization: {self.leave}",
                                "--header", "Content-Type: application/octet-stream", self.put)
                self.assertEqual(put, (201, b""))
                self.assertEqual(self.curl(*offers, self.get), (200, FILE))
        self.assertEqual(self.curl("--range", "5-9", self.get), (206, FILE[5:10]))

    def negotiated(self, *protocols):
        """What the host chooses of them."""
        context = ssl.create_default_context(cafile=self.certificate)
        context.set_alpn_protocols(list(protocols))
        with socket.create_connection(self.server.address("media"), assay.PATIENCE) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secured:
                return secured.selected_alpn_protocol()

    def test_it_speaks_one_protocol(self):
        self.assertEqual(self.negotiated("h2", "http/1.1"), "http/1.1")
        self.assertEqual(self.negotiated("http/1.1"), "http/1.1")
        for others in (["h2"], ["xmpp-client"], ["h2", "http/1.0", "imap"]):
            with self.subTest(others=others), self.assertRaisesRegex(ssl.SSLError, "(?i)no.application.protocol"):
                self.negotiated(*others)


if __name__ == "__main__":
    unittest.main(verbosity=2)
