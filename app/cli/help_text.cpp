#include "cli/help_text.hpp"

#include <algorithm>

#include "output/flow.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

constexpr std::size_t narrowest = 40;
constexpr std::size_t margin = 2;

}  // namespace

HelpText::HelpText(std::size_t width) : width_{std::max(width, narrowest)} {}

void HelpText::line(std::string_view text, std::size_t indent, std::size_t first_indent) {
  const Room room{first_indent, indent, width_};
  text_.append(first_indent, ' ').append(flowed(split(text, ' '), room)).append("\n");
}

void HelpText::paragraph(std::string_view text) {
  if (!text_.empty()) text_ += '\n';
  line(text, 0);
}

void HelpText::section(std::string_view title, std::span<const Entry> entries) {
  if (entries.empty()) return;
  std::size_t column = 0;
  for (const Entry& each : entries) column = std::max(column, each.word.size() + 2 * margin);
  text_.append("\n").append(title).append(":\n");
  for (const Entry& each : entries) entry(each, column);
}

void HelpText::entry(const Entry& entry, std::size_t column) {
  constexpr std::size_t least_room = 24;
  if (column + least_room > width_) {
    line(entry.word, 2 * margin, margin);
    line(entry.meaning, 3 * margin, 3 * margin);
    return;
  }
  text_.append(margin, ' ').append(entry.word).append(column - margin - entry.word.size(), ' ');
  const std::size_t start = text_.size();
  line(entry.meaning, column, column);
  text_.erase(start, column);  // the word stands in the first line's indent
}

void HelpText::examples(std::string_view first, std::string_view second) {
  text_ += "\nExamples:\n";
  for (const std::string_view example : {first, second}) text_.append(margin, ' ').append(example).append("\n");
}

}  // namespace calbook
