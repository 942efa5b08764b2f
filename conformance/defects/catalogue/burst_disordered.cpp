#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect burst_disordered();

Defect burst_disordered() {
  return {.name = "burst-disordered",
          .lie = "Of messages that follow each other closely, every second changes places with the next thing said.",
          .violates = {"MSG-05"},
          .wire = [] {
            return lying([held = std::vector<xml::Element>(), last = Instant(), count = 0](relay::Direction direction, xml::Element element,
                                                                                           const Now& now) mutable -> Said {
              if (direction == relay::Direction::ToServer) return {just(std::move(element)), {}};
              const bool live = is_chat(element) && !is_delayed(element);
              const bool closely = live && now.monotonic - last < std::chrono::milliseconds{200} && ++count % 2 == 0;
              if (live) last = now.monotonic;
              if (closely && held.empty()) {
                held.push_back(std::move(element));
                return {};
              }
              std::vector<xml::Element> out = just(std::move(element));
              for (xml::Element& late : held) out.push_back(std::move(late));
              held.clear();
              return {std::move(out), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
