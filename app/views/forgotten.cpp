#include "views/forgotten.hpp"

#include "views/view.hpp"

namespace calbook {

namespace {

struct Forgotten {
  std::int64_t count;
  std::string sentence;
};

std::string lines_of(std::span<const Forgotten> all, const Style&) {
  std::string lines;
  for (const Forgotten& each : all) lines += each.sentence + "\n";
  return lines;
}

constexpr Column<Forgotten> columns[] = {
    {"forgotten", [](const auto& it) { return it.count; }},
};

constexpr View<Forgotten> view{.columns = columns, .lines = lines_of};

}  // namespace

Report forgotten_report(std::int64_t count, std::string sentence) {
  return single_report(Forgotten{count, std::move(sentence)}, view);
}

}  // namespace calbook
