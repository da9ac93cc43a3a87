#include "output/report.hpp"

#include <fmt/format.h>

#include <utility>

#include "output/tsv.hpp"

namespace calbook {

namespace {

std::string rows(const Report& report, Header header) {
  std::string out = header == Header::shown ? fmt::format("{}\n", fmt::join(report.columns, "\t")) : "";
  report.objects([&](const Object& object) { out += tsv_row(report.columns, object); });
  return out;
}

std::string lines_of_json(const Report& report) {
  std::string out;
  report.objects([&](const Object& object) {
    append_json(out, object);
    out += '\n';
  });
  return out;
}

}  // namespace

std::string Writer::piece(const Report& report) {
  const bool first = !std::exchange(begun_, true);
  if (first) shape_ = report.shape;
  switch (options_.format) {
    case Format::json: return array_items(report);
    case Format::jsonl: return lines_of_json(report);
    case Format::tsv: return rows(report, first ? options_.header : Header::hidden);
    case Format::text: break;
  }
  if (!options_.quiet) return report.text(options_.style);
  return report.quiet ? report.quiet() : "";
}

std::string Writer::array_items(const Report& report) {
  std::string out;
  report.objects([&](const Object& object) {
    if (shape_ == Report::Shape::list) out += std::exchange(objects_, true) ? ",\n" : "[\n";
    append_json(out, object);
  });
  return out;
}

std::string Writer::end() const {
  if (options_.format != Format::json) return {};
  if (shape_ == Report::Shape::single) return "\n";
  return objects_ ? "\n]\n" : "[]\n";
}

}  // namespace calbook
