#include "input/batch.hpp"

#include <doctest/doctest.h>

#include "input/override_batch.hpp"
#include "support/make.hpp"
#include "support/stored.hpp"
#include "support/temporary_folder.hpp"
#include "text/complaint.hpp"

namespace calbook {

namespace {

using calendar::Code;
using calendar::Error;
using make::error_of;

Error refused(const std::string& line) {
  return error_of<InputError>([&] { parse_batch_line(line); });
}

TEST_CASE("a line of a batch has what the options of book have") {
  const BatchLine line = parse_batch_line(R"({"at": " mon 9:00\t", "name": "Bob", "email": "b@x.org", "note": "n",
      "service": "checkup", "key": "k", "owner": "alice", "tz": "Europe/Berlin", "force": true})");
  CHECK(line.at == "mon 9:00");
  CHECK(line.name == "Bob");
  CHECK(line.email == "b@x.org");
  CHECK(line.note == "n");
  CHECK(line.service == "checkup");
  CHECK(line.key == "k");
  CHECK(line.owner == "alice");
  CHECK(line.tz == "Europe/Berlin");
  CHECK(line.force);
}

TEST_CASE("a field that is null is one that is left out") {
  const BatchLine line = parse_batch_line(R"({"at": "mon 9:00", "name": "Bob", "email": null, "force": null})");
  CHECK_FALSE(line.email);
  CHECK_FALSE(line.force);
  CHECK(refused(R"({"at": null, "name": "Bob"})").field() == "at");
  CHECK(refused(R"({"at": "mon 9:00", "name": null})").message() == "the field 'name' is missing");
}

TEST_CASE("what is printed of an appointment is a line of a batch") {
  const BatchLine line = parse_batch_line(
      R"({"ref":"K7QD3F","owner":"alice","service":"default","status":"booked","start":"2026-11-23T09:00:00+01:00",)"
      R"("end":"2026-11-23T10:00:00+01:00","start_utc":"2026-11-23T08:00:00Z","end_utc":"2026-11-23T09:00:00Z",)"
      R"("tz":"Europe/Berlin","name":"Bob Stone","email":null,"note":null,"key":null,)"
      R"("created_utc":"2026-11-22T09:00:00Z","cancelled_utc":null,"reason":null,"changed_utc":null,)"
      R"("attendance":null,"series":{"ref":[1]},"position":1,"of":2,"revision":0,"partstat":null})");
  CHECK(line.at == "2026-11-23T09:00:00+01:00");
  CHECK(line.owner == "alice");
  CHECK(line.name == "Bob Stone");
}

TEST_CASE("a field that is given twice is named") {
  const Error twice = refused(R"({"at": "mon 9:00", "name": "Bob", "name": "Eve"})");
  CHECK(twice.code() == Code::invalid_input);
  CHECK(twice.field() == "name");
  CHECK(twice.message() == "the field 'name' is given twice");
  CHECK(refused(R"({"at": "mon 9:00", "ref": 1, "ref": 2, "name": "Bob"})").field() == "ref");
  CHECK(refused(R"({"at": "mon 9:00", "start": "mon 9:00", "name": "Bob"})").field() == "start");
}

TEST_CASE("a field of another kind, or an empty one, is named") {
  const std::vector<std::pair<const char*, const char*>> lines{
      {R"({"at": 1, "name": "Bob"})", "at"},
      {R"({"at": {"at": "x"}, "name": "Bob"})", "at"},
      {R"({"at": ["x"], "name": "Bob"})", "at"},
      {R"({"at": true, "name": "Bob"})", "at"},
      {R"({"at": "x", "name": -1})", "name"},
      {R"({"at": "x", "name": 1.5})", "name"},
      {R"({"at": "", "name": "Bob"})", "at"},
      {R"({"at": " \t", "name": "Bob"})", "at"},
      {R"({"at": "x", "name": "B", "key": " "})", "key"},
      {R"({"at": "x", "name": "B", "force": "yes"})", "force"},
      {R"({"at": "x", "name": "B", "force": 1})", "force"},
      {R"({"name": "B"})", "at"},
      {R"({"at": "x"})", "name"},
      {R"({"at": "x", "name": "B", "emial": "x"})", "emial"},
      {R"({"at": "x", "name": "B", "mail": {"at": "y"}})", "mail"}};
  for (const auto& [line, field] : lines) {
    const Error error = refused(line);
    CHECK(error.code() == Code::invalid_input);
    CHECK(error.field() == field);
  }
}

TEST_CASE("a misspelt field is guessed, a strange one is not") {
  const auto hint = [](const char* line) { return error_of<InputError>([&] { parse_batch_line(line); }).hint().text; };
  CHECK(hint(R"({"emial": "x"})") == "did you mean email?");
  CHECK(hint(R"({"colour": "x"})") == R"({"at": "2026-12-01T10:00", "name": "Bob Stone"})");
}

TEST_CASE("a line that is not JSON is refused without quoting it") {
  for (const char* line : {"root:$6$secret:19000:0:99999:7:::", "secret", "\"secret\"", "[\"secret\"]", "12345", "null",
                           "true", "{\"at\": \"secret", "{\"secret\"}", "1e999", "{\"at\": 1e999}", "[[[[", "{}{}"}) {
    CAPTURE(line);
    const Error error = refused(line);
    CAPTURE(error.message());
    CHECK(error.code() == Code::invalid_input);
    CHECK(error.message().find("secret") == std::string::npos);
    CHECK(error.message().starts_with("the line "));
  }
  CHECK(refused("{\"at\" \"x\"}").message() == "the line is not JSON at column 9");
}

TEST_CASE("an override line has dates, hours, and perhaps days and an owner") {
  const OverrideLine one =
      parse_override_line(R"({"date": "fri", "days": "mon-fri", "ranges": " 9-12 ", "note": "fair", "owner": "bea"})");
  CHECK(one.dates == "fri");
  CHECK(one.days == "mon-fri");
  CHECK(one.ranges == "9-12");
  CHECK(one.note == "fair");
  CHECK(one.owner == "bea");
  CHECK(parse_override_line(R"({"from": "fri", "to": "+2w", "ranges": "closed"})").dates == "fri..+2w");
  const auto field = [](const char* line) { return error_of<InputError>([&] { parse_override_line(line); }).field(); };
  CHECK(field(R"({"ranges": "closed"})") == "date");
  CHECK(field(R"({"from": "fri", "ranges": "closed"})") == "to");
  CHECK(field(R"({"to": "fri", "ranges": "closed"})") == "from");
  CHECK(field(R"({"date": "fri", "to": "sat", "ranges": "closed"})") == "date");
  CHECK(field(R"({"date": "fri"})") == "ranges");
  CHECK(field(R"({"date": "fri", "ranges": "closed", "at": "9:00"})") == "at");
}

TEST_CASE("a batch may contain blank lines, a BOM and carriage returns") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "lines";
  write_bytes(file, "\xef\xbb\xbf{\"at\": \"a\", \"name\": \"A\"}\r\n \t\r\n\n{\"at\": \"b\", \"name\": \"B\"}");
  const std::vector<BatchLine> lines = read_batch(file.string());
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].at == "a");
  CHECK(lines[0].number == 1);
  CHECK(lines[1].at == "b");
  CHECK(lines[1].number == 4);
}

TEST_CASE("a batch that cannot be read says why, and where") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "lines";
  write_bytes(file, "{\"at\": \"a\", \"name\": \"A\"}\n" + std::string((1 << 20) + 1, 'x'));
  const Error too_long = error_of([&] { read_batch(file.string()); });
  CHECK(too_long.line() == 2);
  CHECK(too_long.message() == "the line is longer than 1 MiB");
  CHECK(error_of([&] { read_batch((folder / "none").string()); }).code() == Code::cannot_open);
  CHECK(error_of([&] { read_batch(folder.path().string()); }).code() == Code::io_error);
}

}  // namespace

}  // namespace calbook
