#include "output/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "output/one_line.hpp"
#include "output/tsv.hpp"

namespace calbook {

namespace {

std::vector<Track> tracks_of(const std::vector<Key>& columns) {
  std::vector<Track> tracks;
  for (const Key& key : columns) {
    const bool varies = key.kind == Key::Kind::prose || key.kind == Key::Kind::json;
    tracks.push_back({.fit = varies ? Track::Fit::cut : Track::Fit::whole,
                      .side = key.kind == Key::Kind::number ? Track::Side::right : Track::Side::left});
  }
  return tracks;
}

std::vector<std::string> names_of(const std::vector<Key>& columns) {
  std::vector<std::string> names;
  for (const Key& key : columns) names.emplace_back(key.name);
  return names;
}

const Value& value_of(const Object& object, std::string_view key) {
  static const Value nothing;
  const auto member = std::ranges::find(object, key, &Member::key);
  return member == object.end() ? nothing : member->value;
}

}  // namespace

Writer::Writer(OutputOptions options)
    : options_{std::move(options)}, tracks_{tracks_of(options_.picked.columns)}, table_{tracks_} {}

std::string Writer::piece(const Report& report) {
  const bool first = !std::exchange(begun_, true);
  if (first) shape_ = takes_rows(report) ? Report::Shape::list : report.shape;
  const Header header = first ? options_.header : Header::hidden;
  switch (options_.format) {
    case Format::json: return array_items(report);
    case Format::jsonl: return lines_of_json(report);
    case Format::tsv: return rows(report, header);
    case Format::text: break;
  }
  return text(report, header);
}

std::string Writer::text(const Report& report, Header header) {
  if (!options_.picked.columns.empty()) return table_lines(report, header);
  if (options_.picked.line) {
    std::string out;
    each(report, [&](const Object& object) { out += options_.picked.line->line(object); });
    return out;
  }
  if (!options_.quiet) return report.text(options_.style);
  return report.quiet ? report.quiet() : "";
}

bool Writer::takes_rows(const Report& report) const {
  return report.rows && (options_.format == Format::tsv || !options_.picked.columns.empty() || options_.picked.line);
}

// The objects or rows, with what was picked of them.
void Writer::each(const Report& report, const TakeObject& take) const {
  const auto& all = takes_rows(report) ? report.rows : report.objects;
  if (options_.picked.columns.empty()) return all(take);
  all([&](const Object& object) {
    Object some;
    for (const Key& key : options_.picked.columns) some.push_back({key.name, value_of(object, key.name)});
    take(some);
  });
}

std::string Writer::table_lines(const Report& report, Header header) {
  if (header == Header::shown) {
    std::vector<std::string> names = names_of(options_.picked.columns);
    table_.add(names);
  }
  each(report, [&](const Object& object) {
    std::vector<std::string> row;
    for (const Member& member : object) row.push_back(line_of(member.value));
    table_.add(row);
  });
  return report.next ? "" : table_.lines(options_.style);  // the header waits for the first page
}

std::string Writer::rows(const Report& report, Header header) const {
  std::vector<std::string_view> columns = report.columns;
  if (!options_.picked.columns.empty()) {
    columns.clear();
    for (const Key& key : options_.picked.columns) columns.push_back(key.name);
  }
  std::string out = header == Header::shown && !columns.empty() ? fmt::format("{}\n", fmt::join(columns, "\t")) : "";
  each(report, [&](const Object& object) { out += tsv_row(columns, object); });
  return out;
}

std::string Writer::lines_of_json(const Report& report) const {
  std::string out;
  each(report, [&](const Object& object) {
    append_json(out, object);
    out += '\n';
  });
  return out;
}

std::string Writer::array_items(const Report& report) {
  std::string out;
  each(report, [&](const Object& object) {
    const bool first = !std::exchange(objects_, true);
    if (shape_ == Report::Shape::list) out += first ? "[\n" : ",\n";
    append_json(out, object);
  });
  return out;
}

std::string Writer::end() {
  if (options_.format != Format::json) return table_.lines(options_.style);
  if (shape_ == Report::Shape::single) return objects_ ? "\n" : "";
  return objects_ ? "\n]\n" : "[]\n";
}

}  // namespace calbook
