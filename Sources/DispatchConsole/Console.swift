public import DispatchDesk
public import EscortDomain
public import Hummingbird
public import Journal

/// The dispatch console: its pages, its JSON routes and its live stream.
public struct Console<Store: Journal, Deriver: EventDeriver>: Sendable {
  private let desk: Desk<Store, Deriver>
  private let signIn: SignIn<Store>
  private let leaflet: AssetStore
  private let clock: @Sendable () -> Instant
  private let hasDispatcherToken: @Sendable (Request) -> Bool

  /// A console of one desk.
  ///
  /// - Parameters:
  ///   - desk: what it shows.
  ///   - signIn: who may see it.
  ///   - leafletFolder: where the map library lies (Debian's `libjs-leaflet`).
  ///   - clock: the service's clock.
  ///   - hasDispatcherToken: whether a request carries a dispatcher's token, as programs do.
  public init(
    desk: Desk<Store, Deriver>, signIn: SignIn<Store>, leafletFolder: String, clock: @escaping @Sendable () -> Instant,
    hasDispatcherToken: @escaping @Sendable (Request) -> Bool
  ) {
    self.desk = desk
    self.signIn = signIn
    leaflet = AssetStore(folder: leafletFolder)
    self.clock = clock
    self.hasDispatcherToken = hasDispatcherToken
  }

  /// Whether the map library was found.
  public var hasMap: Bool { !leaflet.isEmpty }

  /// Whether a request comes from somebody signed in, or from a program with a dispatcher's token.
  public func mayRead(_ request: Request) -> Bool {
    hasDispatcherToken(request) || signIn.session(of: request, at: clock()) != nil
  }

  /// Adds the routes.
  public func add(to router: Router<some RequestContext>) {
    PageRoutes(assets: .pages, leaflet: leaflet, signIn: signIn, clock: clock).add(to: router)
    SessionRoutes(signIn: signIn, clock: clock).add(to: router)
    DeskRoutes(desk: desk, signIn: signIn, clock: clock).add(to: router)
    StreamRoutes(desk: desk, signIn: signIn, clock: clock).add(to: router)
    VerdictRoutes(desk: desk, clock: clock, mayRead: mayRead).add(to: router)
  }
}
