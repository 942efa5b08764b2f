// Logins by SASL2 (XEP-0388): what was asked for inline is done before <success/> says that it is. A session of before is taken up again
// (XEP-0198 section 9.2), else one begins (Bind 2, XEP-0386).

#include "reference/base/assert.hpp"
#include "reference/server/router.hpp"
#include "reference/stanza/bind2.hpp"

namespace assay::server {
namespace {

namespace bind2 = stanza::bind2;
namespace sasl2 = stanza::sasl2;
using Begun = stream::ServerStream::Begun;

constexpr std::size_t kResourceOctets = 9;

}  // namespace

void Router::log_in(Connection& connection, stream::LoginMade& login) {
  stream::ServerStream& stream = connection.stream();
  const std::string& username = stream.facts().username;
  connection.login_generation = accounts_.generation(username);
  sasl2::Success success{std::move(login.additional_data), context_.address_of(connection.login().account).text(), {}};
  const std::optional<bool> resumed = resume_inline(connection, login.request, success);
  if (!resumed) return;
  Begun begun = *resumed ? Begun::Resumed : Begun::Nothing;
  const xml::Element* bind = login.request.find(bind2::kNs, "bind");
  // XEP-0386 section 3.2: a session that goes on has a resource.
  if (!*resumed && bind) {
    if (!bind_inline(connection, login.request, *bind2::Bind::parse(*bind), success)) {
      connection.login_generation = 0;
      return stream.refuse_login({"temporary-auth-failure", false, "try-later"});
    }
    begun = Begun::Bound;
  }
  for (const Feature& feature : features_) {
    if (feature.logged_in) feature.logged_in(context_, connection, login.request, success);
  }
  say_login(connection, username);
  stream.succeed(success, begun);
  if (begun == Begun::Resumed) go_on(connection);
  if (begun == Begun::Bound) session_begins(connection);
}

std::optional<bool> Router::resume_inline(Connection& connection, const sasl2::Authenticate& request, sasl2::Success& success) {
  const xml::Element* element = request.find(stanza::sm::kNs, "resume");
  if (!element) return false;
  const std::optional<stanza::sm::Resume> wanted = stanza::sm::Resume::parse(*element);
  const std::optional<Resumption> outcome = wanted ? take_over(connection, *wanted) : Resumption{stanza::sm::Failed{"bad-request"}.write()};
  if (!outcome) return std::nullopt;
  success.inlined.push_back(outcome->answer);
  if (outcome->resumed) success.authorization_identifier = connection.session->full_text;
  return outcome->resumed;
}

bool Router::bind_inline(Connection& connection, const sasl2::Authenticate& request, const bind2::Bind& bind, sasl2::Success& success) {
  const jid::Jid bare = context_.address_of(connection.login().account);
  const std::string drawn = random_.token(kResourceOctets);
  std::optional<jid::Jid> full = bind.tag.empty() ? std::nullopt : bare.with_resource(bind.tag + "/" + drawn);
  // A tag that no resource can begin with is left out.
  if (!full) full = bare.with_resource(drawn);
  ASSAY_ASSERT(full.has_value());
  const std::string agent = request.user_agent ? request.user_agent->id : std::string{};
  displace_others(connection.login(), agent);
  Session* session = begin_session(connection, *full);
  if (!session) return false;
  session->user_agent = agent;
  bind2::Bound bound;
  for (const xml::Element& wanted : bind.enables) {
    if (std::optional<xml::Element> answer = begin_with(*session, wanted)) bound.answers.push_back(*std::move(answer));
  }
  success.authorization_identifier = session->full_text;
  success.inlined.push_back(bound.write());
  return true;
}

std::optional<xml::Element> Router::begin_with(Session& session, const xml::Element& wanted) {
  for (const Feature& feature : features_) {
    for (const SessionBeginning& beginning : feature.beginnings) {
      if (wanted.is(beginning.ns, beginning.local)) return beginning.begin(context_, session, wanted);
    }
  }
  return std::nullopt;
}

}  // namespace assay::server
