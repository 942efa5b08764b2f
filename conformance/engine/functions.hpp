#pragma once
// The functions that scenarios call: `{f(a, b)}`. One family a file in functions/; adding a file adds its functions.
//
// A text may hold any octets: base64_decode(), sha256() and plain() give octets, base64() makes text of them again.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/match/value.hpp"
#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/ed25519.hpp"

namespace assay::conformance::engine {

namespace functions {

/// What a function sees of the play beside its arguments.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  [[nodiscard]] virtual RandomSource& random() = 0;
  [[nodiscard]] virtual WallTime wall() const = 0;
  /// The device key of the actor whose record `actor` is; null if it is nobody's.
  [[nodiscard]] virtual const crypto::Ed25519KeyPair* device_key(const match::Value& actor) const = 0;
  /// Channel binding of that actor's connection: "tls-exporter" (RFC 9266) or "tls-server-end-point" (RFC 5929). Empty without one, or
  /// where a relay ends TLS.
  [[nodiscard]] virtual Bytes channel_binding(const match::Value& actor, std::string_view type) const = 0;
};

using Arguments = std::vector<match::Value>;
using Answer = Result<match::Value, std::string>;

struct Function {
  std::string name;
  std::size_t least = 0;  ///< arguments
  std::size_t most = 0;
  std::function<Answer(const Arguments&, Surroundings&)> body;
};
using Family = std::vector<Function>;

/// Every family of functions/, in alphabetical order. Written by the build.
[[nodiscard]] std::vector<Family> all();

[[nodiscard]] inline match::Value text_value(std::string text) { return match::Value{std::move(text), {}}; }

}  // namespace functions

/// The table that templates are evaluated with. `surroundings` must outlive it.
class Functions final : public match::FunctionTable {
 public:
  explicit Functions(functions::Surroundings& surroundings) : surroundings_(surroundings) {}
  [[nodiscard]] bool has(std::string_view name) const override;
  [[nodiscard]] Result<match::Value, std::string> call(std::string_view name, const std::vector<match::Value>& arguments) override;

 private:
  functions::Surroundings& surroundings_;
};

}  // namespace assay::conformance::engine
