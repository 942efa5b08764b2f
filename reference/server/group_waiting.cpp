#include "reference/server/group_waiting.hpp"

#include <algorithm>
#include <utility>

#include "reference/server/group_traces.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {

namespace {
constexpr const char* kSpace = "group-waiting";
}  // namespace

bool GroupWaiting::has(const std::string& group, const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kSpace, store::key({group, account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  return f && f->size() >= 2 && store::from_ordered((*f)[1]) == context_.accounts.generation(account);
}

std::vector<std::string> GroupWaiting::all(const std::string& group) const {
  std::vector<std::pair<Bytes, std::string>> waiting;  // since when, who
  context_.store().scan(kSpace, store::key({group}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const auto f = store::from_fields(value);
    if (parts && parts->size() == 2 && f && !f->empty()) waiting.emplace_back((*f)[0], (*parts)[1]);
    return true;
  });
  std::sort(waiting.begin(), waiting.end());
  std::vector<std::string> accounts;
  for (auto& [since, account] : waiting) {
    if (has(group, account)) accounts.push_back(std::move(account));
  }
  return accounts;
}

void GroupWaiting::add(const std::string& group, const std::string& account) const {
  context_.store().put(kSpace, store::key({group, account}),
                       store::fields({stamp(context_.now().wall), store::ordered(context_.accounts.generation(account))}));
  GroupTraces(context_).put(account, {group, TraceIn::Waiting});
}

void GroupWaiting::erase(const std::string& group, const std::string& account) const {
  context_.store().erase(kSpace, store::key({group, account}));
  GroupTraces(context_).erase(account, {group, TraceIn::Waiting});
}

void GroupWaiting::forget(const std::string& group) const {
  std::vector<std::string> accounts;
  context_.store().scan(kSpace, store::key({group}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) accounts.push_back((*parts)[1]);
    return true;
  });
  for (const std::string& account : accounts) erase(group, account);
}

}  // namespace assay::server
