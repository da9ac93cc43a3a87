#include "input/batch.hpp"

#include <array>

#include "input/json_lines.hpp"

namespace calbook {

namespace {

constexpr std::array<std::string_view, 15> texts{"at",    "start",   "name",     "email", "phone",
                                                 "note",  "service", "duration", "end",   "key",
                                                 "owner", "tz",      "every",    "until", "conflicts"};
constexpr std::array<std::string_view, 1> numbers{"times"};
constexpr std::array<std::string_view, 1> flags{"force"};

// Fields of a printed appointment that only calbook decides.
constexpr std::array<std::string_view, 14> ignored{
    "ref",         "status",     "start_utc", "end_utc",  "created_utc", "cancelled_utc", "reason",
    "changed_utc", "attendance", "series",    "position", "of",          "revision",      "partstat"};

constexpr LineForm form{
    .example = R"({"at": "2026-12-01T10:00", "name": "Bob Stone"})",
    .texts = texts,
    .flags = flags,
    .numbers = numbers,
    .ignored = ignored,
    .blank = "name",  // refused later, as on the command line
};

}  // namespace

BatchLine parse_batch_line(std::string_view text) {
  const LineFields fields{text, form};
  if (fields.has("at") && fields.has("start"))
    fields.refuse("the time is given twice, as 'at' and as 'start'", "start");
  BatchLine line;
  line.at = fields.required_text(fields.has("start") ? "start" : "at");
  line.name = fields.required_text("name");
  line.email = fields.text("email");
  line.phone = fields.text("phone");
  line.note = fields.text("note");
  line.service = fields.text("service");
  line.duration = fields.text("duration");
  line.end = fields.text("end");
  line.key = fields.text("key");
  line.owner = fields.text("owner");
  line.tz = fields.text("tz");
  line.every = fields.text("every").value_or("");
  if (const auto times = fields.number("times")) line.times = std::to_string(*times);
  line.until = fields.text("until").value_or("");
  line.conflicts = fields.text("conflicts");
  line.force = fields.flag("force");
  return line;
}

std::vector<BatchLine> read_batch(const std::string& file) {
  std::vector<BatchLine> lines;
  for_each_line(file, [&](std::size_t number, std::string_view text) {
    lines.push_back(parse_batch_line(text));
    lines.back().number = number;
  });
  return lines;
}

}  // namespace calbook
