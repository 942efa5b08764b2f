// @xmpp/client logs in twice in one program: by SASL2 with a password, then with the token that this brought (XEP-0484). It says by which
// mechanism each login was made, and what came of it.

import { client, xml } from "@xmpp/client";

// The certificate comes by NODE_EXTRA_CA_CERTS; the name in it is the domain, so that is what is connected to.
const [, port, tls, , jid, password] = process.argv.slice(2);
const [username, domain] = jid.split("@");
const service = `${tls === "direct" ? "xmpps" : "xmpp"}://${domain}:${port}`;

const say = (line) => process.stdout.write(`${line}\n`);

const xmpp = client({ service, domain, username, password, resource: "fast" });
xmpp.reconnect.stop();
xmpp.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
xmpp.on("send", (element) => {
  if (element.is("authenticate", "urn:xmpp:sasl:2")) say(`login ${element.attrs.mechanism}`);
});

for (const round of [1, 2]) {
  const address = await xmpp.start();
  await xmpp.iqCaller.request(xml("iq", { type: "get" }, xml("ping", "urn:xmpp:ping")));
  say(`online ${address.bare()} ${address.resource.split("/")[0]}`);
  await xmpp.stop();
}
process.exit(0);
