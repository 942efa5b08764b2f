#include "reference/client/media_service.hpp"

#include <utility>

#include "reference/client/session.hpp"
#include "reference/stanza/disco.hpp"

namespace assay::client {

std::string MediaService::address_in(const Session& session) { return "upload." + session.config().domain; }

void MediaService::ask(Session& session, Then then) {
  if (service_) return then(session, {});
  asking_.push_back(std::move(then));
  if (asking_.size() > 1) return;
  session.ask(address_in(session), "get", stanza::disco::Info{}.write(), [this](Session& s, const Answer& answer) {
    std::optional<RequestFault> fault;
    const xml::Element* query = answer ? answer->find_child(stanza::disco::kInfoNs, "query") : nullptr;
    service_ = query != nullptr ? stanza::media::Service::in(*query) : std::nullopt;
    if (!service_ || !service_->address.starts_with("https://")) {
      service_.reset();
      fault = answer ? RequestFault{RequestFault::Kind::Refused, "no-media-host", "the server does not say where files are", {}}
                     : answer.error();
    }
    for (const Then& each : std::exchange(asking_, {})) each(s, fault);
  });
}

}  // namespace assay::client
