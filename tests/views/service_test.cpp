#include "views/service.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"
#include "support/written.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;

const calendar::OwnerName alice{"alice"};

calendar::Service call() {
  return {
      .name = calendar::ServiceName{"call"},
      .duration = 30min,
      .step = 10min,
      .buffer_before = 5min,
      .buffer_after = 2h,
      .notice = 48h,
      .horizon = calendar::Days{60},
      .max_per_day = 5,
  };
}

// One with the rules that the other has not.
calendar::Service talk() {
  return {
      .name = calendar::ServiceName{"talk"},
      .duration = 30min,
      .duration_max = 2h,
      .notice_days = calendar::Days{1},
      .max_per_week = 3,
      .title = "First talk",
      .closed = true,
  };
}

}  // namespace

TEST_CASE("a service is its name and the rules that differ from none") {
  const Report report = services_report({{call(), alice}, {{}, alice}, {talk(), alice}}, OwnerColumn::hidden);
  CHECK(as_text(report) ==
        "call     30 min, every 10 min, 5 min free before, 2 h free after, notice 48 h, up to 60 days ahead, "
        "at most 5 a day\n"
        "default  60 min\n"
        "talk     30 min to 2 h, notice 1 date, at most 3 a week, closed  First talk\n");
  CHECK(as_quiet(report) == "call\ndefault\ntalk\n");
  CHECK(as_tsv(report) ==
        "name\towner\tduration\tstep\tbuffer_before\tbuffer_after\tnotice\thorizon\tmax_per_day\t"
        "duration_max\tnotice_days\tmax_per_week\ttitle\tclosed\n"
        "call\talice\t30\t10\t5\t120\t2880\t60\t5\t\t0\t\t\tfalse\n"
        "default\talice\t60\t60\t0\t0\t0\t\t\t\t0\t\t\tfalse\n"
        "talk\talice\t30\t30\t0\t0\t0\t\t\t120\t1\t3\tFirst talk\ttrue\n");
  CHECK(as_json(report) ==
        "[\n"
        R"({"name":"call","owner":"alice","duration":30,"step":10,"buffer_before":5,"buffer_after":120,)"
        R"("notice":2880,"horizon":60,"max_per_day":5,"duration_max":null,"notice_days":0,"max_per_week":null,)"
        R"("title":null,"closed":false})"
        ",\n"
        R"({"name":"default","owner":"alice","duration":60,"step":60,"buffer_before":0,"buffer_after":0,)"
        R"("notice":0,"horizon":null,"max_per_day":null,"duration_max":null,"notice_days":0,"max_per_week":null,)"
        R"("title":null,"closed":false})"
        ",\n"
        R"({"name":"talk","owner":"alice","duration":30,"step":30,"buffer_before":0,"buffer_after":0,)"
        R"("notice":0,"horizon":null,"max_per_day":null,"duration_max":120,"notice_days":1,"max_per_week":3,)"
        R"("title":"First talk","closed":true})"
        "\n]\n");
  CHECK(as_json(services_report({}, OwnerColumn::hidden)) == "[]\n");
}

TEST_CASE("services of several owners say whose they are") {
  const Report report = services_report({{talk(), alice}, {{}, calendar::OwnerName{"ben"}}}, OwnerColumn::shown);
  CHECK(as_text(report) ==
        "alice  talk     30 min to 2 h, notice 1 date, at most 3 a week, closed  First talk\n"
        "ben    default  60 min\n");
}

TEST_CASE("a service alone is its line, and nothing for quiet scripts") {
  CHECK(as_text(service_report({}, alice)) == "default  60 min\n");
  CHECK(as_quiet(service_report({}, alice)).empty());
}

TEST_CASE("a removed service is shown; the default one with its initial rules") {
  CHECK(as_text(removed_service_report({call(), {}}, alice)).starts_with("Removed call  30 min, every 10 min, "));
  const Report report = removed_service_report({{.duration = 90min}, calendar::Service{}}, alice);
  CHECK(as_text(report) == "Restored the initial rules of default  60 min\n");
  CHECK(as_json(report).starts_with(R"({"name":"default","owner":"alice","duration":90,)"));
}

}  // namespace calbook
