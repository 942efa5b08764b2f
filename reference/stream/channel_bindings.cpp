#include "reference/stream/channel_bindings.hpp"

namespace assay::stream {
namespace {

struct Type {
  const char* name;
  Bytes TlsFacts::* octets;
};
constexpr Type kTypes[] = {{"tls-exporter", &TlsFacts::exporter}, {"tls-server-end-point", &TlsFacts::server_end_point}};

}  // namespace

std::vector<std::string> channel_binding_types(const TlsFacts& tls) {
  std::vector<std::string> names;
  for (const Type& type : kTypes) {
    if (!(tls.*type.octets).empty()) names.emplace_back(type.name);
  }
  return names;
}

std::optional<Bytes> channel_binding(const TlsFacts& tls, std::string_view type) {
  for (const Type& known : kTypes) {
    if (type == known.name && !(tls.*known.octets).empty()) return tls.*known.octets;
  }
  return std::nullopt;
}

}  // namespace assay::stream
