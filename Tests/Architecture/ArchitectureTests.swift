import Foundation
import Testing

@Suite("The house keeps its shape")
struct ArchitectureTests {
  @Test("every module imports only what its row of the table allows")
  func imports() throws {
    for file in try SourceTree.files(in: SourceTree.productFolders) {
      let row = try #require(ModuleTable.rows[file.module], "\(file.path): the module has no row in the table")
      #expect(file.path.hasPrefix(row.folder + "/"), "\(file.path) belongs in \(row.folder)")
      for name in file.imports { #expect(row.imports.contains(name), "\(file.path) imports \(name)") }
    }
  }

  @Test("every test imports only its module and what that may import")
  func testImports() throws {
    for file in try SourceTree.files(in: ["Tests"]) {
      let allowed = ModuleTable.testImports
        .union([file.module])
        .union(ModuleTable.rows[file.module]?.imports ?? [])
        .union(ModuleTable.widerTests[file.module] ?? [])
      for name in file.imports { #expect(allowed.contains(name), "\(file.path) imports \(name)") }
    }
  }

  @Test("dependencies point one way")
  func direction() {
    func reaches(_ from: String, _ to: String, _ seen: Set<String> = []) -> Bool {
      guard let row = ModuleTable.rows[from], !seen.contains(from) else { return false }
      return row.imports.contains(to) || row.imports.contains { reaches($0, to, seen.union([from])) }
    }
    for name in ModuleTable.rows.keys { #expect(!reaches(name, name), "\(name) reaches itself") }
  }

  @Test("no file is over 400 lines and no line over 140 characters")
  func lengths() throws {
    for file in try SourceTree.files(in: SourceTree.productFolders + ["Tests"]) {
      #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
      for (number, line) in file.lines.enumerated() {
        #expect(line.count <= 140, "\(file.path):\(number + 1) has \(line.count) characters")
      }
    }
  }

  @Test("no function is over 60 lines")
  func functions() throws {
    for file in try SourceTree.files(in: SourceTree.productFolders) {
      var start: (line: Int, indent: String)?
      for (number, line) in file.lines.enumerated() {
        let indent = String(line.prefix { $0 == " " })
        if line.contains("func ") || line.trimmingCharacters(in: .whitespaces).hasPrefix("init("), line.hasSuffix("{") {
          start = (number, indent)
        } else if let begun = start, line == begun.indent + "}" {
          #expect(number - begun.line <= 60, "\(file.path):\(begun.line + 1) is \(number - begun.line) lines long")
          start = nil
        }
      }
    }
  }

  @Test("clocks, sleeping, printing and trapping stay where they are allowed")
  func bannedCalls() throws {
    let banned = ["Date()", ".now", "Task.sleep", "print(", "try!", "as!", "fatalError(", "unsafeBitCast"]
    for file in try SourceTree.files(in: SourceTree.productFolders) {
      for (number, line) in file.lines.enumerated() where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
        for call in banned where line.contains(call) && !AllowList.allows(call, in: file.path) {
          Issue.record("\(file.path):\(number + 1) calls \(call)")
        }
      }
    }
  }

  @Test("the package's top level is the customer's layout")
  func topLevel() throws {
    let entries = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
    let allowed: Set = ["Package.swift", "README.md", "LICENSE", "Sources", "Tests", "Protocols", "Simulator", "Package.resolved"]
    for entry in entries where !entry.hasPrefix(".") { #expect(allowed.contains(entry), "\(entry)") }
  }
}

/// Where a banned call stands for a reason.
enum AllowList {
  static func allows(_ call: String, in path: String) -> Bool { entries[path]?.contains(call) ?? false }

  private static let entries: [String: Set<String>] = [
    // SQLITE_TRANSIENT is a cast in SQLite's own header, which Swift cannot import.
    "Sources/Journal/EntryWriter.swift": ["unsafeBitCast"],
    // The edge: the machine's clock is read here and handed on, and this is where the product sleeps.
    "Sources/escort/WallClock.swift": ["Task.sleep"],
  ]
}
