#include "conformance/language/builtins.hpp"

#include <set>

#include "reference/base/assert.hpp"

namespace assay::conformance::language {
namespace {

struct Row {
  std::string_view header;
  Verb verb;
  Content content = Content::None;
};

constexpr Row kRows[] = {
    {"{a} opens a connection", Verb::OpenConnection},
    {"{a} opens a connection to {x}", Verb::OpenConnection},
    {"{a} opens a stream", Verb::OpenStream, Content::OptionalOpeningTag},
    {"{a} closes the stream", Verb::CloseStream},
    {"{a} receives the opening tag", Verb::ReceiveOpeningTag, Content::OptionalOpeningTag},
    {"{a} receives the closing tag", Verb::ReceiveClosingTag},
    {"{a} starts TLS", Verb::StartTls},
    {"{a} sends", Verb::Send, Content::Element},
    {"{a} sends bytes", Verb::SendBytes, Content::Bytes},
    {"{a} sends bytes outside TLS", Verb::SendOutsideTls, Content::Bytes},
    {"{a} sends opening", Verb::SendOpening, Content::RawText},
    {"{a} receives", Verb::Receive, Content::Element},
    {"{a} receives in any order", Verb::ReceiveInAnyOrder, Content::Elements},
    {"{a} receives one of", Verb::ReceiveOneOf, Content::Elements},
    {"{a} receives nothing", Verb::ReceiveNothing, Content::OptionalElement},
    {"{a} receives nothing more", Verb::ReceiveNothingMore},
    {"{a} is disconnected", Verb::IsDisconnected},
    {"{a} is disconnected in the end", Verb::DisconnectedAtLast},
    {"{a} receives the TLS alert", Verb::ReceiveTlsAlert, Content::OptionalAlert},
    {"{a} cuts the connection", Verb::Cut},
    {"{a} finishes sending", Verb::FinishSending},
    {"{a} stops reading", Verb::StopReading},
    {"{a} resumes reading", Verb::ResumeReading},
    {"{a} receives the code", Verb::ReceiveCode, Content::Pattern},
    {"{a} said {x}", Verb::Said, Content::Pattern},
    {"{a} is woken up", Verb::WokenUp, Content::Pattern},
    {"{a} is not woken up", Verb::NotWokenUp},
    {"{a} listens", Verb::Listen},
    {"{a} accepts", Verb::Accept},
    {"{a} does", Verb::Do, Content::Command},
    {"{a} reports", Verb::Report, Content::Report},
    {"let", Verb::Let, Content::Assignments},
    {"returns", Verb::Return, Content::Assignments},
    {"for each", Verb::ForEach, Content::Rounds},
    {"together", Verb::Together, Content::Branches},
    {"either", Verb::Either, Content::Branches},
    {"in order", Verb::InOrder, Content::Steps},
    {"{n} {unit} pass", Verb::Pass},
    {"{n} {unit} passes", Verb::Pass},
    {"the server is killed", Verb::KillServer},
    {"the server stops", Verb::StopServer},
    {"the server starts again", Verb::StartServer},
    {"the server is paused", Verb::PauseServer},
    {"the server goes on", Verb::ResumeServer},
    {"the clock jumps {n} {unit} forward", Verb::JumpForward},
    {"the clock jumps {n} {unit} back", Verb::JumpBack},
    {"the store holds nothing of", Verb::SearchStore, Content::Pattern},
};

std::vector<Builtin> read_rows() {
  std::vector<Builtin> out;
  for (const auto& row : kRows) {
    std::vector<Token> found = tokens(row.header).value();
    ASSAY_ASSERT(!found.empty());
    const bool has_actor = found.front().kind == Token::Kind::Parameter && row.verb != Verb::Pass;
    out.push_back({Header{std::string(row.header), std::move(found)}, row.verb, row.content, has_actor});
  }
  return out;
}

std::set<std::string, std::less<>> read_words() {
  std::set<std::string, std::less<>> out;
  for (const auto& builtin : builtins()) {
    for (const auto& token : builtin.header.tokens) {
      if (token.kind == Token::Kind::Word) {
        out.insert(token.text);
      }
    }
  }
  return out;
}

}  // namespace

const std::vector<Builtin>& builtins() {
  static const std::vector<Builtin> kBuiltins = read_rows();
  return kBuiltins;
}

bool is_reserved(std::string_view word) {
  static const std::set<std::string, std::less<>> kWords = read_words();
  return kWords.find(word) != kWords.end();
}

bool judges(Verb verb) {
  switch (verb) {
    case Verb::ReceiveOpeningTag:
    case Verb::ReceiveClosingTag:
    case Verb::StartTls:
    case Verb::Receive:
    case Verb::ReceiveInAnyOrder:
    case Verb::ReceiveOneOf:
    case Verb::ReceiveNothing:
    case Verb::ReceiveNothingMore:
    case Verb::ReceiveTlsAlert:
    case Verb::IsDisconnected:
    case Verb::DisconnectedAtLast:
    case Verb::ReceiveCode:
    case Verb::Said:
    case Verb::WokenUp:
    case Verb::NotWokenUp:
    case Verb::Accept:
    case Verb::SearchStore:
    case Verb::Report: return true;
    default: return false;
  }
}

std::string_view noun(Content content) {
  switch (content) {
    case Content::None: return "nothing";
    case Content::Element:
    case Content::OptionalElement: return "an element";
    case Content::OptionalOpeningTag: return "an opening tag";
    case Content::Elements: return "a list of elements";
    case Content::Bytes: return "octets in quotes or in a | block";
    case Content::RawText: return "a text";
    case Content::Pattern: return "a pattern such as '{code = any}'";
    case Content::OptionalAlert: return "the name or number of an alert";
    case Content::Command:
    case Content::Report: return "a map";
    case Content::Assignments: return "a map of names and values";
    case Content::Rounds: return "a name and what it stands for, such as { n: 1..20 }";
    case Content::Branches:
    case Content::Steps: return "a list of steps";
  }
  return "nothing";
}

}  // namespace assay::conformance::language
