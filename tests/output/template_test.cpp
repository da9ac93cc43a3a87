#include "output/template.hpp"

#include <doctest/doctest.h>

namespace calbook {

namespace {

const std::vector<Key> keys{{"name", Key::Kind::text},   {"start", Key::Kind::time}, {"id", Key::Kind::number},
                            {"fixed", Key::Kind::truth}, {"next", Key::Kind::json},  {"note", Key::Kind::text}};

const Object object{{"name", "Bob Stone"},
                    {"start", "2026-11-23T09:05:00+01:00"},
                    {"id", 7},
                    {"fixed", true},
                    {"next", List{Value{"a"}, Value{std::int64_t{2}}}},
                    {"note", Value{}}};

std::string line_of(std::string_view text, const Object& of = object) {
  auto read = Template::read(text, keys);
  REQUIRE(std::holds_alternative<Template>(read));
  std::string line = std::get<Template>(read).line(of);
  REQUIRE(line.ends_with('\n'));
  line.pop_back();
  return line;
}

std::string line_of_name(std::string_view text, std::string_view name) {
  return line_of(text, {{"name", name}});
}

}  // namespace

TEST_CASE("a template is a text with fields") {
  CHECK(line_of("") == "");
  CHECK(line_of("no field\t{{}}\n") == "no field\t{}\n");
  CHECK(line_of("{name}") == "Bob Stone");
  CHECK(line_of("<{id}> {name}!{{{fixed}}}") == "<7> Bob Stone!{true}");
  CHECK(line_of("{next} {start}") == R"(["a",2] 2026-11-23T09:05:00+01:00)");
  CHECK(line_of("[{note}]") == "[]");
}

TEST_CASE("fields are filled and cut by cells") {
  CHECK(line_of("{name:<12}|") == "Bob Stone   |");
  CHECK(line_of("{name:12s}|") == "Bob Stone   |");
  CHECK(line_of("{name:>12}|") == "   Bob Stone|");
  CHECK(line_of("{name:.^12}|") == ".Bob Stone..|");
  CHECK(line_of("{name:4}|") == "Bob Stone|");
  CHECK(line_of("{name:.3}|{name:5.3}|") == "Bob|Bob  |");
  CHECK(line_of("{id:3}|{id:<3}|{id:03}|{id:*>3d}|") == "  7|7  |007|**7|");
  CHECK(line_of("{note:2}|{fixed:6}|") == "  |true  |");
  CHECK(line_of_name("{name:<6}|", "山田") == "山田  |");
  CHECK(line_of_name("{name:.3}|", "山田") == "山|");
  CHECK(line_of_name("{name:.1}|", "e\u0301a") == "e\u0301|");
  CHECK(line_of_name("{name:·<6}|", "Zoe\u0308") == "Zoe\u0308···|");
}

TEST_CASE("times are written by patterns, in the zone that they carry") {
  CHECK(line_of("{start:%a %e %b %Y %H:%M %z %j %V %I%p %%}") == "Mon 23 Nov 2026 09:05 +0100 327 48 09AM %");
  CHECK(line_of("{start:>8%H:%M}|{start:_<8%F}") == "   09:05|2026-11-23");
  CHECK(line_of("{start:%F %T %z}", {{"start", "2024-02-29T23:59:58-03:30"}}) == "2024-02-29 23:59:58 -0330");
  CHECK(line_of("{start:%F %z}", {{"start", "2026-01-01T00:00:00Z"}}) == "2026-01-01 +0000");
  CHECK(line_of("{start:7%H:%M}|", {{"start", Value{}}}) == "       |");
}

TEST_CASE("what a field holds is one line, and moves no cursor") {
  CHECK(line_of_name("{name}", "a\nb\x1b[2J\xff") == "a⏎b\\u{1b}[2J\\xff");
}

TEST_CASE("a template that cannot be read says where") {
  struct {
    std::string_view text;
    std::size_t place;
    std::string_view why;
  } const faults[] = {
      {"{nam}", 2, "nam"},
      {"山{nam:<20}", 3, "nam"},
      {"{name", 1, "'{' is not closed: write {{ for a brace"},
      {"a}", 2, "'}' closes no field: write }} for a brace"},
      {"{}", 2, "a field needs a name: {name}"},
      {"{:<20}", 2, "a field needs a name: {name}"},
      {"{0}", 2, "0"},
      {"{name:999999999}", 7, "a field has at most 500 cells"},
      {"{name:501}", 7, "a field has at most 500 cells"},
      {"{name:<99999999999999999999999}", 8, "a field has at most 500 cells"},
      {"{name:.501}", 8, "a field has at most 500 cells"},
      {"{name:.}", 8, "a number of cells is missing behind '.'"},
      {"{id:.2}", 5, "only a text can be cut"},
      {"{name:山<9}", 7, "columns are filled with a character of one cell"},
      {"{name:x}", 7, "this is no format such as <20"},
      {"{name:%H}", 7, "this is no format such as <20"},
      {"{id:s}", 5, "this is no format such as <20"},
      {"{start:s}", 8, "a time is written as %a %H:%M"},
      {"{start:%H:%n}", 11, "there is no '%n'; see strftime(3)"},
      {"{start:%Q}", 8, "there is no '%Q'; see strftime(3)"},
      {"{start:%H%}", 10, "'%' ends the field: write %% for a percent sign"},
      {"{name:{id}}", 7, "this is no format such as <20"},
      {"{start:%H{id}}", 10, "a field cannot stand in another"},
      {"山\x1b[1m{name}", 2, "'\\u{1b}' cannot be printed"},
      {"{name}\xf0\x9f", 7, "'\\xf0' cannot be printed"},
      {"{name:\xff<9}", 7, "'\\xff' cannot be printed"},
      {"{start:%H\r%M}", 10, "'\\u{d}' cannot be printed"},
  };
  for (const auto& fault : faults) {
    CAPTURE(fault.text);
    const auto read = Template::read(fault.text, keys);
    REQUIRE(std::holds_alternative<TemplateFault>(read));
    CHECK(std::get<TemplateFault>(read).place == fault.place);
    CHECK(std::get<TemplateFault>(read).why == fault.why);
    CHECK(std::get<TemplateFault>(read).unknown_key == (fault.why == "nam" || fault.why == "0"));
  }
  CHECK(line_of("{name:500}").size() == 500);
}

}  // namespace calbook
