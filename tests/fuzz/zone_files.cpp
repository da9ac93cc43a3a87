// Files of zone data: what is read of one is a zone, its clock changes in order, and it answers for
// every time.

#include "property.hpp"
#include "time/zone_file.hpp"

using calendar::OffsetChange;

namespace {

void must_ascend(const std::vector<OffsetChange>& changes) {
  for (std::size_t i = 1; i < changes.size(); ++i)
    must_hold(changes[i - 1].at < changes[i].at, "the changes of a file ascend");
}

}  // namespace

void check(std::string_view bytes) {
  const auto file = calendar::ZoneFile::parse(bytes);
  if (!file) return;
  must_ascend(file->changes);
  calendar::Seconds before = file->first_offset;
  for (const OffsetChange& change : file->changes) {
    must_hold(change.offset != before, "a change changes the offset");
    before = change.offset;
  }
  if (!file->rule) return;
  for (const int year : {1970, 2026, 2028, 9998}) {
    const auto changes = file->rule->changes(std::chrono::year{year}, std::chrono::year{year});
    must_hold(changes.empty() || changes.size() == 2, "a rule changes the clock twice a year or never");
    must_hold(changes.empty() || changes[0].at <= changes[1].at, "the changes of a year ascend");
  }
}
