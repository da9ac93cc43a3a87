// Text: whatever it is, it can be printed once it is escaped, and JSON and tsv give it back.

#include "calendar/text.hpp"

#include <nlohmann/json.hpp>

#include "calendar/appointment.hpp"
#include "calendar/search_text.hpp"
#include "cli/error_output.hpp"
#include "output/report.hpp"
#include "property.hpp"
#include "text/complaint.hpp"

using calendar::Code;
using calendar::escaped;
using calendar::is_printable;
using nlohmann::json;

namespace {

// As another decoder sees it.
bool is_utf8(const std::string& text) {
  try {
    json(text).dump();
    return true;
  } catch (const json::type_error&) {
    return false;
  }
}

void check_characters(std::string_view text, bool well_formed) {
  std::size_t count = 0, bytes = 0;
  bool all_well_formed = true, all_printable = true;
  for (calendar::CharacterReader reader{text}; !reader.done(); ++count) {
    const calendar::Character character = reader.take();
    const std::size_t size = character.bytes.size();
    must_hold(size >= 1 && size <= 4, "a character has 1 to 4 bytes of the text");
    must_hold(character.well_formed || size == 1, "a stray byte is one byte");
    bytes += size;
    all_well_formed = all_well_formed && character.well_formed;
    all_printable = all_printable && character.printable;
  }
  must_hold(bytes == text.size(), "the characters are all of the text");
  must_hold(is_printable(text) == all_printable, "a text is printable when each character is");
  must_hold(calendar::length(text) == count, "the length counts the characters");
  must_hold(all_well_formed == well_formed, "well formed is what another decoder takes for well formed");
}

void check_escaped(std::string_view text) {
  must_hold(is_printable(escaped(text)), "escaped text is printable");
  must_hold((escaped(text) == text) == is_printable(text), "text is escaped where it is not printable");
  const std::string excerpt = calendar::excerpt(text);
  must_hold(is_printable(excerpt), "an excerpt is printable");
  must_hold(excerpt.size() <= 6 * 64, "an excerpt is short");
}

void check_json(const std::string& text, bool well_formed) {
  const std::string written = calbook::json(text);
  must_hold(is_printable(written), "JSON is printable");
  const json read = json::parse(written);
  must_hold(!well_formed || read.get<std::string>() == text, "JSON gives the text back");
}

std::string without_escapes(std::string_view cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size()) {
      ++i;
      text += cell[i] == 't' ? '\t' : cell[i] == 'n' ? '\n' : cell[i];
    } else {
      text += cell[i];
    }
  }
  return text;
}

// Whether tabs and line breaks are all that there is to escape.
bool is_printable_but_for_blanks(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return is_printable(text);
}

void check_tsv(const std::string& text) {
  calbook::Report report;
  report.columns = {"one", "other"};
  report.objects = [&](const calbook::TakeObject& take) { take({{"one", text}, {"other", text}}); };
  const std::string row = calbook::Writer{
      {calbook::Format::tsv, calbook::Header::hidden, calbook::Style{calbook::Style::Use::plain},
       false}}.piece(report);
  must_hold(std::ranges::count(row, '\t') == 1, "two cells have one tab between them");
  must_hold(std::ranges::count(row, '\n') == 1 && row.ends_with('\n'), "a row is a line");
  const std::string cell = row.substr(0, row.find('\t'));
  must_hold(is_printable(cell), "a cell is printable");
  if (is_printable_but_for_blanks(text)) must_hold(without_escapes(cell) == text, "tsv gives the text back");
}

void check_failure(const std::string& text) {
  const calbook::InputError error{Code::invalid_input, text, text, text};
  std::string lines = calbook::failure_text(error, calbook::Format::text);
  must_hold(std::ranges::count(lines, '\n') == (text.empty() ? 1 : 2), "a message and a hint are a line each");
  std::ranges::replace(lines, '\n', ' ');
  must_hold(is_printable(lines), "a message is printable");
  must_hold(json::accept(calbook::failure_text(error, calbook::Format::json)), "a message is JSON where that is asked");
}

calendar::Appointment with_name(const std::string& name) {
  return {.ref = {},
          .owner = calendar::OwnerName{"alice"},
          .service = calendar::ServiceName{"default"},
          .span = {},
          .occupied = {},
          .zone = "UTC",
          .utc_offset = {},
          .invitee = {name, {}, {}, name},
          .key = {},
          .created = {},
          .cancelled = {},
          .reason = {}};
}

void check_search(const std::string& text) {
  const auto search = read_or_refused({Code::invalid_input}, [&] { return calendar::SearchText{text}; });
  if (search) must_hold(search->finds(with_name(text)), "a text finds itself");
}

void check_invitee(const std::string& text) {
  const auto invitee = read_or_refused({Code::invalid_name, Code::invalid_email, Code::invalid_input}, [&] {
    return calendar::validated({text, std::nullopt, text});
  });
  if (!invitee) return;
  must_hold(text.find(invitee->name) != text.npos, "a name is part of what was given");
  must_hold(is_printable(invitee->name) && calendar::length(invitee->name) <= 200, "a name is printable, and short");
  std::string note = *invitee->note;
  std::ranges::replace(note, '\n', ' ');
  must_hold(is_printable(note), "a note is printable but for line feeds");
}

}  // namespace

void check(std::string_view bytes) {
  const std::string text{bytes};
  const bool well_formed = is_utf8(text);
  check_characters(text, well_formed);
  check_escaped(text);
  check_json(text, well_formed);
  check_tsv(text);
  check_failure(text);
  check_search(text);
  check_invitee(text);
}
