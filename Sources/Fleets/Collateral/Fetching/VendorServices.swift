import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// AMD's and Intel's services over HTTPS.
package struct VendorServices: CollateralSource {
  /// The most octets of an answer: the largest are revocation lists.
  package static let maximumOctets = 1 << 20

  private let addresses: ServiceAddresses
  private let client: HTTPClient
  private let deadline: Duration

  /// Runs `body` with the services, and closes all connections after it.
  ///
  /// - Parameters:
  ///   - extraRoots: certificates trusted for TLS besides the system's, such as that of a cache.
  ///   - deadline: for one request with its whole answer.
  package static func with<Result>(
    _ addresses: ServiceAddresses, extraRoots: ServiceRoots = .none, deadline: Duration = .seconds(30),
    _ body: (VendorServices) async throws -> Result
  ) async throws -> Result {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.additionalTrustRoots = extraRoots.certificates.isEmpty ? [] : [.certificates(extraRoots.certificates)]
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: TimeAmount(deadline), read: TimeAmount(deadline))
    configuration.httpVersion = .http1Only
    // Whoever asks tries again, and wants to know why.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let services = VendorServices(addresses: addresses, client: client, deadline: deadline)
    do {
      let result = try await body(services)
      try? await client.shutdown()
      return result
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  package func answer(to want: CollateralWant) async throws(FetchError) -> [[UInt8]] {
    let response = try await self.response(self.addresses.url(of: want))
    let names = ServiceAddresses.chainHeaders(of: want)
    let chains = names.flatMap { response.headers[$0] }.compactMap(\.removingPercentEncoding).map { Array($0.utf8) }
    return chains + [response.body]
  }

  private struct Response: Sendable {
    let headers: HTTPHeaders
    let body: [UInt8]
  }

  private func response(_ url: String) async throws(FetchError) -> Response {
    do {
      guard let response = try await self.inTime({ try await self.exchange(url) }) else {
        throw FetchError(.timedOut, "\(url): no whole answer within \(self.deadline.components.seconds) seconds")
      }
      return response
    } catch let error as FetchError {
      throw error
    } catch {
      throw Self.explain(error, url)
    }
  }

  /// nil when the time is over. The client's own deadline is for the answer's head alone.
  private func inTime(_ body: @escaping @Sendable () async throws -> Response) async throws -> Response? {
    let deadline = self.deadline
    return try await withThrowingTaskGroup(of: Response?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: deadline)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  private func exchange(_ url: String) async throws -> Response {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "User-Agent", value: "warifu")
    let response = try await self.client.execute(request, deadline: .now() + TimeAmount(self.deadline), logger: nil)
    guard response.status == .ok else { throw Self.error(response, url) }
    do {
      let body = try await response.body.collect(upTo: Self.maximumOctets)
      return Response(headers: response.headers, body: Array(body.readableBytesView))
    } catch is NIOTooManyBytesError {
      throw FetchError(.tooLarge, "\(url): the answer has more than \(Self.maximumOctets) octets")
    }
  }

  private static func error(_ response: HTTPClientResponse, _ url: String) -> FetchError {
    let status = Int(response.status.code)
    switch status {
    case 404: return FetchError(.notFound, "\(url): the service knows no such thing (404)")
    case 429, 500..<600:
      let seconds = response.headers.first(name: "Retry-After").flatMap { Int64($0) }.map { max(0, $0) }
      let patience = seconds.map { ", and asks to wait \($0) seconds" } ?? ""
      return FetchError(
        .busy, "\(url): the service is busy or out of order (\(status))\(patience)", retryAfter: seconds)
    default: return FetchError(.refused, "\(url): the service answers \(status)")
    }
  }

  private static func explain(_ error: any Error, _ url: String) -> FetchError {
    if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError {
      return FetchError(
        .untrusted, "\(url): the server could not show a certificate that is trusted for its name")
    }
    let late: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .connectTimeout]
    if let error = error as? HTTPClientError, late.contains(error) {
      return FetchError(.timedOut, "\(url): no answer in time")
    }
    let host = URLComponents(string: url)?.host ?? url
    return FetchError(.unreachable, "\(url): \(host) cannot be reached: \(Self.plainly(error))")
  }

  /// What happened, without the words of the libraries that were in between.
  private static func plainly(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      guard let failure = error.connectionErrors.first?.error else { return "no address is found for its name" }
      return self.plainly(failure)
    case let error as IOError where error.errnoCode == ECONNREFUSED: return "nobody listens there"
    case let error as IOError: return String(cString: strerror(error.errnoCode))
    case is SocketAddressError, is SocketAddressError.UnknownHost: return "no address is found for its name"
    default: return "the connection was not made, or broke off"
    }
  }
}
