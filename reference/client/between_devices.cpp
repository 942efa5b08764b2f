#include "reference/client/between_devices.hpp"

#include <utility>

#include "reference/client/outgoing.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/client/sealing.hpp"

namespace assay::client {

void tell_device(Session& session, const std::string& account, KnownDevice& device, const std::vector<xml::Element>& said) {
  if (session.outbox().is_full() || !device.sessions.can_encrypt()) return;
  Outgoing outgoing{{account, {}, session.random().token(kIdOctets)}, {}, "chat", {}, Told::Nobody};
  const SealedFor reader{account, {&device}};
  xml::Element message = frame_of(outgoing);
  message.add(stanza::Kind{stanza::MessageKind::Control, {}}.write());
  if (!said.empty()) {
    const e2e::Envelope envelope{binding_of(session, account, outgoing.message.id, stanza::MessageKind::Control), said};
    message.add(seal(*session.keyring(), {reader}, envelope, session.random()).write());
  } else {
    message.add(seal_nothing(*session.keyring(), reader, session.random()).write());
  }
  outgoing.sealed = std::move(message);
  deliver(session, std::move(outgoing));
}

void ask_again(Session& session, Directory& directory, const std::string& account, std::uint32_t device,
               const stanza::encrypted::Retry& retry) {
  directory.renew(session, account, device, [account, device, retry](Session& s, bool begun) {
    KnownAccount* known = s.keyring()->find(account);
    KnownDevice* found = known != nullptr ? known->find(device) : nullptr;
    if (begun && found != nullptr) tell_device(s, account, *found, {retry.write()});
  });
}

}  // namespace assay::client
