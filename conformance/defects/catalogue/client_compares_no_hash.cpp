#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"
#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

std::set<std::string> members_in(const xml::Element& element) {
  std::set<std::string> members;
  for (const xml::Element* child : element.children()) {
    if (child->is(kGroups, "member")) members.insert(std::string(child->attribute("jid")));
  }
  return members;
}

// To the client every hash is that of the members it has been told.
class Credulous final : public relay::Filter {
 public:
  std::vector<xml::Element> pass(relay::Direction direction, xml::Element element, const Now&) override {
    if (direction == relay::Direction::ToClient) {
      if (const xml::Element* whole = element.find_child(kGroups, "group")) members_ = members_in(*whole);
      if (xml::Element* change = element.find_child(kGroups, "change")) {
        const std::set<std::string> named = members_in(*change);
        if (change->attribute("kind") == "added") members_.insert(named.begin(), named.end());
        change->set_attribute("hash", hash());
      }
    }
    return just(std::move(element));
  }

 private:
  [[nodiscard]] std::string hash() const {
    std::string lines;
    for (const std::string& member : members_) lines += member + "\n";
    return base64url(crypto::sha256(lines));
  }

  std::set<std::string> members_;
};

}  // namespace

Defect client_compares_no_hash();

Defect client_compares_no_hash() {
  return {.name = "client-compares-no-hash",
          .lie = "A client believes a group about its members, whatever their hash is.",
          .violates = {"GRP-20c"},
          .client = [] { return std::make_unique<Credulous>(); }};
}

}  // namespace assay::conformance::defects::catalogue
