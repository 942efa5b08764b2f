#include "reference/server/contact_audit.hpp"

#include <fmt/core.h>

#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "contact-audit";
constexpr std::size_t kHashOctets = 16;
constexpr std::size_t kShownDigits = 2;

// The next number of the same length; "" behind the last.
std::string successor(std::string number) {
  for (std::size_t i = number.size(); i > 0; --i) {
    if (number[i - 1] != '9') {
      ++number[i - 1];
      return number;
    }
    number[i - 1] = '0';
  }
  return {};
}

std::string masked(const std::string& account) { return "*" + account.substr(account.size() - std::min(account.size(), kShownDigits)); }

}  // namespace

ContactAudit ContactAudits::find(const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kSpace, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 4) return {};
  return {store::from_ordered((*f)[0]).value_or(0), store::from_ordered((*f)[1]).value_or(0), store::from_ordered((*f)[2]).value_or(0)};
}

Bytes ContactAudits::next_hash(const std::string& account, const std::string& number) const {
  return context_.keys.contacts.of(store::fields({"next", account, number})).substr(0, kHashOctets);
}

void ContactAudits::count(const Session& session, const std::set<std::string>& numbers, std::uint64_t hits) const {
  if (numbers.empty()) return;
  const std::string& account = session.account();
  const std::optional<Bytes> value = context_.store().get(kSpace, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  ContactAudit audit = find(account);
  audit.asked += numbers.size();
  audit.hits += hits;
  if (f && f->size() == 4 && (*f)[3] == next_hash(account, *numbers.begin())) ++audit.sequential;
  for (const std::string& number : numbers) audit.sequential += numbers.contains(successor(number)) ? 1 : 0;
  context_.store().put(kSpace, store::key({account}),
                       store::fields({store::ordered(audit.asked), store::ordered(audit.hits), store::ordered(audit.sequential),
                                      next_hash(account, successor(*numbers.rbegin()))}));
  if (!context_.log.takes(LogLevel::Debug)) return;
  context_.log.write(LogLevel::Debug, fmt::format("{} asked for {} new numbers; so far {}, of them {} in and {} in sequence",
                                                  masked(account), numbers.size(), audit.asked, audit.hits, audit.sequential));
}

void ContactAudits::forget(const std::string& account) const { context_.store().erase(kSpace, store::key({account})); }

}  // namespace assay::server
