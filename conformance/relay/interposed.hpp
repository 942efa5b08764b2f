#pragma once
// A relay's filters inside a client: around a client's machine, above TLS. So the client lies on every stream that it opens, to any server,
// and its connection stays one connection: channel bindings match.

#include <deque>
#include <functional>
#include <map>
#include <string>

#include "conformance/relay/filter.hpp"
#include "reference/base/machine.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::relay {

class Interposed final : public Machine {
 public:
  /// `client` must outlive this. The chain serves all of its streams, one after the other: what a filter remembers, it remembers for the
  /// client.
  Interposed(Machine& client, FilterChain chain) : client_(client), chain_(std::move(chain)) {}

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now& now) override;
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return client_.next_deadline(); }

 private:
  struct Reading {
    xml::StreamReader reader;
    std::string scope;  ///< the stream's default namespace
    Reading();
  };
  struct Stream {
    Reading to_server;
    Reading to_client;
    bool may_restart = false;  ///< the server has agreed to a new stream
    std::size_t told = 0;      ///< octets that the client believes to be on their way
    std::size_t unsent = 0;    ///< octets that are
  };

  struct Octets {
    Bytes on;
    Bytes back;
  };
  [[nodiscard]] Octets passed(Stream& stream, Direction direction, ByteView octets);
  void pass(Stream& stream, Direction direction, xml::Element element, Octets& out);
  [[nodiscard]] std::optional<Action> sending(Conn conn, Bytes octets);
  void sent(Conn conn, Stream& stream, std::size_t octets);

  Machine& client_;
  FilterChain chain_;
  std::map<Conn, Stream> streams_;
  std::deque<Action> said_;  ///< by the filters, in the client's name
  Now now_;
};

}  // namespace assay::conformance::relay
