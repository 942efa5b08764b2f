#pragma once
// The client as a program that a conformance suite can drive: commands in and events out as JSON, one object a line. Pure translation;
// whoever hosts the client owns stdin and stdout. A client of another house becomes testable by a shim that speaks these lines.
//
//     in   {"do":"use","server":"127.0.0.1:5222","domain":"localhost","tls":"starttls","trust":"any"}     tls: starttls, direct, none
//          {"do":"register","number":"+12025550101"}   {"do":"verify","code":"123456"}   {"do":"login"}   {"do":"logout"}
//          {"do":"consent","given":true}   {"do":"match","numbers":["+1 202-555-0102"],"mode":"full"}     mode: delta, full
//          {"do":"edit-contacts","added":[..],"removed":[..]}   {"do":"contact-settings","discoverable":"mutual","join-notices":true}
//          {"do":"send","to":JID,"id":ID,"body":TEXT}   {"do":"sync","tag":"x"}
//          {"do":"verify","code":"123456","pin":"483920"}   {"do":"pin","pin":"483920"}   {"do":"unregister"}
//          {"do":"number","number":"+12025550103","tell":"yes"}
//     out  {"event":"code-requested"}  {"event":"registered","jid":..}  {"event":"online","jid":..}  {"event":"offline","reason":..}
//          {"event":"contacts","contacts":[{"number":..,"status":"in","jid":..}]}  {"event":"accepted","id":..}
//          {"event":"consent-needed"}  {"event":"contact-changed","jid":..,"status":"out"}  {"event":"contact-joined","jid":..}
//          {"event":"contact-settings","discoverable":..,"join-notices":..}
//          {"event":"message","from":bare JID,"id":..,"body":..,"delayed":false}  {"event":"synced","tag":"x"}
//          {"event":"identity-changed","jid":..}  {"event":"contact-moved","jid":..,"to":..}  {"event":"done","do":..}
//          {"event":"failed","do":..,"condition":..,"text":..}  {"event":"unsupported","do":..}

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/client/client.hpp"

namespace assay::client {

/// A longer line is answered with bad-request.
inline constexpr std::size_t kShimLineOctets = 1'048'576;

class Shim {
 public:
  /// `client` must outlive the shim.
  explicit Shim(Client& client) : client_(client) {}

  /// One line, without its end.
  void line(std::string_view text, const Now& now);
  /// One line for the driver of the shim, without its end. Takes the client's events: ask until it answers nothing, then end the turn.
  [[nodiscard]] std::optional<std::string> next_line();
  /// What the last "use" said about trust: "any", "system" or a file of certificates. The host makes its TLS context of it, before the
  /// client connects. Nothing before the first "use".
  [[nodiscard]] const std::optional<std::string>& trust() const { return trust_; }

 private:
  Client& client_;
  std::deque<std::string> lines_;
  std::optional<std::string> trust_;
};

}  // namespace assay::client
