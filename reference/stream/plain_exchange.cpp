// PLAIN (RFC 4616): message = [authzid] NUL authcid NUL passwd.

#include "reference/crypto/scram.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/precis/profiles.hpp"
#include "reference/stream/exchange.hpp"

namespace assay::stream {
namespace {

// Each part has 1 to 255 octets where present (section 2).
constexpr std::size_t kPartOctets = 255;

class Plain final : public Exchange {
 public:
  explicit Plain(const ExchangeContext& context) : context_(context) {}

  SaslStep step(ByteView message) override {
    const std::size_t first = message.find('\0');
    const std::size_t second = first == ByteView::npos ? first : message.find('\0', first + 1);
    if (second == ByteView::npos) return SaslFailure{"malformed-request"};
    const ByteView authzid = message.substr(0, first);
    const ByteView username = message.substr(first + 1, second - first - 1);
    const ByteView password = message.substr(second + 1);
    if (username.empty() || password.empty() || password.find('\0') != ByteView::npos) return SaslFailure{"malformed-request"};
    if (authzid.size() > kPartOctets || username.size() > kPartOctets || password.size() > kPartOctets)
      return SaslFailure{"malformed-request"};
    return verify(authzid, precis::username_case_mapped(username), precis::opaque_string(password));
  }

 private:
  // Prepared (RFC 8265 sections 3.3 and 4.2; RFC 4616 section 2 names their forerunner): nothing is a name or password that nobody can
  // have.
  [[nodiscard]] SaslStep verify(ByteView authzid, const std::optional<std::string>& username, std::optional<std::string> password) {
    if (!username || !password) return SaslFailure{"not-authorized"};
    const crypto::Secret secret{*std::move(password)};
    const StoredPassword stored = context_.credentials.find(crypto::HashName::Sha256, *username);
    const crypto::ScramKeys keys = crypto::scram_keys(crypto::HashName::Sha256, secret.reveal(), stored.salt, stored.iterations);
    if (!crypto::constant_time_equal(keys.stored_key, stored.stored_key)) return SaslFailure{"not-authorized"};
    if (!may_act_as(authzid, *username, context_.domain)) return SaslFailure{"invalid-authzid"};
    return SaslSuccess{*username, std::nullopt};
  }

  ExchangeContext context_;
};

}  // namespace

std::unique_ptr<Exchange> plain_exchange(const ExchangeContext& context) { return std::make_unique<Plain>(context); }

bool may_act_as(std::string_view authzid, std::string_view username, std::string_view domain) {
  if (authzid.empty() || authzid == username) return true;
  return authzid.size() == username.size() + 1 + domain.size() && authzid.substr(0, username.size()) == username &&
         authzid[username.size()] == '@' && authzid.substr(username.size() + 1) == domain;
}

}  // namespace assay::stream
