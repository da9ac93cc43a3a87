#include "output/tsv.hpp"

#include <algorithm>

#include "calendar/text.hpp"

namespace calbook {

namespace {

std::string tsv_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const calendar::Character character = calendar::first_character(text);
    if (character.code == '\t' && character.well_formed) {
      out += "\\t";
    } else if (character.code == '\n' && character.well_formed) {
      out += "\\n";
    } else if (character.code == '\\' && character.well_formed) {
      out += "\\\\";
    } else {
      out += calendar::escaped(character.bytes);
    }
    text.remove_prefix(character.bytes.size());
  }
  return out;
}

// Nothing for null; lists and objects as JSON.
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
