// A client made of @xmpp/client, driven by lines (ordinary_client.py).

import { createInterface } from "node:readline";
import { client, xml } from "@xmpp/client";

// The certificate comes by NODE_EXTRA_CA_CERTS; the name in it is the domain, so that is what is connected to.
const [, port, tls, , jid, password] = process.argv.slice(2);
const [username, domain] = jid.split("@");
const service = `${tls === "direct" ? "xmpps" : "xmpp"}://${domain}:${port}`;

const say = (line) => process.stdout.write(`${line}\n`);

const xmpp = client({ service, domain, username, password });
xmpp.reconnect.stop();
// This version counts no answers to its own requests (its iq caller takes them before the count), so its <a/> would never cover the last
// message (XEP-0198), and a server that loses nothing would deliver that again.
xmpp.on("stanza", (stanza) => {
  if (stanza.is("iq") && ["result", "error"].includes(stanza.attrs.type)) xmpp.streamManagement.inbound += 1;
});
xmpp.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
xmpp.on("stanza", (stanza) => {
  if (!stanza.is("message") || !stanza.getChild("body")) return;
  const delay = stanza.getChild("delay", "urn:xmpp:delay");
  say(`message ${stanza.attrs.from.split("/")[0]} ${delay ? delay.attrs.stamp : "-"} ${stanza.getChildText("body")}`);
});

async function ping(word) {
  await xmpp.iqCaller.request(xml("iq", { type: "get" }, xml("ping", "urn:xmpp:ping")));
  say(word);
}

async function obey(line) {
  const [verb, to] = line.split(" ", 2);
  if (verb === "send") {
    await xmpp.send(xml("message", { to, type: "chat" }, xml("body", {}, line.slice(verb.length + to.length + 2))));
  } else if (verb === "sync") {
    await ping("synced");
  } else {
    await xmpp.stop();
    process.exit(0);
  }
}

await xmpp.start();
await xmpp.send(xml("presence"));
await ping("online");
for await (const line of createInterface({ input: process.stdin })) await obey(line);
await obey("leave");
