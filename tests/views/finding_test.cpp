#include "views/finding.hpp"

#include <doctest/doctest.h>

#include "support/written.hpp"

namespace calbook {

TEST_CASE("a finding is about an appointment, or about the file") {
  const Report report = findings_report({{"shifted", "K7QD3F", "alice", "is at 10:00", true},
                                         {"permissions", std::nullopt, std::nullopt, "others may read it", false}},
                                        "/srv/a.db");
  CHECK(as_text(report) ==
        "K7QD3F  alice  is at 10:00\n"
        "permissions  others may read it\n");
  CHECK(as_quiet(report) == "K7QD3F\n");
  CHECK(as_tsv(report) ==
        "check\tref\towner\tmessage\tfixed\tfile\n"
        "shifted\tK7QD3F\talice\tis at 10:00\ttrue\t/srv/a.db\n"
        "permissions\t\t\tothers may read it\tfalse\t/srv/a.db\n");
  CHECK(
      as_json(report) ==
      "[\n"
      R"({"check":"shifted","ref":"K7QD3F","owner":"alice","message":"is at 10:00","fixed":true,"file":"/srv/a.db"})"
      ",\n"
      R"({"check":"permissions","ref":null,"owner":null,"message":"others may read it","fixed":false,"file":"/srv/a.db"})"
      "\n]\n");
  CHECK(findings_report({}, "/srv/a.db").when_empty == "No problems found in /srv/a.db.");
}

TEST_CASE("on a terminal a finding goes on below, and is never cut") {
  const Report report = findings_report(
      {{"shifted", "K7QD3F", "alice", "is at Mon 2026-11-23 10:00, but was made for Mon 2026-11-23 09:00", false}},
      "x");
  CHECK(on_terminal(50, report) ==
        "K7QD3F  alice  is at Mon 2026-11-23 10:00, but was\n"
        "    made for Mon 2026-11-23 09:00\n");
}

}  // namespace calbook
