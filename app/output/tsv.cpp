#include "output/tsv.hpp"

#include <algorithm>

#include "calendar/text.hpp"

namespace calbook {

namespace {

std::string tsv_text(std::string_view text) {
  std::string out;
  for (calendar::CharacterReader reader{text}; !reader.done();) {
    const calendar::Character character = reader.take();
    if (character.bytes == "\t") {
      out += "\\t";
    } else if (character.bytes == "\n") {
      out += "\\n";
    } else if (character.bytes == "\\") {
      out += "\\\\";
    } else {
      out += character.printable ? std::string{character.bytes} : calendar::escaped(character.bytes);
    }
  }
  return out;
}

// Empty for null; lists and objects as JSON.
std::string tsv_cell(const Value& value) {
  if (std::holds_alternative<std::nullptr_t>(value.is)) return {};
  if (const auto* text = std::get_if<std::string>(&value.is)) return tsv_text(*text);
  return tsv_text(json(value));
}

}  // namespace

std::string tsv_row(const std::vector<std::string_view>& columns, const Object& object) {
  std::string row;
  for (const std::string_view column : columns) {
    if (column != columns.front()) row += '\t';
    const auto member = std::ranges::find(object, column, &Member::key);
    if (member != object.end()) row += tsv_cell(member->value);
  }
  return row + '\n';
}

}  // namespace calbook
