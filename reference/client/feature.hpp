#pragma once
// The seam of a client's features: one file each in features/, listed by the build in alphabetical order. Adding one edits nothing here.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/client/commands.hpp"
#include "reference/client/prospect.hpp"
#include "reference/client/session.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class Feature {
 public:
  Feature() = default;
  Feature(const Feature&) = delete;
  Feature& operator=(const Feature&) = delete;
  virtual ~Feature() = default;

  /// The stream is bound: Online has been told, stanzas may be sent.
  virtual void bound(Session&) {}
  /// TLS is up and nobody logs in: what goes before login may be sent.
  virtual void login_awaited(Session&) {}
  /// The stream was lost, and its session may be resumed (XEP-0198): requests wait on. resumed() follows, or stream_ended().
  virtual void suspended(Session&) {}
  /// The session goes on over another stream: what the server had not counted was sent again.
  virtual void resumed(Session&) {}
  /// There is no stream (any more), and none to resume. Requests have had their answers.
  virtual void stream_ended(Session&, const stream::ClientStreamEnded&) {}
  /// True if the command is this feature's.
  virtual bool command(Session&, const Command&) { return false; }
  /// True if the element is dealt with. Answers to requests don't come here. An iq of type get or set that no feature takes is answered
  /// with service-unavailable.
  virtual bool element(Session&, const xml::Element&) { return false; }
  /// What came before any feature sees it (spec chapter 07): true if it is dealt with, or will be handed on by Session::dispatch().
  virtual bool opens(Session&, const xml::Element&) { return false; }
  /// What goes out is written for its readers' devices: into Outgoing::sealed, at once or later.
  virtual Sealing seal(Session&, Outgoing&) { return Sealing::NotNeeded; }
  /// What would become of a message to that account, a bare address. What is missing is asked for. Nothing where this feature does not
  /// know.
  [[nodiscard]] virtual std::optional<Prospect> prospect(Session&, const std::string&) { return std::nullopt; }
  /// Who is in that group, as far as it is certain; nullptr where it is not, or where this feature does not know.
  [[nodiscard]] virtual const GroupState* group_state(const std::string&) const { return nullptr; }
  /// Whether a message of ours to that group was sealed for the account.
  [[nodiscard]] virtual bool was_for(const std::string& /*group*/, const std::string& /*id*/, const std::string& /*account*/) const {
    return false;
  }
  /// What is known of groups, to be kept between runs; nullptr where this feature knows nothing of them.
  [[nodiscard]] virtual GroupBook* group_book() { return nullptr; }
  /// The same of broadcasts.
  [[nodiscard]] virtual BroadcastBook* broadcast_book() { return nullptr; }
  /// All that this turn brought has been handled.
  virtual void turn_ends(Session&) {}
  virtual void timer(Session&) {}
  [[nodiscard]] virtual std::optional<Instant> next_deadline() const { return std::nullopt; }
};

namespace features {
using client::Feature;
[[nodiscard]] std::vector<std::unique_ptr<Feature>> all();
}  // namespace features

}  // namespace assay::client
