// Lines of a batch: what is read is what a JSON parser finds in the line, and what is refused says
// which field is at fault.

#include <nlohmann/json.hpp>

#include "input/batch.hpp"
#include "input/override_batch.hpp"
#include "property.hpp"
#include "text/scanner.hpp"

using nlohmann::json;

namespace {

std::optional<std::string> text_at(const json& object, const char* field) {
  if (!object.contains(field) || object[field].is_null()) return std::nullopt;
  return std::string{calbook::trimmed(object[field].get<std::string>())};
}

void check_override(std::string_view text) {
  const auto line =
      read_or_refused({calendar::Code::invalid_input}, [&] { return calbook::parse_override_line(text); });
  if (!line) return;
  const json object = json::parse(text, nullptr, false);
  must_hold(object.is_object(), "a line that is read is a JSON object");
  must_hold(!line->dates.empty() && !line->ranges.empty(), "a line has dates and ranges");
  must_hold(text_at(object, "ranges") == line->ranges, "the ranges are the line's");
  must_hold(text_at(object, "days") == line->days, "the days are the line's");
  must_hold(text_at(object, "note") == line->note, "the note is the line's");
  must_hold(text_at(object, "owner") == line->owner, "the owner is the line's");
}

}  // namespace

void check(std::string_view text) {
  check_override(text);
  const auto line = read_or_refused({calendar::Code::invalid_input}, [&] { return calbook::parse_batch_line(text); });
  if (!line) return;
  const json object = json::parse(text, nullptr, false);
  must_hold(object.is_object(), "a line that is read is a JSON object");
  const auto at = text_at(object, "at");
  must_hold((at ? at : text_at(object, "start")) == line->at && !line->at.empty(), "a line has a time");
  must_hold(text_at(object, "name") == line->name, "a line has a name");
  must_hold(text_at(object, "email") == line->email, "the address is the line's");
  must_hold(text_at(object, "note") == line->note, "the note is the line's");
  must_hold(text_at(object, "service") == line->service, "the service is the line's");
  must_hold(text_at(object, "key") == line->key, "the key is the line's");
  must_hold(text_at(object, "owner") == line->owner, "the owner is the line's");
  must_hold(text_at(object, "tz") == line->tz, "the zone is the line's");
  const bool forced = object.contains("force") && object["force"] == json(true);
  must_hold(line->force == forced, "only true means true");
}
