#include "views/copy.hpp"

#include <doctest/doctest.h>

#include "support/written.hpp"

namespace calbook {

TEST_CASE("a backup says where it is and how much it holds") {
  const Report report = backup_report({"a\n.db", {2, 31}});
  CHECK(as_text(report) == "Backed up to a\\u{a}.db: 2 owners, 31 appointments\n");
  CHECK(as_quiet(report).empty());
  CHECK(as_tsv(report) == "file\towners\tappointments\na\\n.db\t2\t31\n");
  CHECK(as_json(report) == R"({"file":"a\n.db","owners":2,"appointments":31})"
                           "\n");
}

TEST_CASE("a restored copy says where the file that it replaced is kept") {
  const Report report = restore_report({"a.db", {1, 1}, "/tmp/old.db"});
  CHECK(as_text(report) ==
        "Restored a.db: 1 owner, 1 appointment\n"
        "The replaced file is kept as /tmp/old.db\n");
  CHECK(as_json(report) == R"({"file":"a.db","owners":1,"appointments":1,"kept":"/tmp/old.db"})"
                           "\n");
  CHECK(as_text(restore_report({"a.db", {1, 1}})) == "Restored a.db: 1 owner, 1 appointment\n");
  CHECK(as_tsv(restore_report({"a.db", {1, 1}})) == "file\towners\tappointments\tkept\na.db\t1\t1\t\n");
}

}  // namespace calbook
