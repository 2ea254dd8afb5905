import Glibc
import NIOCore

/// Lets only processes of the agent's own user, and root, stay connected. Linux: SO_PEERCRED.
enum PeerCredential {
  struct Foreign: Error {}

  /// Linux' `struct ucred`, which Glibc shows to GNU sources only.
  private struct Credential {
    var process: pid_t = 0
    var user: uid_t = 0
    var group: gid_t = 0
  }

  static func check(_ channel: any Channel) -> EventLoopFuture<Void> {
    guard let options = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(Foreign())
    }
    let credential: EventLoopFuture<Credential> = options.unsafeGetSocketOption(
      level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
    return credential.flatMapThrowing { credential in
      guard credential.user == geteuid() || credential.user == 0 else { throw Foreign() }
    }
  }
}
