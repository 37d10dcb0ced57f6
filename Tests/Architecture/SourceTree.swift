import Foundation

/// The Swift files of the package, as text.
struct SourceTree {
  struct File {
    /// The path from the package's root.
    let path: String
    let lines: [String]

    /// The folder a module's or test's files lie in: the second part of the path.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({ ["public", "internal", "private", "package", "@testable", "@preconcurrency"].contains($0) })
        else { return nil }
        return words[index + 1].split(separator: ".").first.map(String.init)
      }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func files(in folders: [String]) throws -> [File] {
    try folders.flatMap { folder -> [File] in
      let base = root.appending(path: folder)
      let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
      return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
        let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
        return File(path: "\(folder)/\(path)", lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      }
    }
  }

  static let productFolders = ["Sources", "Protocols", "Simulator"]
}
