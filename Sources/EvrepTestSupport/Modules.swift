import Evrep
package import EvrepCheck
package import EvrepSource

/// A report's modules as the checker takes them: the standard library, the report, what both use.
///
/// - Parameter files: the modules that the report uses, by path.
package func modules(_ source: String, files: [String: String] = [:]) -> (modules: [Module], diagnostics: [Diagnostic])
{
  var loader = ModuleLoader(world: MemoryWorld(files), root: ".")
  let modules = loader.load("report.evrep", source: Array(source.utf8))
  return (modules, loader.diagnostics)
}
