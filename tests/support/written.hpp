#pragma once

// A report as a command writes it.

#include <string>

#include "output/report.hpp"

namespace calbook {

inline std::string written(const Report& report, const OutputOptions& options) {
  Writer writer{options};
  std::string out = writer.piece(report);
  while (const auto piece = report.next ? report.next() : std::nullopt) out += writer.piece(*piece);
  return out + writer.end();
}

inline std::string as(Format format, const Report& report) {
  return written(report, {format, Header::shown, Style{Style::Use::plain}, false});
}
inline std::string as_text(const Report& report) {
  return as(Format::text, report);
}
inline std::string on_terminal(std::size_t width, const Report& report) {
  return written(report, {Format::text, Header::hidden, Style{Style::Use::plain, width}, false});
}
inline std::string as_json(const Report& report) {
  return as(Format::json, report);
}
inline std::string as_tsv(const Report& report) {
  return as(Format::tsv, report);
}
inline std::string as_quiet(const Report& report) {
  return written(report, {Format::text, Header::hidden, Style{Style::Use::plain}, true});
}

}  // namespace calbook
