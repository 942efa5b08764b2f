// Tokens of logins to come (XEP-0484): asked for in a login by SASL2, or given because the one in use has lived for long. Logging in by one
// is the stream's business (stream/hashed_token_exchange.cpp).

#include "reference/stanza/fast.hpp"

#include <algorithm>

#include "reference/server/fast_tokens.hpp"
#include "reference/server/feature.hpp"

namespace assay::server::features {
namespace {

// The mechanism that the client asks a token for, if it is one of those on offer here.
std::optional<std::string> wanted(const Connection& connection, const stanza::sasl2::Authenticate& request) {
  const xml::Element* element = request.find(stanza::fast::kNs, "request-token");
  const auto asked = element ? stanza::fast::RequestToken::parse(*element) : std::nullopt;
  const std::vector<std::string> offered = connection.stream().token_mechanisms();
  if (!asked || std::find(offered.begin(), offered.end(), asked->mechanism) == offered.end()) return std::nullopt;
  return asked->mechanism;
}

void logged_in(const Context& context, const Connection& connection, const stanza::sasl2::Authenticate& request,
               stanza::sasl2::Success& success) {
  if (!request.user_agent || request.user_agent->id.empty()) return;  // section 4.1: whose would it be?
  const std::string& account = connection.stream().facts().username;
  const std::string& agent = request.user_agent->id;
  FastTokens tokens(context.turn, context.keys, context.accounts, context.limits());
  std::optional<std::string> mechanism = wanted(connection, request);
  // Section 3.5: whoever logged in by a token is given the next one in time.
  if (!mechanism && request.find(stanza::fast::kNs, "fast")) mechanism = tokens.due_for_rotation(account, agent);
  if (!mechanism) return;
  stanza::fast::Token token = tokens.issue(account, agent, *mechanism, context.random);
  success.inlined.push_back(token.write());
  crypto::wipe(token.token);
}

void forget(const Context& context, const std::string& username) {
  FastTokens(context.turn, context.keys, context.accounts, context.limits()).forget(username);
}

}  // namespace

Feature fast() {
  return {.name = "fast",
          .device_forgotten = [](const Context& context, const std::string& account,
                                 const std::string& device) { forget(context, login_name(account, device)); },
          .forgotten = forget,
          .logged_in = logged_in};
}

}  // namespace assay::server::features
