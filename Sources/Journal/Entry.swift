public import EscortDomain
public import EvidenceChain

/// What a journal entry holds, as a short name that is stored with it.
public struct EntryKind: RawRepresentable, Hashable, Sendable {
  /// The name.
  public let rawValue: String

  /// A kind by its name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// A subject and a device time under which an entry can be read again.
public struct EntryKey: Hashable, Sendable {
  /// Whose evidence the entry is, such as a vehicle's plate.
  public var subject: String
  /// The device time of what the entry tells.
  public var at: Instant

  /// A key.
  public init(subject: String, at: Instant) {
    self.subject = subject
    self.at = at
  }
}

/// What is to be appended.
public struct EntryDraft: Hashable, Sendable {
  /// What it holds.
  public var kind: EntryKind
  /// Who sent it, such as a terminal's number or an account.
  public var origin: String
  /// The bytes as received.
  public var bytes: [UInt8]
  /// The keys to read it by; a batch of reports has one a report.
  public var keys: [EntryKey]

  /// The most keys an entry may have: one for each report of the longest batch a terminal can send.
  public static let mostKeys = 65_535

  /// A draft.
  public init(kind: EntryKind, origin: String, bytes: [UInt8], keys: [EntryKey] = []) {
    self.kind = kind
    self.origin = origin
    self.bytes = bytes
    self.keys = keys
  }
}

/// An entry of the journal: stored, synced, never changed.
public struct Entry: Hashable, Sendable {
  /// Its place, from 1, without gaps.
  public let position: Int64
  /// When the service took it in; strictly greater than that of the entry before.
  public let received: Instant
  /// What it is.
  public let draft: EntryDraft
  /// Its leaf of the evidence tree (RFC 6962).
  public let leaf: LeafHash

  /// An entry as an implementation of the port makes it; its leaf is the hash of what it holds.
  public init(position: Int64, received: Instant, draft: EntryDraft) {
    self.position = position
    self.received = received
    self.draft = draft
    leaf = LeafHash(of: EntryEncoding.leafInput(position: position, received: received, draft: draft))
  }

  init(position: Int64, received: Instant, draft: EntryDraft, leaf: LeafHash) {
    self.position = position
    self.received = received
    self.draft = draft
    self.leaf = leaf
  }

  /// Whether the stored leaf is the hash of what is stored.
  public var isIntact: Bool {
    leaf == LeafHash(of: EntryEncoding.leafInput(position: position, received: received, draft: draft))
  }
}

/// What an appended draft became.
public struct Receipt: Hashable, Sendable {
  /// Its place.
  public let position: Int64
  /// Its receive time.
  public let received: Instant

  /// What an implementation of the port tells its callers.
  public init(position: Int64, received: Instant) {
    self.position = position
    self.received = received
  }
}
