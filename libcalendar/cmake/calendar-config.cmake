include(CMakeFindDependencyMacro)

find_dependency(fmt)
find_dependency(SQLiteCpp)

include("${CMAKE_CURRENT_LIST_DIR}/calendar-targets.cmake")
