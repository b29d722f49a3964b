// Its assertions guard against what a file says, too; without them it reports the same as an error.
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include "evrep_data.h"

#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <utility>
#include <vector>

namespace {

/// Hands the nodes of a tree to a visitor, which stops it before it recurses too deep.
class Walk {
 public:
  Walk(void *context, int (*visit)(void *, const evrep_toml_event *)) : context(context), visit(visit) {}

  bool table(const toml::table &table) {
    if (!event(EVREP_TOML_TABLE_BEGIN, {}, table.source())) return false;
    for (auto &&[key, value] : table) {
      if (!event(EVREP_TOML_KEY, key.str(), key.source()) || !node(value)) return false;
    }
    return event(EVREP_TOML_TABLE_END, {}, table.source());
  }

  bool event(evrep_toml_kind kind, std::string_view text, const toml::source_region &source) {
    const evrep_toml_event event = {
        kind, text.data(), text.size(), source.begin.line, source.begin.column, source.end.line, source.end.column};
    return visit(context, &event) != 0;
  }

 private:
  void *context;
  int (*visit)(void *, const evrep_toml_event *);

  bool array(const toml::array &array) {
    if (!event(EVREP_TOML_ARRAY_BEGIN, {}, array.source())) return false;
    for (auto &&element : array) {
      if (!node(element)) return false;
    }
    return event(EVREP_TOML_ARRAY_END, {}, array.source());
  }

  bool node(const toml::node &node) {
    switch (node.type()) {
      case toml::node_type::table: return table(*node.as_table());
      case toml::node_type::array: return array(*node.as_array());
      case toml::node_type::string: return event(EVREP_TOML_STRING, node.as_string()->get(), node.source());
      case toml::node_type::integer: {
        const auto text = std::to_string(node.as_integer()->get());
        return event(EVREP_TOML_INTEGER, text, node.source());
      }
      case toml::node_type::floating_point: return event(EVREP_TOML_FLOAT, {}, node.source());
      case toml::node_type::boolean: return event(EVREP_TOML_BOOLEAN, {}, node.source());
      default: return event(EVREP_TOML_TIME, {}, node.source());
    }
  }
};

/// Frees a tree level by level: a dotted key of a million parts is a million tables in one another, too many to recurse into.
void dismantle(toml::table &&root) {
  std::vector<toml::table> tables;
  std::vector<toml::array> arrays;
  tables.push_back(std::move(root));
  const auto take = [&](toml::node &node) {
    if (auto *table = node.as_table()) tables.push_back(std::move(*table));
    if (auto *array = node.as_array()) arrays.push_back(std::move(*array));
  };
  while (!tables.empty() || !arrays.empty()) {
    if (!tables.empty()) {
      toml::table table = std::move(tables.back());
      tables.pop_back();
      for (auto &&[key, value] : table) take(value);
    } else {
      toml::array array = std::move(arrays.back());
      arrays.pop_back();
      for (auto &&element : array) take(element);
    }
  }
}

}  // namespace

extern "C" void evrep_toml_parse(
    const char *bytes, size_t count, void *context, int (*visit)(void *, const evrep_toml_event *)) {
  Walk walk(context, visit);
  auto result = toml::parse(std::string_view(bytes, count));
  if (result.failed()) {
    walk.event(EVREP_TOML_ERROR, result.error().description(), result.error().source());
    return;
  }
  walk.table(result.table());
  dismantle(std::move(result.table()));
}
