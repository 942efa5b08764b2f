#include "reference/stanza/registration.hpp"

#include <algorithm>

#include "reference/base/decimal.hpp"

namespace assay::stanza::registration {
namespace {

constexpr std::size_t kKeyOctets = 32;
constexpr std::size_t kSignatureOctets = 64;

std::optional<Bytes> octets(const xml::Element& element, std::string_view attribute, std::size_t size) {
  std::optional<Bytes> value = from_base64(element.attribute(attribute));
  if (!value || value->size() != size) return std::nullopt;
  return value;
}

}  // namespace

xml::Element Feature::write() const {
  xml::Element element(kNs, "register");
  if (tls_exporter) element.append(kNs, "binding").add_text(name_of(Binding::TlsExporter));
  return element;
}

std::optional<Feature> Feature::parse(const xml::Element& element) {
  if (!element.is(kNs, "register")) return std::nullopt;
  Feature feature;
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "binding") && child->text() == name_of(Binding::TlsExporter)) feature.tls_exporter = true;
  }
  return feature;
}

std::string_view name_of(Method method) { return method == Method::Voice ? "voice" : "sms"; }

xml::Element ClientVersion::write() const { return xml::Element(kNs, "client").with("name", name).with("version", version); }

std::optional<ClientVersion> ClientVersion::parse(const xml::Element& element) {
  if (!element.is(kNs, "client") || element.attribute("name").empty() || element.attribute("version").empty()) return std::nullopt;
  return ClientVersion{std::string{element.attribute("name")}, std::string{element.attribute("version")}};
}

std::string words_of(const std::vector<Method>& methods) {
  std::string words;
  for (const Method method : methods) words.append(words.empty() ? "" : " ").append(name_of(method));
  return words;
}

std::vector<Method> methods_in(std::string_view words) {
  std::vector<Method> methods;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    for (const Method method : {Method::Sms, Method::Voice}) {
      if (word == name_of(method)) methods.push_back(method);
    }
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return methods;
}

xml::Element Request::write() const {
  xml::Element request =
      xml::Element(kNs, "request").with("number", number).with("method", std::string{name_of(method)}).with("key", base64(key));
  if (client) request.add(client->write());
  return request;
}

std::optional<Request> Request::parse(const xml::Element& element) {
  if (!element.is(kNs, "request") || !element.has_attribute("number")) return std::nullopt;
  const std::string_view method = element.attribute("method");
  if (method != "sms" && method != "voice") return std::nullopt;
  const std::optional<Bytes> key = octets(element, "key", kKeyOctets);
  if (!key) return std::nullopt;
  const xml::Element* named = element.find_child(kNs, "client");
  const std::optional<ClientVersion> client = named ? ClientVersion::parse(*named) : std::nullopt;
  if (named && !client) return std::nullopt;
  return Request{std::string{element.attribute("number")}, method == "sms" ? Method::Sms : Method::Voice, *key, client};
}

xml::Element Requested::write() const {
  return xml::Element(kNs, "requested")
      .with("id", id)
      .with("digits", std::to_string(digits))
      .with("expires", std::to_string(expires.count()))
      .with("retry-after", std::to_string(retry_after.count()))
      .with("methods", words_of(methods));
}

std::optional<Requested> Requested::parse(const xml::Element& element) {
  const auto digits = decimal(element.attribute("digits"));
  const auto expires = decimal_seconds(element.attribute("expires"));
  const auto retry_after = decimal_seconds(element.attribute("retry-after"));
  if (!element.is(kNs, "requested") || !element.has_attribute("id") || !digits || !expires || !retry_after) return std::nullopt;
  return Requested{std::string{element.attribute("id")}, static_cast<std::size_t>(*digits), *expires, *retry_after,
                   methods_in(element.attribute("methods"))};
}

std::string_view name_of(Binding binding) { return binding == Binding::TlsExporter ? "tls-exporter" : "none"; }

xml::Element Verify::write() const {
  xml::Element verify = xml::Element(kNs, "verify")
                            .with("request", request)
                            .with("code", code)
                            .with("binding", std::string{name_of(binding)})
                            .with("signature", base64(signature));
  if (pin) verify.set_attribute("pin", *pin);
  return verify;
}

std::optional<Verify> Verify::parse(const xml::Element& element) {
  if (!element.is(kNs, "verify") || !element.has_attribute("request") || !element.has_attribute("code")) return std::nullopt;
  const std::string_view binding = element.attribute("binding");
  if (binding != "none" && binding != "tls-exporter") return std::nullopt;
  const std::optional<Bytes> signature = octets(element, "signature", kSignatureOctets);
  if (!signature) return std::nullopt;
  const std::string* pin = element.find_attribute("pin");
  return Verify{std::string{element.attribute("request")}, std::string{element.attribute("code")},
                binding == "none" ? Binding::None : Binding::TlsExporter, *signature, pin ? std::optional(*pin) : std::nullopt};
}

xml::Element Registered::write() const { return xml::Element(kNs, "registered").with("jid", jid).with("token", token); }

std::optional<Registered> Registered::parse(const xml::Element& element) {
  if (!element.is(kNs, "registered") || element.attribute("jid").empty() || element.attribute("token").empty()) return std::nullopt;
  return Registered{std::string{element.attribute("jid")}, std::string{element.attribute("token")}};
}

Bytes signed_octets(const Signed& what) {
  Bytes out{what.what};
  for (const std::string_view part : {what.domain, what.digits, what.request, name_of(what.binding), what.binding_octets}) {
    out += '\0';
    out += part;
  }
  return out;
}

}  // namespace assay::stanza::registration
