#include "reference/client/broadcast_draft.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/outgoing.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

namespace upload_ = stanza::broadcast;

bool holds(const std::vector<xml::Element>& payload, const xml::Element& element) {
  return std::ranges::find(payload, element) != payload.end();
}

// What all of them get stands once. A ciphertext is for one, though he be the only one.
std::vector<xml::Element> take_shared(std::vector<upload_::Recipient>& recipients) {
  std::vector<xml::Element> shared;
  for (const xml::Element& each : recipients.front().payload) {
    const bool is_for_all = std::ranges::all_of(recipients, [&](const upload_::Recipient& one) { return holds(one.payload, each); });
    if (is_for_all && !each.is(stanza::encrypted::kNs, "encrypted")) shared.push_back(each);
  }
  for (upload_::Recipient& recipient : recipients) {
    std::erase_if(recipient.payload, [&](const xml::Element& each) { return holds(shared, each); });
  }
  return shared;
}

std::size_t octets_of(const std::vector<xml::Element>& elements) {
  std::size_t octets = 0;
  for (const xml::Element& each : elements) octets += xml::write(each).size();
  return octets;
}

// Nobody there has keys, whatever the user agreed to.
bool is_clear(const Prospect& prospect) {
  return prospect.state == Prospect::State::Clear || (prospect.state == Prospect::State::User && prospect.condition == "no-keys");
}

std::size_t octets_of(const upload_::Recipient& recipient) {
  return octets_of(recipient.payload) + recipient.jid.size() + recipient.id.size() + sizeof "<to jid='' id=''></to>";
}

}  // namespace

std::vector<BroadcastDraft::Part> BroadcastDraft::gather(Session& session) {
  std::vector<Prospect> prospects;
  std::size_t coming = 0;
  keys_at_.reset();
  for (const Part& part : state_.parts) {
    prospects.push_back(session.prospect(part.jid));
    const Prospect& prospect = prospects.back();
    if (prospect.state == Prospect::State::Coming && ++coming == kAskedAtOnce) break;
    if (prospect.state == Prospect::State::Later) keys_at_ = std::min(prospect.again, keys_at_.value_or(prospect.again));
  }
  if (coming > 0) return {};
  std::vector<Part> rest;
  std::vector<Part> written;
  std::vector<Recipient> recipients;
  for (std::size_t i = 0; i < state_.parts.size(); ++i) {
    if (state_.file && is_clear(prospects[i])) prospects[i] = {Prospect::State::Never, "no-keys"};  // MSG-25o
    const bool is_tried = prospects[i].state != Prospect::State::Later && prospects[i].state != Prospect::State::Never;
    std::optional<Recipient> recipient = is_tried ? write(session, state_.parts[i]) : std::nullopt;
    if (recipient) {
      recipients.push_back(std::move(*recipient));
      written.push_back(std::move(state_.parts[i]));
    } else if (prospects[i].state == Prospect::State::Never) {
      refused_.push_back({state_.parts[i].jid, prospects[i].condition});
    } else {
      rest.push_back(std::move(state_.parts[i]));
    }
  }
  state_.parts = std::move(rest);
  if (!recipients.empty()) pack(session, std::move(recipients));
  return written;
}

std::optional<upload_::Recipient> BroadcastDraft::write(Session& session, const Part& part) {
  Outgoing outgoing{{part.jid, state_.body, part.id, state_.file}, {}, "chat", part.payload, Told::Caller};
  const Sealing sealing = session.seal(outgoing);
  if (sealing == Sealing::Waits) return std::nullopt;
  Recipient recipient{part.jid, part.id, {}};
  if (sealing == Sealing::NotNeeded) {
    recipient.payload = contents_of(outgoing);
  } else {
    for (const xml::Element* child : outgoing.sealed->children()) recipient.payload.push_back(*child);
    content_ = sealed_content_of(outgoing);
  }
  return recipient;
}

// As many uploads as the parts need: each is one stanza.
void BroadcastDraft::pack(Session& session, std::vector<Recipient> recipients) {
  const std::vector<xml::Element> shared = take_shared(recipients);
  const std::size_t limit = session.config().limits.stanza_octets;
  const std::size_t frame = kUploadFrameOctets + octets_of(shared);
  std::size_t octets = limit;
  for (Recipient& recipient : recipients) {
    const std::size_t more = octets_of(recipient);
    if (octets + more > limit) {
      const bool is_first = !std::exchange(state_.packed, true);
      state_.uploads.push_back({is_first ? state_.id : session.random().token(kIdOctets), {}, shared});
      octets = frame;
    }
    octets += more;
    state_.uploads.back().recipients.push_back(std::move(recipient));
  }
}

upload_::Broadcast BroadcastDraft::take_upload() {
  upload_::Broadcast upload = std::move(state_.uploads.front());
  state_.uploads.pop_front();
  state_.begun = true;
  held_until_.reset();
  return upload;
}

void BroadcastDraft::wake(Instant now) {
  if (held_until_ && *held_until_ <= now) held_until_.reset();
  if (keys_at_ && *keys_at_ <= now) keys_at_.reset();
}

// The first upload may be there: only what was refused for now is certain not to be.
std::vector<std::string> BroadcastDraft::drop_rest() {
  std::deque<upload_::Broadcast> asked;
  if (!state_.uploads.empty() && !held_until_) {
    asked.push_back(std::move(state_.uploads.front()));
    state_.uploads.pop_front();
  }
  std::vector<std::string> dropped = waiting();
  state_.parts.clear();
  state_.uploads = std::move(asked);
  return dropped;
}

std::vector<std::string> BroadcastDraft::waiting() const {
  std::vector<std::string> waiting;
  for (const upload_::Broadcast& upload : state_.uploads) {
    for (const Recipient& recipient : upload.recipients) waiting.push_back(recipient.jid);
  }
  for (const Part& part : state_.parts) waiting.push_back(part.jid);
  return waiting;
}

}  // namespace assay::client
