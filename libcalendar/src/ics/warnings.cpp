#include "ics/warnings.hpp"

#include "calendar/limits.hpp"
#include "ics/content_lines.hpp"

namespace calendar {

std::string_view name_of(ForeignWarning::Kind kind) {
  using Kind = ForeignWarning::Kind;
  switch (kind) {
    case Kind::unknown_zone: return "unknown_zone";
    case Kind::bad_zone: return "bad_zone";
    case Kind::zone_differs: return "zone_differs";
    case Kind::bad_start: return "bad_start";
    case Kind::bad_end: return "bad_end";
    case Kind::bad_rule: return "bad_rule";
    case Kind::start_off_rule: return "start_off_rule";
    case Kind::no_uid: return "no_uid";
    case Kind::not_a_file: return "not_a_file";
    case Kind::no_files: return "no_files";
  }
  return "";
}

void ForeignWarnings::add(ForeignWarning::Kind kind, const std::string& uid, std::size_t line,
                          const std::string& subject) {
  const auto [at, added] = warnings_.try_emplace({kind, subject});
  if (added)
    at->second = {kind, plain_text(uid, limits::calendar_title), plain_text(subject, limits::calendar_title), line, 0};
  ++at->second.count;
}

std::vector<ForeignWarning> ForeignWarnings::all() const {
  std::vector<ForeignWarning> all;
  for (const auto& [key, warning] : warnings_) all.push_back(warning);
  return all;
}

}  // namespace calendar
