// The specification's example of a registration is a test vector: the signature in register-verify.xml is by the key in
// register-request.xml, over what chapter 02 says.

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "reference/crypto/ed25519.hpp"
#include "reference/stanza/registration.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "source_folder.hpp"

namespace assay::server {
namespace {

xml::Element example(const std::string& name) {
  std::ifstream in(ASSAY_SOURCE_DIR "/reference/spec/examples/" + name);
  return std::get<xml::Element>(xml::parse(std::string((std::istreambuf_iterator<char>(in)), {}), xml::ns::kClient));
}

TEST(SignatureVector, TheExampleIsSignedAsTheChapterSays) {
  const auto request = stanza::registration::Request::parse(*example("register-request.xml").first_child());
  const auto verify = stanza::registration::Verify::parse(*example("register-verify.xml").first_child());
  ASSERT_TRUE(request && verify);
  stanza::registration::Signed what{
      .domain = "example.org", .digits = "12025550101", .request = verify->request, .binding = verify->binding, .binding_octets = {}};
  EXPECT_TRUE(crypto::ed25519_verify(request->key, stanza::registration::signed_octets(what), verify->signature));
  what.domain = "example.com";
  EXPECT_FALSE(crypto::ed25519_verify(request->key, stanza::registration::signed_octets(what), verify->signature));
}

}  // namespace
}  // namespace assay::server
