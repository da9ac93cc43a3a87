#include "views/busy.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"
#include "support/written.hpp"

namespace calbook {

namespace {

ShownBusy shown(calendar::Busy busy) {
  return {std::move(busy), sample::berlin()};
}

calendar::Busy busy(std::int64_t id, std::optional<std::string> note) {
  return {id, calendar::OwnerName{"alice"}, make::span("2026-11-23T09:00Z", "2026-11-24T09:00Z"), std::move(note)};
}

const std::string school_members =
    R"("id":9,"owner":"alice","start":"2026-11-23T10:00:00+01:00","end":"2026-11-24T10:00:00+01:00",)"
    R"("start_utc":"2026-11-23T09:00:00Z","end_utc":"2026-11-24T09:00:00Z","tz":"Europe/Berlin","note":"school")";

}  // namespace

TEST_CASE("busy time is listed with its number, its times and its note") {
  const auto report_of = [](std::vector<std::vector<ShownBusy>> pages) {
    return busy_list_report(sample::pages(std::move(pages)), sample::now());
  };
  const std::vector<ShownBusy> both{shown(busy(9, "school")), shown(busy(10, std::nullopt))};
  CHECK(as_text(report_of({both})) ==
        " 9  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00  school\n"
        "10  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00\n");
  CHECK(as_quiet(report_of({both})) == "9\n10\n");
  CHECK(as_tsv(report_of({both})) ==
        "id\towner\tstart\tend\tstart_utc\tend_utc\ttz\tnote\n"
        "9\talice\t2026-11-23T10:00:00+01:00\t2026-11-24T10:00:00+01:00\t2026-11-23T09:00:00Z\t2026-11-24T09:00:00Z\t"
        "Europe/Berlin\tschool\n"
        "10\talice\t2026-11-23T10:00:00+01:00\t2026-11-24T10:00:00+01:00\t2026-11-23T09:00:00Z\t2026-11-24T09:00:00Z\t"
        "Europe/Berlin\t\n");
  CHECK(as_json(report_of({{shown(busy(9, "school"))}})) == "[\n{" + school_members + "}\n]\n");
  // What stands on a page is known once the one before it is written.
  CHECK(as_text(report_of({{both[0]}, {both[1]}, {both[0]}})) ==
        "9  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00  school\n"
        "10  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00\n"
        " 9  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00  school\n");
}

TEST_CASE("added busy time lists the appointments in it; scripts get its id") {
  const Report report = added_busy_report({busy(9, "school"), {sample::appointment()}}, sample::berlin());
  CHECK(as_text(report) ==
        "Busy 9  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00  school\n"
        "Still booked during that time:\n"
        "Mon 2026-11-23 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n");
  CHECK(as_quiet(report) == "9\n");
  CHECK(as_json(report).starts_with("{" + school_members + R"(,"appointments":[{"ref":"K7QD3F",)"));
}

TEST_CASE("removed busy time is shown, and nothing for quiet scripts") {
  const Report report = removed_busy_report(busy(9, "school"), sample::berlin());
  CHECK(as_text(report) == "Removed 9  Mon 2026-11-23 10:00-Tue 2026-11-24 10:00  school\n");
  CHECK(as_quiet(report).empty());
  CHECK(as_json(report) == "{" + school_members + "}\n");
}

}  // namespace calbook
