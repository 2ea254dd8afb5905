import NIOCore
import NIOPosix
import NIOSSL

/// A server that says what it was told to say, whatever it is asked: for tests of clients that must survive anything.
package final class ScriptedServer: Sendable {
  /// What it does once a connection is made (after the handshake, with TLS).
  package enum Script: Sendable {
    /// Says nothing.
    case silence
    /// Closes at once.
    case close
    /// Says this without being asked, and waits.
    case speakFirst(String)
    /// Waits for any octets, says this, and closes.
    case answer(String)
    /// Waits for any octets, says this, and waits.
    case answerAndWait(String)
    /// Waits for any octets, says the first text once and then the second without end.
    case answerEndlessly(String, again: String)
  }

  package let port: Int
  private let channel: any Channel

  /// Starts it on 127.0.0.1. With a certificate it speaks TLS.
  package static func start(_ script: Script, certificate: TestCertificate? = nil) async throws -> ScriptedServer {
    let context = try certificate.map { certificate in
      let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.certificatePEM.utf8))
      let key = try NIOSSLPrivateKey(bytes: Array(certificate.keyPEM.utf8), format: .pem)
      return try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    }
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandler(ScriptHandler(script, afterHandshake: context != nil))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return ScriptedServer(channel)
  }

  private init(_ channel: any Channel) {
    self.channel = channel
    self.port = channel.localAddress?.port ?? 0
  }

  deinit { self.channel.close(promise: nil) }

  package func close() async {
    try? await self.channel.close().get()
  }
}
