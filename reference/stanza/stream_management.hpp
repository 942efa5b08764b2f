#pragma once
// Stream management (XEP-0198 version 1.6.3): the elements of urn:xmpp:sm:3. They stand on the stream's first level, beside stanzas, and
// are not counted themselves. Every `h` is a count modulo 2^32.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "reference/stanza/stream_error.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::sm {

inline constexpr const char* kNs = "urn:xmpp:sm:3";

[[nodiscard]] xml::Element feature();  ///< <sm/> among the stream features
[[nodiscard]] xml::Element request();  ///< <r/>

/// Message, presence or iq of jabber:client: what is counted.
[[nodiscard]] bool is_counted(const xml::Element& element);

/// <enable/>, by the client, once after binding (section 3).
struct Enable {
  bool resume = false;
  std::optional<std::chrono::seconds> max;  ///< how long the client would like to be able to resume; at least 1 s
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Enable> parse(const xml::Element& element);
  friend bool operator==(const Enable&, const Enable&) = default;
};

/// <enabled/>, the server's answer. `id` and `max` say something where `resume` is true.
struct Enabled {
  bool resume = false;
  std::string id;  ///< SM-ID (section 5)
  std::optional<std::chrono::seconds> max;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Enabled> parse(const xml::Element& element);
  friend bool operator==(const Enabled&, const Enabled&) = default;
};

/// <a/>: so many stanzas were handled (section 4).
struct Answer {
  std::uint32_t h = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Answer> parse(const xml::Element& element);
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// <resume/>, by the client, in place of binding (section 5).
struct Resume {
  std::string previd;  ///< not empty
  std::uint32_t h = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Resume> parse(const xml::Element& element);
  friend bool operator==(const Resume&, const Resume&) = default;
};

/// <resumed/>: the session goes on here.
struct Resumed {
  std::string previd;  ///< not empty
  std::uint32_t h = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Resumed> parse(const xml::Element& element);
  friend bool operator==(const Resumed&, const Resumed&) = default;
};

/// <failed/>: to <enable/> or <resume/> (section 6). `h`: what a session that is over had handled.
struct Failed {
  std::string condition;  ///< of RFC 6120 section 8.3.3; "" if none was given
  std::optional<std::uint32_t> h = std::nullopt;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Failed> parse(const xml::Element& element);
  friend bool operator==(const Failed&, const Failed&) = default;
};

/// The peer says that it handled `h` stanzas where `sent` were sent: undefined-condition with <handled-count-too-high/> (section 6).
[[nodiscard]] StreamError handled_count_too_high(std::uint32_t h, std::uint32_t sent);

}  // namespace assay::stanza::sm
