#pragma once

// The commands: each declares its options and arguments, and returns the function to run. See the table for their
// names.

#include "commands/declaration.hpp"

namespace calbook {

Run declare_availability_set(Declaration& command);
Run declare_availability_override(Declaration& command);
Run declare_availability_clear(Declaration& command);
Run declare_availability_show(Declaration& command);
Run declare_service_set(Declaration& command);
Run declare_service_list(Declaration& command);
Run declare_service_show(Declaration& command);
Run declare_service_rename(Declaration& command);
Run declare_service_remove(Declaration& command);
Run declare_busy_add(Declaration& command);
Run declare_busy_list(Declaration& command);
Run declare_busy_remove(Declaration& command);
Run declare_calendar_add(Declaration& command);
Run declare_calendar_import(Declaration& command);
Run declare_calendar_check(Declaration& command);
Run declare_calendar_list(Declaration& command);
Run declare_calendar_show(Declaration& command);
Run declare_calendar_remove(Declaration& command);
Run declare_ics_answer(Declaration& command);
Run declare_ics_export(Declaration& command);
Run declare_ics_freebusy(Declaration& command);
Run declare_slots_search(Declaration& command);
Run declare_slots_why(Declaration& command);
Run declare_book(Declaration& command);
Run declare_show(Declaration& command);
Run declare_reschedule(Declaration& command);
Run declare_cancel(Declaration& command);
Run declare_edit(Declaration& command);
Run declare_mark(Declaration& command);
Run declare_undo(Declaration& command);
Run declare_changes(Declaration& command);
Run declare_upcoming(Declaration& command);
Run declare_history(Declaration& command);
Run declare_day(Declaration& command);
Run declare_week(Declaration& command);
Run declare_month(Declaration& command);
Run declare_owner_list(Declaration& command);
Run declare_owner_add(Declaration& command);
Run declare_owner_set(Declaration& command);
Run declare_owner_rename(Declaration& command);
Run declare_owner_remove(Declaration& command);
Run declare_outbox_set(Declaration& command);
Run declare_outbox_show(Declaration& command);
Run declare_outbox_list(Declaration& command);
Run declare_outbox_send(Declaration& command);
Run declare_outbox_skip(Declaration& command);
Run declare_outbox_retry(Declaration& command);
Run declare_doctor(Declaration& command);
Run declare_backup(Declaration& command);
Run declare_restore(Declaration& command);

// In cli/: they are about the whole table.
Run declare_completion(Declaration& command);
Run declare_help(Declaration& command);

}  // namespace calbook
