import Foundation
import Yams

/// A configuration file: YAML, one setting a line.
enum SettingsFile {
  /// Takes a file's settings over those that stand.
  static func take(_ path: String, into settings: inout ServiceSettings) throws(ServiceSettings.Problem) {
    let node: Node?
    do { node = try Yams.compose(yaml: try String(contentsOfFile: path, encoding: .utf8)) } catch let error as YamlError {
      throw ServiceSettings.Problem(description: "\(path): \(error)")
    } catch {
      throw ServiceSettings.Problem(description: "\(path): it cannot be read (\(error.localizedDescription))")
    }
    guard let node else { return }
    guard let mapping = node.mapping else {
      throw ServiceSettings.Problem(description: "\(path): it must be settings, one a line, as \"mostConnections: 1000\"")
    }
    for (key, value) in mapping {
      let place = "\(path):\(key.mark?.line ?? 0)"
      guard let name = key.scalar?.string, let text = value.scalar?.string else {
        throw ServiceSettings.Problem(description: "\(place): a setting is a name, a colon and a value")
      }
      try settings.set(name, text, at: place)
    }
  }
}
