#pragma once
// Where the server keeps files (spec chapter 10, section 2): asked once a stream, when somebody wants to know.

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "reference/client/requests.hpp"
#include "reference/stanza/media.hpp"

namespace assay::client {

class Session;

class MediaService {
 public:
  using Then = std::function<void(Session&, const std::optional<RequestFault>&)>;

  /// Once it is known where files are, or why it is not.
  void ask(Session& session, Then then);
  /// The stream is over: the next may be another server's.
  void forget() { service_.reset(); }

  /// MSG-25q: whether the server keeps files there.
  [[nodiscard]] bool keeps(const std::string& url) const { return service_ && url.starts_with(service_->address + '/'); }
  /// Whether a file of so many octets may be put.
  [[nodiscard]] bool takes(std::uint64_t octets) const {
    return !service_ || service_->most_octets == 0 || octets <= service_->most_octets;
  }
  /// Of the service that gives slots.
  [[nodiscard]] static std::string address_in(const Session& session);

 private:
  std::optional<stanza::media::Service> service_;
  std::deque<Then> asking_;
};

}  // namespace assay::client
