#include "ics/warnings.hpp"

#include "calendar/limits.hpp"
#include "ics/content_lines.hpp"

namespace calendar {

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
