#pragma once

#include <filesystem>

#include "calendar/store.hpp"
#include "support/temporary_folder.hpp"

namespace calendar {

/// A new calendar file, open to be changed; gone with this.
struct OpenStore {
  TemporaryFolder folder;
  std::filesystem::path path = folder / "calbook.db";
  Store store{path, Store::Access::create, [] { return FileIdentity{}; }};
};

}  // namespace calendar
