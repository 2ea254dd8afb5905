import Foundation
import NIOCore

/// How an exchange with a server failed.
enum ExchangeError<Refusal: Error>: Error {
  /// The server saw nothing of the request.
  case notSent(reason: String)
  /// The time is over; `ignored` is what was wrong with the first datagram that came.
  case unanswered(ignored: Refusal?)
  /// The connection ended after the request was sent.
  case broken(reason: String)
  /// The message that came over the connection was refused.
  case refused(Refusal)
  case cancelled
}

/// The operating system's words for a failed call, without the call.
func reason(of error: any Error) -> String {
  switch error {
  case let error as IOError: String(cString: strerror(error.errnoCode))
  case ChannelError.connectTimeout: "no connection came about in time"
  default: "\(error)"
  }
}
