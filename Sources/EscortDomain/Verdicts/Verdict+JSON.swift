extension Verdict {
  /// The verdict as FEED.md prints it; fields that do not apply are left out, `to` is null while it runs.
  public var json: JSONObject {
    var object = JSONObject([
      ("rule", .string(subject.rule.rawValue)), ("transport", .string(subject.transport.text)),
    ])
    object["vehicle"] = subject.vehicle.map { .string($0.text) }
    object["camera"] = subject.camera.map { .integer(Int64($0)) }
    object["person"] = subject.person.map { .string($0.text) }
    object["from"] = .string(from.rfc3339)
    object["to"] = to.map { .string($0.rfc3339) } ?? .null
    object["severity"] = .string(severity.rawValue)
    var detail = detail
    if let aspect = subject.aspect { detail[aspect.field] = .string(aspect.value) }
    object["detail"] = .object(detail)
    return object
  }
}
