/// 0x8106: the platform asks for some parameters; the answer is 0x0104 (JT/T 808-2013 §8.11).
public struct SomeParametersRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8106

  /// The ids of the parameters.
  public var ids: [SomeParametersRequest.ID] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<SomeParametersRequest> = [
    .list("ids", \.ids, count: .byte)
  ]
}

extension SomeParametersRequest {
  /// The id of a parameter.
  public struct ID: Laid {
    /// The id.
    public var id: UInt32 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<ID> = [.identifier("id", \.id, bytes: 2)]
  }
}
