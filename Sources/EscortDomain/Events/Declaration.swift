/// A person's declaration about a transport.
public struct Declaration: Hashable, Sendable {
  /// What can be declared, by its type in a feed.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The first bag is loaded.
    case loaded
    /// The vehicles have left.
    case departed
    /// The vehicles have arrived.
    case arrived
    /// Annex 1 is complete.
    case handedOver = "handed-over"
    /// Annex 2 is complete.
    case stored
  }

  /// What is declared.
  public var kind: Kind
  /// The transport it is about.
  public var transport: TransportID
  /// Who declared it, when said.
  public var by: String?

  /// A declaration.
  public init(kind: Kind, transport: TransportID, by: String? = nil) {
    self.kind = kind
    self.transport = transport
    self.by = by
  }
}
