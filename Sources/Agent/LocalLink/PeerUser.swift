import Glibc
import NIOCore

/// The user at the other end of a Unix socket, as the kernel knows it. Linux: SO_PEERCRED.
enum PeerUser {
  /// Linux' `struct ucred`, which Glibc shows to GNU sources only.
  private struct Credential {
    var process: pid_t = 0
    var user: uid_t = 0
    var group: gid_t = 0
  }

  /// Fails where the channel is no socket of that kind.
  static func of(_ channel: any Channel) -> EventLoopFuture<UInt32> {
    guard let options = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    let credential: EventLoopFuture<Credential> = options.unsafeGetSocketOption(
      level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
    return credential.map(\.user)
  }
}
