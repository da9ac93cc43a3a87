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

}  // namespace

TEST_CASE("a service is its name and the rules that differ from none") {
  const Report report = services_report({call(), {}}, alice);
  CHECK(as_text(report) ==
        "call     30 min, every 10 min, 5 min free before, 2 h free after, notice 48 h, up to 60 days ahead, "
        "at most 5 a day\n"
        "default  60 min\n");
  CHECK(as_quiet(report) == "call\ndefault\n");
  CHECK(as_tsv(report) ==
        "name\towner\tduration\tstep\tbuffer_before\tbuffer_after\tnotice\thorizon\tmax_per_day\n"
        "call\talice\t30\t10\t5\t120\t2880\t60\t5\n"
        "default\talice\t60\t60\t0\t0\t0\t\t\n");
  CHECK(as_json(report) ==
        "[\n"
        R"({"name":"call","owner":"alice","duration":30,"step":10,"buffer_before":5,"buffer_after":120,)"
        R"("notice":2880,"horizon":60,"max_per_day":5})"
        ",\n"
        R"({"name":"default","owner":"alice","duration":60,"step":60,"buffer_before":0,"buffer_after":0,)"
        R"("notice":0,"horizon":null,"max_per_day":null})"
        "\n]\n");
  CHECK(as_json(services_report({}, std::nullopt)) == "[]\n");
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
