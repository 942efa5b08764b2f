#include "reference/client/shim_files.hpp"

#include <utility>

#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::client {
namespace {

Json at_place(const char* event, const std::string& from, const std::string& id, const std::string& group) {
  Json json{{"event", event}, {"from", from}, {"id", id}};
  if (!group.empty()) json["group"] = group;
  return json;
}

SendFile send_file_of(const Json& line) {
  auto octets = from_base64(text_of(line, "data"));
  if (!octets) throw BadRequest{"\"data\" is no base64"};
  const bool to_many = line.contains("to") && line.at("to").is_array();
  return {.to = to_many ? std::string() : text_of(line, "to"),
          .octets = std::move(*octets),
          .type = text_or(line, "type", ""),
          .name = text_or(line, "name", ""),
          .voice = truth_of(line, "voice").value_or(false),
          .body = text_or(line, "body", ""),
          .id = text_or(line, "id", ""),
          .many = to_many ? texts_of(line, "to", true) : std::vector<std::string>()};
}

}  // namespace

std::optional<Command> file_command_of(const std::string& what, const Json& line) {
  if (what == "send-file") return send_file_of(line);
  if (what == "fetch") return FetchFile{text_of(line, "from"), text_of(line, "id"), text_or(line, "group", "")};
  return std::nullopt;
}

Json with_file(Json message, const std::optional<FileFacts>& file) {
  if (file) message["file"] = {{"type", file->type}, {"name", file->name}, {"octets", file->octets}, {"voice", file->voice}};
  return message;
}

Json json_of(const FileProgress& event) {
  return {{"event", "file-progress"}, {"id", event.id}, {"octets", event.octets}, {"of", event.of}};
}

Json json_of(const FileFetched& event) {
  Json json = at_place("fetched", event.from, event.id, event.group);
  json["type"] = event.facts.type;
  json["name"] = event.facts.name;
  json["octets"] = event.octets.size();
  json["sha256"] = hex(crypto::sha256(event.octets));
  return json;
}

Json json_of(const FileGone& event) {
  Json json = at_place("file-gone", event.from, event.id, event.group);
  json["asked-again"] = true;
  return json;
}

}  // namespace assay::client
