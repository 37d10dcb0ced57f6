import Foundation
import Logging

/// How many descriptors the process may have: one for each connection, and some for the rest.
enum DescriptorLimit {
  private static let besideConnections = 200

  /// Raises the limit as far as the system lets us, and says when that is too little for the connections that may come.
  static func raise(for connections: Int, _ logger: Logger) {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
    guard limit.rlim_max < connections + besideConnections else { return }
    logger.warning(
      "fewer descriptors than connections may come; raise the limit (ulimit -Hn) or lower mostConnections",
      metadata: ["descriptors": "\(limit.rlim_max)", "mostConnections": "\(connections)"])
  }
}
