// The frame around the messages that waited (spec chapter 08). The messages themselves are messages.cpp's.

#include "reference/stanza/offline.hpp"

#include "reference/client/feature.hpp"

namespace assay::client::features {
namespace {

class Offline final : public Feature {
 public:
  bool element(Session& session, const xml::Element& element) override {
    if (element.ns() != stanza::offline::kNs) return false;
    if (const auto summary = stanza::offline::Summary::parse(element)) session.emit(BacklogStarted{summary->messages});
    if (const auto end = stanza::offline::End::parse(element)) session.emit(BacklogEnded{end->total});
    return true;
  }
};

}  // namespace

std::unique_ptr<Feature> offline() { return std::make_unique<Offline>(); }

}  // namespace assay::client::features
