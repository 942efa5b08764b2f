#include "reference/server/blocks.hpp"

#include <utility>

#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kBlocks = "block";
constexpr const char* kCounts = "blocks";

Bytes key_of(const std::string& account, std::string_view peer) { return store::key({account, peer}); }

}  // namespace

bool Blocks::has(const std::string& account, const jid::Jid& peer) const {
  if (count(account) == 0 || (peer.local() == account && context_.is_local(peer))) return false;
  const auto lists = [&](std::string_view address) { return context_.store().get(kBlocks, key_of(account, address)).has_value(); };
  return lists(peer.text()) || lists(peer.bare().text()) || lists(peer.domain());
}

bool Blocks::separate(const jid::Jid& one, const jid::Jid& other) const { return has(one.local(), other) || has(other.local(), one); }

std::vector<jid::Jid> Blocks::all(const std::string& account) const {
  std::vector<jid::Jid> list;
  context_.store().scan(kBlocks, store::key({account}), {}, [&](ByteView key, ByteView) {
    const auto parts = store::key_parts(key);
    std::optional<jid::Jid> jid = parts && parts->size() == 2 ? jid::Jid::parse((*parts)[1]) : std::nullopt;
    if (jid) list.push_back(*std::move(jid));
    return true;
  });
  return list;
}

std::size_t Blocks::count(const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kCounts, store::key({account}));
  return value ? static_cast<std::size_t>(store::from_ordered(*value).value_or(0)) : 0;
}

void Blocks::add(const std::string& account, const jid::Jid& peer) const {
  const Bytes key = key_of(account, peer.text());
  if (context_.store().get(kBlocks, key)) return;
  context_.store().put(kBlocks, key, {});
  put_count(account, count(account) + 1);
}

void Blocks::remove(const std::string& account, const jid::Jid& peer) const {
  const Bytes key = key_of(account, peer.text());
  if (!context_.store().get(kBlocks, key)) return;
  context_.store().erase(kBlocks, key);
  put_count(account, count(account) - 1);
}

void Blocks::put_count(const std::string& account, std::size_t count) const {
  if (count == 0) return context_.store().erase(kCounts, store::key({account}));
  context_.store().put(kCounts, store::key({account}), store::ordered(count));
}

}  // namespace assay::server
