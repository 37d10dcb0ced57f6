import Foundation
import NIOCore

/// The files of a folder, read once: what is not in it when the service starts cannot be asked for.
struct AssetStore: Sendable {
  /// A file as it is sent.
  struct Asset: Sendable {
    let bytes: ByteBuffer
    let type: String
    let tag: String
  }

  private var assets: [String: Asset] = [:]

  /// The files of a folder and its folders, of the types a page can use; none when there is no such folder.
  init(folder: String) {
    for path in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      guard let type = Self.types[path.split(separator: ".").last.map(String.init) ?? ""],
        let data = FileManager.default.contents(atPath: "\(folder)/\(path)")
      else { continue }
      assets[path] = Asset(bytes: ByteBuffer(bytes: data), type: type, tag: Self.tag(of: data))
    }
  }

  /// The pages that belong to the product.
  static var pages: AssetStore { AssetStore(folder: Bundle.module.resourcePath.map { $0 + "/Assets" } ?? "") }

  var isEmpty: Bool { assets.isEmpty }

  subscript(_ path: String) -> Asset? { assets[path] }

  /// FNV-1a: a tag tells versions of one file apart and protects nothing.
  private static func tag(of data: Data) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in data { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return "\"\(String(hash, radix: 16))\""
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
  ]
}
