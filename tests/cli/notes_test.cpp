#include "support/terminal.hpp"

TEST_CASE("show and programs get a note's lines, lists join them into one") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook.run({"book", "mon", "10:00", "--name", "Bob", "--note", "left knee\r\nX-ray: yes\n"}).exit == 0);
  REQUIRE(calbook.run({"busy", "add", "mon", "14:00", "1h", "--note", "team\nmeeting"}).exit == 0);
  CHECK(calbook("show 2S4M2C").out.find("\n  note      left knee\n            X-ray: yes\n  owner ") !=
        std::string::npos);
  CHECK(calbook("show 2S4M2C --json").out.find(R"("note":"left knee\nX-ray: yes")") != std::string::npos);
  CHECK(calbook("upcoming --format tsv").out.find("\tleft knee\\nX-ray: yes\t") != std::string::npos);
  CHECK(calbook("busy list").out == "1  Mon 2026-11-23 14:00-15:00  team⏎meeting\n");
  CHECK(calbook("slots why mon 14:00").out.find("14:00-15:00  team⏎meeting\n") != std::string::npos);
  CHECK(calbook("changes").out.find("team⏎meeting\n") != std::string::npos);
  CHECK(calbook("upcoming -q --find x-ray").out == "2S4M2C\n");
  CHECK(calbook.run({"edit", "2S4M2C", "--note", "right\rknee", "--json"}).json()["note"] == "right\nknee");
  CHECK(calbook.run({"cancel", "2S4M2C", "--reason", "too\nill", "--json"}).error()["field"] == "reason");
}

TEST_CASE("a note of several lines is read back from what is printed") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook.run({"book", "mon", "10:00", "--name", "Bob", "--note", "one\ntwo", "--key", "k"}).exit == 0);
  const std::string printed = calbook("upcoming --format jsonl").out;
  write_bytes(calbook.folder / "batch", printed);
  calbook.variables["CALBOOK_DB"] = (calbook.folder / "other.db").string();
  calbook.open_office();
  const std::string batch = "book --format jsonl --batch " + (calbook.folder / "batch").string();
  CHECK(calbook(batch).out == printed);
  CHECK(calbook(batch).out == printed);  // the key belongs to the same request
  write_bytes(calbook.folder / "batch", R"({"at": "mon 11:00", "name": "Eve", "note": "\r\n"})");
  CHECK(calbook(batch).error()["field"] == "note");
}
