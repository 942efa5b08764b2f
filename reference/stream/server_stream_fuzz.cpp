// Any octets to a server's stream: it answers, or ends; it never breaks an invariant.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "reference/stream/server_stream.hpp"

namespace {

using namespace assay;

class NoAccounts final : public stream::Credentials {
 public:
  stream::StoredPassword find(crypto::HashName hash, std::string_view) override {
    return {"salt", 1, Bytes(crypto::digest_size(hash), 'k'), Bytes(crypto::digest_size(hash), 's')};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stream::ServerSettings settings;
  settings.domain = "example.org";
  settings.mechanisms = {"SCRAM-SHA-256", "PLAIN"};
  settings.require_tls = false;
  NoAccounts accounts;
  KeyedRandom random(1, "fuzz");
  stream::ServerStream server(settings, accounts, random, stream::FirstOctets::Plain, Now{});
  server.receive({reinterpret_cast<const char*>(data), size});
  while (const auto event = server.next_event()) {
    if (std::holds_alternative<stream::StartTls>(*event)) server.secured({});
    if (std::holds_alternative<stream::BindWanted>(*event)) server.bound();
  }
  return 0;
}
