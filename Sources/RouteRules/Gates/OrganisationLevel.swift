public import EscortDomain

/// Where an organisation stands in the chain the papers go down (regulation 3.4-a), by its name in JSON.
public enum OrganisationLevel: String, Hashable, Sendable, CaseIterable {
  /// The printing house (印刷厂).
  case printingHouse = "printing-house"
  /// The province (省校, 分部).
  case province
  /// A branch or college (分校, 学院).
  case branch
  /// An examination site (考点).
  case site
}

extension Transport.Leg {
  /// The leg from one level to another; `nil` for any the chain does not know.
  public init?(from: OrganisationLevel, to: OrganisationLevel) {
    switch (from, to) {
    case (.printingHouse, .province): self = .printerProvince
    case (.province, .branch): self = .provinceBranch
    case (.province, .site): self = .provinceSite
    case (.branch, .site): self = .branchSite
    default: return nil
    }
  }
}
