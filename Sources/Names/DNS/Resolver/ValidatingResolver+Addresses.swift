import DNSWire
import Foundation

extension ValidatingResolver {
  /// Looks up the AAAA and A records of a host at once. An address literal is answered as it is.
  public func addresses(of host: String, deadline: Duration) async -> AddressLookup {
    if Self.isLiteral(host) { return .found([host], secure: false) }
    let name: DomainName
    do { name = try DomainName(host) } catch {
      return .unreachable(reason: "\"\(host)\" is not a host name: \(error)")
    }
    async let six = lookup(name, .aaaa, deadline: deadline)
    async let four = lookup(name, .a, deadline: deadline)
    return AddressLookup(six: await six, four: await four)
  }

  private static func isLiteral(_ text: String) -> Bool {
    var octets = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET, text, &octets) == 1 || inet_pton(AF_INET6, text, &octets) == 1
  }
}

extension AddressLookup {
  /// Puts both answers together: bogus wins, then addresses, then absence of both.
  init(six: Lookup, four: Lookup) {
    var literals: [String] = []
    var isSecure = true
    var failure: String?
    for lookup in [six, four] {
      switch lookup {
      case .bogus(let reason):
        self = .bogus(reason: reason)
        return
      case .records(let rdata, _, let secure):
        literals += rdata.compactMap(Self.literal)
        isSecure = isSecure && secure
      case .absent(_, _, let secure): isSecure = isSecure && secure
      case .unreachable(let reason): failure = failure ?? reason
      }
    }
    if !literals.isEmpty {
      self = .found(literals, secure: isSecure && failure == nil)
    } else if let failure {
      self = .unreachable(reason: failure)
    } else {
      self = .absent(secure: isSecure)
    }
  }

  private static func literal(_ rdata: [UInt8]) -> String? {
    var text = [CChar](repeating: 0, count: 64)
    let family = rdata.count == 4 ? AF_INET : AF_INET6
    guard rdata.count == 4 || rdata.count == 16,
      inet_ntop(family, rdata, &text, socklen_t(text.count)) != nil
    else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
