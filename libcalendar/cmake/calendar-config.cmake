include(CMakeFindDependencyMacro)

set(calendar_module_path "${CMAKE_MODULE_PATH}")
list(PREPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
find_dependency(AbseilTime)
find_dependency(fmt)
find_dependency(SQLiteCpp)
set(CMAKE_MODULE_PATH "${calendar_module_path}")
unset(calendar_module_path)

include("${CMAKE_CURRENT_LIST_DIR}/calendar-targets.cmake")
