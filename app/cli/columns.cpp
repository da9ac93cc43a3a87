#include "cli/columns.hpp"

#include <algorithm>

#include "calendar/text.hpp"
#include "text/scanner.hpp"
#include "text/usage.hpp"

namespace calbook {

namespace {

std::vector<std::string_view> names_of(std::span<const Key> keys) {
  std::vector<std::string_view> names;
  for (const Key& key : keys) names.push_back(key.name);
  return names;
}

std::vector<Key> columns_of(std::string_view typed, std::span<const Key> keys) {
  std::vector<Key> columns;
  for (const std::string_view word : split(typed, ',')) {
    const std::string_view name = calendar::trimmed(word);
    const auto found = std::ranges::find(keys, name, &Key::name);
    if (found == keys.end()) throw usage::not_a_choice("--columns", std::string{name}, names_of(keys));
    if (std::ranges::find(columns, *found) != columns.end()) throw usage::column_twice(name);
    columns.push_back(*found);
  }
  return columns;
}

Template template_of(const std::string& typed, std::span<const Key> keys) {
  auto read = Template::read(typed, keys);
  if (auto* made = std::get_if<Template>(&read)) return std::move(*made);
  const TemplateFault& fault = std::get<TemplateFault>(read);
  if (fault.unknown_key) throw usage::not_a_field(fault.place, fault.why, names_of(keys));
  throw usage::bad_template(fault.place, fault.why);
}

}  // namespace

Picked picked(const GlobalOptions& options, std::span<const Key> keys) {
  const std::string& columns = options.columns;
  const std::string& line = options.line;
  if (columns.empty() && line.empty()) return {};
  const bool text = format_of(options) == Format::text;
  if (!columns.empty() && !line.empty()) throw usage::not_both("--columns", "--template");
  if (!line.empty() && !text) throw usage::not_both("--template", options.json ? "--json" : "--format");
  if (text && options.quiet) throw usage::not_both(line.empty() ? "--columns" : "--template", "-q");
  if (!columns.empty()) return {.columns = columns_of(columns, keys)};
  return {.line = template_of(line, keys)};
}

}  // namespace calbook
