#include "calendar/series.hpp"

#include <array>

namespace calendar {

std::string_view name_of(Conflicts conflicts) {
  switch (conflicts) {
    case Conflicts::refuse: return "refuse";
    case Conflicts::skip: return "skip";
    case Conflicts::fill: return "fill";
  }
  return {};
}

std::optional<Conflicts> conflicts_named(std::string_view name) {
  for (const Conflicts each : {Conflicts::refuse, Conflicts::skip, Conflicts::fill}) {
    if (name_of(each) == name) return each;
  }
  return std::nullopt;
}

}  // namespace calendar
