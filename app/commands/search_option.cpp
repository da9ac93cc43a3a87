#include "commands/search_option.hpp"

#include "calendar/search_text.hpp"

namespace calbook {

void add_find_option(Declaration& command, std::optional<std::string>& typed) {
  command.option("--find", typed, "TEXT",
                 "Only those with each word of TEXT in name, e-mail, phone, note or reference");
}

Listing::Matches found_by(const std::optional<std::string>& typed) {
  if (!typed) return {};
  return [search = calendar::SearchText{*typed}](const auto& appointment) { return search.finds(appointment); };
}

}  // namespace calbook
