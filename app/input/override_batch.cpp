#include "input/override_batch.hpp"

#include <array>

#include "input/json_lines.hpp"

namespace calbook {

namespace {

constexpr std::array<std::string_view, 7> override_texts{"date", "from", "to", "days", "ranges", "note", "owner"};

constexpr LineForm override_form{
    .example = R"({"date": "2026-12-25", "ranges": "closed"})",
    .texts = override_texts,
};

std::string dates_of(const LineFields& fields) {
  const bool span = fields.has("from") || fields.has("to");
  if (!span) return fields.required_text("date");
  if (fields.has("date")) fields.refuse("the field 'date' is given next to 'from' and 'to'", "date");
  return fields.required_text("from") + ".." + fields.required_text("to");
}

}  // namespace

OverrideLine parse_override_line(std::string_view text) {
  const LineFields fields{text, override_form};
  OverrideLine line;
  line.dates = dates_of(fields);
  line.days = fields.text("days");
  line.ranges = fields.required_text("ranges");
  line.note = fields.text("note");
  line.owner = fields.text("owner");
  return line;
}

std::vector<OverrideLine> read_override_lines(const std::string& file) {
  std::vector<OverrideLine> lines;
  for_each_line(file, [&](std::size_t number, std::string_view text) {
    lines.push_back(parse_override_line(text));
    lines.back().number = number;
  });
  return lines;
}

}  // namespace calbook
