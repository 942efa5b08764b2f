#include "reference/server/signatures.hpp"

namespace assay::server {

using stanza::registration::Binding;

bool accepts_binding(const Context& context, const stream::Facts& facts, Binding binding) {
  if (binding == Binding::None) return context.config.channel_binding != ChannelBinding::Required;
  return context.config.channel_binding != ChannelBinding::Off && !facts.tls.exporter.empty();
}

ByteView binding_octets(const stream::Facts& facts, Binding binding) {
  return binding == Binding::TlsExporter ? ByteView{facts.tls.exporter} : ByteView{};
}

}  // namespace assay::server
