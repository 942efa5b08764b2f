// Elements of any shape and content: what is written must be read as the same element, whatever is in scope where it stands.

#include <cstdint>
#include <string>

#include "reference/base/assert.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace {

using namespace assay;
using namespace assay::xml;

constexpr int kDepth = 6;

/// Takes decisions and texts off the input; without input left, zeros and empty texts.
class Input {
 public:
  explicit Input(ByteView octets) : octets_(octets) {}
  [[nodiscard]] bool is_empty() const { return octets_.empty(); }
  unsigned below(unsigned limit) {
    if (octets_.empty()) return 0;
    const unsigned value = static_cast<unsigned char>(octets_.front());
    octets_.remove_prefix(1);
    return value % limit;
  }
  // Characters that are dear to a writer, and some beyond ASCII. All are XML's: what it replaces is another test's.
  std::string text() {
    static constexpr const char* kPieces[] = {
        "a",     "<", ">",           "&", "'", "\"", "]]>", " ", "\n", "\t", "\r", "&amp;", "\xc3\xa9", "\xf0\x9f\x93\x9e", "\xe2\x80\xa8",
        "xmlns", ":", "\xef\xbf\xbd"};
    std::string out;
    for (unsigned left = below(12); left > 0; --left) out += kPieces[below(std::size(kPieces))];
    return out;
  }
  std::string name() {
    static constexpr const char* kNames[] = {"message", "a", "b-c", "_x", "caf\xc3\xa9", "stream", "x.1"};
    return kNames[below(std::size(kNames))];
  }
  std::string ns() {
    static constexpr const char* kSpaces[] = {
        "jabber:client", "http://etherx.jabber.org/streams", "urn:a", "urn:b&<'\"", "", "http://www.w3.org/XML/1998/namespace"};
    return kSpaces[below(std::size(kSpaces) - 1)];  // no element is in the namespace of xml
  }
  std::string attribute_ns() {
    static constexpr const char* kSpaces[] = {"",      "",           "http://www.w3.org/XML/1998/namespace",
                                              "urn:a", "urn:b&<'\"", "http://etherx.jabber.org/streams"};
    return kSpaces[below(std::size(kSpaces))];
  }

 private:
  ByteView octets_;
};

Element element(Input& input, int depth) {
  Element out(input.ns(), input.name());
  for (unsigned left = input.below(4); left > 0; --left) {
    const std::string ns = input.attribute_ns();
    const std::string local = input.name();
    out.set_attribute(Name{ns, local}, input.text());
  }
  for (unsigned left = input.below(5); left > 0 && !input.is_empty(); --left) {
    if (depth > 0 && input.below(2) == 0) {
      out.add(element(input, depth - 1));
    } else if (const std::string text = input.text(); !text.empty()) {
      out.add_text(text);
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(ByteView(reinterpret_cast<const char*>(data), size));
  const Element written = element(input, kDepth);
  for (const char* scope : {"jabber:client", "", "urn:a"}) {
    const auto read = parse(write(written, scope), scope, {{"stream", "http://etherx.jabber.org/streams"}});
    ASSAY_ASSERT(std::holds_alternative<Element>(read));
    ASSAY_ASSERT(std::get<Element>(read) == written);
  }
  return 0;
}
