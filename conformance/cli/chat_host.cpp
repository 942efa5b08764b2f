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

// Whom a stage gives an address of its own is counted by a server as one peer (scenarios/README.md).
std::string source_address() {
  const char* address = std::getenv("ASSAY_SOURCE_ADDRESS");
  return address != nullptr ? address : "";
}

}  // namespace

ChatHost::ChatHost(net::EventLoop& loop, client::Client& client, RandomSource& random, std::function<void()> after_turn,
                   std::function<void()> before_leaving)
    : loop_(loop),
      random_(random),
      observed_(client, [&loop, after_turn = std::move(after_turn), before_leaving = std::move(before_leaving)] {
        before_leaving();
        loop.post(after_turn);
      }) {}

Result<void, std::string> ChatHost::trust(const std::string& what) {
  auto context = context_for(what);
  if (!context) return fail(context.error());
  host_ = std::make_unique<net::TcpHost>(loop_, observed_, random_,
                                         net::TcpHostOptions{{.server = std::nullopt, .client = *context}, source_address()});
  return {};
}

}  // namespace assay::conformance::cli
