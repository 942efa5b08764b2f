#include "conformance/cli/chat_host.hpp"

#include <cstdlib>

#include "reference/service/private_file.hpp"

namespace assay::conformance::cli {
namespace {

Result<tls::Context, std::string> context_for(const std::string& trust) {
  if (trust == "any") return tls::Context::client(tls::TrustAnyone{});
  if (trust == "system") return tls::Context::client(tls::TrustSystem{});
  const auto pem = service::read_file(trust);
  if (!pem) return fail(pem.error());
  return tls::Context::client(tls::TrustPem{*pem});
}

http::Trust file_trust(const std::string& trust) {
  if (trust == "any") return {http::Trust::Whom::Anyone};
  if (trust == "system") return {http::Trust::Whom::System};
  return {http::Trust::Whom::File, trust};
}

// Whom a stage gives an address of its own is counted by a server as one peer (scenarios/README.md).
std::string source_address() {
  const char* address = std::getenv("ASSAY_SOURCE_ADDRESS");
  return address != nullptr ? address : "";
}

}  // namespace

ChatHost::ChatHost(net::EventLoop& loop, client::KeySafe& client, RandomSource& random, std::function<void()> after_turn)
    : loop_(loop),
      safe_(client),
      client_(client.client()),
      random_(random),
      courier_(
          loop, source_address(),
          [this](std::uint64_t number, const client::Transferred& result) {
            client_.transferred(number, result, loop_.now());
            poke();
          },
          [this](std::uint64_t number, std::uint64_t octets) {
            client_.transfer_goes_on(number, octets, loop_.now());
            poke();
          }),
      observed_(client, [this, after_turn = std::move(after_turn)] {
        carry_files();
        loop_.post(after_turn);
      }) {}

void ChatHost::carry_files() {
  while (auto transfer = safe_.next_transfer()) courier_.begin(*std::move(transfer));
}

Result<void, std::string> ChatHost::trust(const std::string& what) {
  auto context = context_for(what);
  if (!context) return fail(context.error());
  courier_.trust(file_trust(what));
  host_ = std::make_unique<net::TcpHost>(loop_, observed_, random_,
                                         net::TcpHostOptions{{.server = std::nullopt, .client = *context}, source_address()});
  return {};
}

}  // namespace assay::conformance::cli
