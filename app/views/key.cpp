#include "views/key.hpp"

#include <array>

namespace calbook {

namespace {

std::string_view word_of(Key::Kind kind) {
  switch (kind) {
    case Key::Kind::text:
    case Key::Kind::prose: return "text";
    case Key::Kind::number: return "number";
    case Key::Kind::truth: return "true or false";
    case Key::Kind::time: return "time";
    case Key::Kind::json: return "json";
  }
  return {};
}

constexpr Column<Key> columns[] = {
    {"column", [](const Key& it) { return std::string{it.name}; }},
    {"holds", [](const Key& it) { return std::string{word_of(it.kind)}; }},
};

constexpr Track tracks[] = {{}, {.paint = Paint::faint}};

std::string lines_of(std::span<const Key> keys, const Style& style) {
  Table table{tracks};
  for (const Key& key : keys) {
    std::array<std::string, std::size(tracks)> row{std::string{key.name}, std::string{word_of(key.kind)}};
    table.add(row);
  }
  return table.lines(style);
}

constexpr View<Key> view{
    .columns = columns,
    .lines = lines_of,
    .quiet = [](const Key& key) { return std::string{key.name}; },
};

}  // namespace

Report keys_report(std::vector<Key> keys) {
  return list_report(std::move(keys), view);
}

}  // namespace calbook
