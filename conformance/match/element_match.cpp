// Comparing elements (the rules stand in match.hpp). Children are assigned one to one; where an assignment leads nowhere the next is tried.

#include <algorithm>

#include <fmt/format.h>

#include "conformance/match/each.hpp"
#include "conformance/match/match.hpp"
#include "conformance/match/trial.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::match {
namespace {

constexpr std::size_t kMostComparisons = 200'000;  // of elements, for one stanza

bool is_layout(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_lenient_namespace(const std::string& ns) { return ns == xml::ns::kClient || ns == "jabber:server" || ns == xml::ns::kStreams; }

/// "<ack/>", with its namespace where that is what differs.
std::string tag(const xml::Name& name, bool with_namespace = false) {
  return with_namespace && !name.ns.empty() ? fmt::format("<{} xmlns=\"{}\"/>", name.local, name.ns) : fmt::format("<{}/>", name.local);
}

std::string attribute_path(const std::string& path, const xml::Name& name) {
  return fmt::format("{}/@{}{}", path, name.ns == xml::ns::kXml ? "xml:" : "", name.local);
}

/// One child that is wanted: s:each gives several of one template.
struct Wanted {
  const ElementTemplate* element = nullptr;
  std::optional<std::string> round;  ///< the value of its s:each name
  std::string path;
};

class ElementMatcher {
 public:
  explicit ElementMatcher(FunctionTable& functions) : functions_(functions) {}

  Result<void, Mismatch> compare(const ElementTemplate& wanted, const xml::Element& got, const std::string& path, Strictness inherited,
                                 Bindings& bindings) {
    if (++comparisons_ > kMostComparisons) {
      return fail(Mismatch{path, "something that can be decided", "too many ways to assign the children"});
    }
    if (wanted.name != got.name()) {
      const bool same_local = wanted.name.local == got.local();
      return fail(Mismatch{path, tag(wanted.name, same_local), tag(got.name(), same_local)});
    }
    const auto own = wanted.strictness == Strictness::Inherit ? inherited : wanted.strictness;
    const bool strict = own == Strictness::Inherit ? !is_lenient_namespace(wanted.name.ns) : own == Strictness::Strict;
    if (auto fits = compare_attributes(wanted, got, path, strict, bindings); !fits) {
      return fits;
    }
    if (auto fits = compare_text(wanted, got, path, strict, bindings); !fits) {
      return fits;
    }
    return compare_children(wanted, got, path, own, strict, bindings);
  }

  Result<void, Mismatch> compare_attributes(const ElementTemplate& wanted, const xml::Element& got, const std::string& path, bool strict,
                                            Bindings& bindings) {
    for (const auto& attribute : wanted.attributes) {
      const auto at = attribute_path(path, attribute.name);
      const auto* value = got.find_attribute(attribute.name.ns, attribute.name.local);
      if (wants_absence(attribute.value)) {
        if (value != nullptr) {
          return fail(Mismatch{at, "no such attribute", fmt::format("\"{}\"", *value)});
        }
      } else if (value == nullptr) {
        return fail(Mismatch{at, wanted_text(attribute.value, bindings), "nothing"});
      } else if (auto fits = match(attribute.value, *value, at, bindings, functions_); !fits) {
        return fits;
      }
    }
    if (!strict) {
      return {};
    }
    for (const auto& attribute : got.attributes()) {
      const auto same = [&](const AttributeTemplate& other) { return other.name == attribute.name; };
      if (attribute.name.ns.empty() && std::none_of(wanted.attributes.begin(), wanted.attributes.end(), same)) {
        return fail(Mismatch{attribute_path(path, attribute.name), "no such attribute", fmt::format("\"{}\"", attribute.value)});
      }
    }
    return {};
  }

 private:
  // Only for a message: what can't be computed is shown as written.
  std::string wanted_text(const TextTemplate& text, Bindings& bindings) {
    Trial trial(bindings);
    const auto value = evaluate(text, trial, functions_);
    return value ? fmt::format("\"{}\"", *value) : text.sole_expr() != nullptr ? describe(text) : fmt::format("\"{}\"", describe(text));
  }

  Result<void, Mismatch> compare_text(const ElementTemplate& wanted, const xml::Element& got, const std::string& path, bool strict,
                                      Bindings& bindings) {
    TextTemplate text;
    for (const auto& item : wanted.content) {
      if (const auto* piece = std::get_if<TextTemplate>(&item)) {
        text.pieces.insert(text.pieces.end(), piece->pieces.begin(), piece->pieces.end());
      }
    }
    const auto found = got.text();
    if (!text.pieces.empty()) {
      return match(text, found, path, bindings, functions_);
    }
    if (strict && !is_layout(found)) {
      return fail(Mismatch{path, "no text", fmt::format("\"{}\"", found)});
    }
    return {};
  }

  Result<void, Mismatch> compare_children(const ElementTemplate& wanted, const xml::Element& got, const std::string& path,
                                          Strictness inherited, bool strict, Bindings& bindings) {
    Assignment assignment;
    assignment.inherited = inherited;
    assignment.ordered = strict && !wanted.unordered;
    assignment.got = got.children();
    assignment.used.assign(assignment.got.size(), false);
    assignment.path = path;
    if (strict) {
      assignment.own_namespace = &got.ns();
    }
    std::vector<Wanted> absent;
    if (auto listed = list_wanted(wanted, path, bindings, assignment.wanted, absent); !listed) {
      return listed;
    }
    assignment.absent = &absent;
    if (assign(assignment, 0, 0, bindings)) {
      return {};
    }
    return fail(std::move(*assignment.mismatch));
  }

  struct Assignment {
    std::vector<Wanted> wanted;
    const std::vector<Wanted>* absent = nullptr;
    std::vector<const xml::Element*> got;
    std::vector<bool> used;
    std::string path;
    Strictness inherited = Strictness::Inherit;
    bool ordered = false;
    const std::string* own_namespace = nullptr;  ///< strict: no extra children of this one
    std::optional<Mismatch> mismatch;            ///< of the attempt that came farthest
    std::size_t farthest = 0;

    void note(std::size_t index, Mismatch found) {
      if (!mismatch || index > farthest) {
        mismatch = std::move(found);
        farthest = index;
      }
    }
  };

  Result<void, Mismatch> list_wanted(const ElementTemplate& element, const std::string& path, Bindings& bindings, std::vector<Wanted>& out,
                                     std::vector<Wanted>& absent) {
    for (const auto& item : element.content) {
      const auto* child = std::get_if<ElementTemplate>(&item);
      if (child == nullptr) {
        continue;
      }
      const auto at = fmt::format("{}/{}", path, child->name.local);
      if (!child->each) {
        (child->absent ? absent : out).push_back({child, std::nullopt, at});
        continue;
      }
      auto rounds = unrolled(*child->each, bindings, functions_);
      if (!rounds) {
        return fail(Mismatch{at, "rounds for s:each", rounds.error(), true});
      }
      for (auto& round : *rounds) {
        (child->absent ? absent : out).push_back({child, std::move(round), at});
      }
    }
    number(out);
    return {};
  }

  // Where a template has several children of one name their paths get a number, 1-based.
  static void number(std::vector<Wanted>& list) {
    std::vector<std::pair<xml::Name, std::size_t>> counts;
    for (auto& wanted : list) {
      const auto same = [&](const auto& count) { return count.first == wanted.element->name; };
      auto found = std::find_if(counts.begin(), counts.end(), same);
      if (found == counts.end()) {
        counts.emplace_back(wanted.element->name, 0);
        found = counts.end() - 1;
      }
      const auto several = [&](const Wanted& other) { return &other != &wanted && other.element->name == wanted.element->name; };
      ++found->second;
      if (found->second > 1 || std::any_of(list.begin(), list.end(), several)) {
        wanted.path += fmt::format("[{}]", found->second);
      }
    }
  }

  Result<void, Mismatch> compare_child(const Wanted& wanted, const xml::Element& got, Strictness inherited, Trial& trial) {
    if (!wanted.round) {
      return compare(*wanted.element, got, wanted.path, inherited, trial);
    }
    Scope scope(&trial);
    scope.bind(wanted.element->each->name, Value{*wanted.round, {}});
    return compare(*wanted.element, got, wanted.path, inherited, scope);
  }

  /// Assigns wanted children from `index` on; ordered ones behind `after`.
  bool assign(Assignment& assignment, std::size_t index, std::size_t after, Bindings& bindings) {
    if (index == assignment.wanted.size()) {
      return nothing_forbidden(assignment, bindings);
    }
    const auto& wanted = assignment.wanted[index];
    bool seen = false;
    bool fitted = false;
    for (std::size_t i = assignment.ordered ? after : 0; i < assignment.got.size(); ++i) {
      if (assignment.used[i] || assignment.got[i]->name() != wanted.element->name) {
        continue;
      }
      seen = true;
      Trial trial(bindings);
      if (auto fits = compare_child(wanted, *assignment.got[i], assignment.inherited, trial); !fits) {
        assignment.note(index, std::move(fits.error()));
        if (comparisons_ > kMostComparisons) {
          return false;
        }
        continue;
      }
      fitted = true;
      assignment.used[i] = true;
      if (assign(assignment, index + 1, i + 1, trial)) {
        trial.commit();
        return true;
      }
      assignment.used[i] = false;
      if (comparisons_ > kMostComparisons) {
        return false;
      }
    }
    if (wanted.element->optional && (fitted || !seen)) {
      return assign(assignment, index + 1, after, bindings);
    }
    if (!seen) {
      assignment.note(index, missing(assignment, wanted));
    }
    return false;
  }

  static Mismatch missing(const Assignment& assignment, const Wanted& wanted) {
    for (std::size_t i = 0; i < assignment.got.size(); ++i) {
      const auto& name = assignment.got[i]->name();
      if (!assignment.used[i] && name.local == wanted.element->name.local && name.ns != wanted.element->name.ns) {
        return {wanted.path, tag(wanted.element->name, true), tag(name, true)};
      }
      if (!assignment.used[i] && name == wanted.element->name) {
        return {wanted.path, tag(wanted.element->name) + " in this place", "one that stands before"};
      }
    }
    return {wanted.path, tag(wanted.element->name), "nothing"};
  }

  bool nothing_forbidden(Assignment& assignment, Bindings& bindings) {
    const auto index = assignment.wanted.size();
    for (const auto& absent : *assignment.absent) {
      for (const auto* got : assignment.got) {
        Trial trial(bindings);
        const auto fits = compare_child(absent, *got, Strictness::Lenient, trial);
        if (!fits && fits.error().is_fault) {
          assignment.note(index, fits.error());
          return false;
        }
        if (fits) {
          assignment.note(index, {absent.path, "no " + tag(absent.element->name), tag(got->name())});
          return false;
        }
      }
    }
    for (std::size_t i = 0; assignment.own_namespace != nullptr && i < assignment.got.size(); ++i) {
      const auto& name = assignment.got[i]->name();
      if (!assignment.used[i] && name.ns == *assignment.own_namespace) {
        assignment.note(index, {fmt::format("{}/{}", assignment.path, name.local), "nothing more", tag(name)});
        return false;
      }
    }
    return true;
  }

  FunctionTable& functions_;
  std::size_t comparisons_ = 0;
};

}  // namespace

namespace {

Result<void, Mismatch> match_as(Strictness strictness, const ElementTemplate& wanted, const xml::Element& got, Bindings& bindings,
                                FunctionTable& functions) {
  Trial trial(bindings);
  auto fits = ElementMatcher(functions).compare(wanted, got, wanted.name.local, strictness, trial);
  if (fits) {
    trial.commit();
  }
  return fits;
}

}  // namespace

Result<void, Mismatch> match(const ElementTemplate& wanted, const xml::Element& got, Bindings& bindings, FunctionTable& functions) {
  return match_as(Strictness::Inherit, wanted, got, bindings, functions);
}

Result<void, Mismatch> match_forbidden(const ElementTemplate& forbidden, const xml::Element& got, Bindings& bindings,
                                       FunctionTable& functions) {
  return match_as(Strictness::Lenient, forbidden, got, bindings, functions);
}

Result<void, Mismatch> match_opening_tag(const ElementTemplate& wanted, const xml::Element& got, Bindings& bindings,
                                         FunctionTable& functions) {
  if (wanted.name != got.name()) {
    return fail(Mismatch{wanted.name.local, tag(wanted.name, true), tag(got.name(), true)});
  }
  Trial trial(bindings);
  const bool strict = wanted.strictness == Strictness::Strict;
  auto fits = ElementMatcher(functions).compare_attributes(wanted, got, wanted.name.local, strict, trial);
  if (fits) {
    trial.commit();
  }
  return fits;
}

}  // namespace assay::conformance::match
