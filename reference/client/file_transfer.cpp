#include "reference/client/file_transfer.hpp"

#include <algorithm>

#include "reference/client/outgoing.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/media.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

constexpr std::uint64_t kProgressSteps = 10;

}  // namespace

bool TransferTries::again(Instant now) {
  if (++made >= kTransferTries) return false;
  due = now + kTryAgain * made;
  return true;
}

bool Tenths::is_news(std::uint64_t octets, std::uint64_t of) {
  if (of < kLongFile) return false;
  const std::uint64_t tenth = octets * kProgressSteps / of;
  return tenth > std::exchange(told_, std::max(told_, tenth));
}

e2e::MediaType sealed_as(std::string_view type) {
  const std::string_view top = type.substr(0, type.find('/'));
  const auto known = top == "image" || top == "audio" || top == "video" ? e2e::media_type(top) : std::nullopt;
  return known.value_or(e2e::MediaType::Document);
}

bool is_passing(unsigned status) { return status == 0 || (status >= 500 && status != 507); }

std::string answer_text(unsigned status) { return status == 0 ? "nobody answered" : "the media host answered " + std::to_string(status); }

const xml::Element* said_of_files(const Session& session, const xml::Element& element, const char* name) {
  if (!element.is(xml::ns::kClient, "message") || session.privacy() != Privacy::Encrypted) return nullptr;
  const auto kind = stanza::kind_of(element);
  const std::string_view type = element.attribute("type");
  if (!kind || kind->type != stanza::MessageKind::Control || type == "groupchat" || type == "error") return nullptr;
  return element.find_child(stanza::media::kNs, name);
}

bool say_of_files(Session& session, const std::string& to, xml::Element what) {
  if (session.outbox().is_full()) return false;
  const stanza::Kind kind{stanza::MessageKind::Control, {}};
  Outgoing outgoing{{to, {}, session.random().token(kIdOctets)}, {}, "chat", {kind.write(), std::move(what)}, Told::Nobody};
  outgoing.sealed_only = true;
  deliver(session, std::move(outgoing));
  return true;
}

}  // namespace assay::client
