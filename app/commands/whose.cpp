#include "commands/whose.hpp"

#include "text/usage.hpp"

namespace calbook {

void add_all_option(Declaration& command, bool& all) {
  command.flag("--all", all, "For all owners");
}

Whose whose(bool all, Session& session) {
  if (!all) return {.owners = session.owners()};
  if (!session.invocation().options.owner.empty()) throw usage::not_both("--all", "--owner");
  return {.all = true};
}

}  // namespace calbook
