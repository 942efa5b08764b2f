#pragma once
// Our own keys at the server (spec chapter 07, sections 8 and 9): uploaded, added to when they run out, replaced when they are old; and, as
// the account's phone, the list of devices that we sign.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "reference/client/session.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/encrypted.hpp"

namespace assay::client {

class OwnDevice {
 public:
  /// Whether the server has the prekey service.
  enum class Service { Unknown, Absent, Present };

  /// `known`: the service is known now, and our keys are there where it is.
  explicit OwnDevice(std::function<void(Session&)> known) : known_(std::move(known)) {}

  [[nodiscard]] Service service() const { return service_; }
  /// Online: finds out about the service, and brings our keys there. There is a keyring.
  void begin(Session& session);
  /// The stream is gone.
  void end() { service_ = Service::Unknown, check_at_.reset(); }
  /// The server has that many prekeys left (ENC-04d).
  void low(Session& session, std::size_t prekeys);

  /// A device of that account began a session by our last-resort prekey: the user is told (ENC-09), and the signed prekey is replaced early
  /// (ENC-08).
  void last_resort_used(Session& session, const std::string& account, std::uint32_t device);

  /// The phone's list is signed anew where it does not name the devices that it should.
  void companions_changed(Session& session);
  /// A companion of ours told its keys. Believed if the key that we linked it by signed them.
  void introduced(Session& session, const stanza::encrypted::Introduction& introduction);

  /// Our account's list as the server sends it by itself.
  void pushed(Session& session, const stanza::device_list::Devices& list);

  void timer(Session& session);
  [[nodiscard]] std::optional<Instant> next_deadline() const { return check_at_; }

 private:
  void upload(Session& session, const std::vector<e2e::PublicPreKey>& prekeys, std::function<void(Session&)> then);
  void ask_list(Session& session);
  void listed(Session& session, const stanza::device_list::Devices& list);
  void publish_list(Session& session);
  [[nodiscard]] static bool is_listed(Session& session);
  void introduce(Session& session);
  void ready(Session& session);
  void plan_check(Session& session);

  std::function<void(Session&)> known_;
  Service service_ = Service::Unknown;
  std::optional<Instant> check_at_;
  bool is_upload_lost_ = false;  ///< nobody knows whether the server has our last upload
};

}  // namespace assay::client
