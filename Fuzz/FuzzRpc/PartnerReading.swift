import AgentStore
import Declarations
import Rpc
import SwiftProtobuf
import TLSKeys

@testable import Relationships

/// The time at which everything is read, Unix seconds.
let now: Int64 = 1_790_000_000

/// What an agent does with a partner's message as far as neither a store nor a network is needed.
func readAsPartner(_ message: any SwiftProtobuf.Message) {
  switch message {
  case let message as Warifu_Partner_V1_OpenRequest:
    guard let round = read(message.relationship), let spkis = try? message.spkis() else { return }
    open(round, spkis)
  case let message as Warifu_Partner_V1_CountersignRequest:
    guard let request = try? message.request() else { return }
    check(StatementTimes(notBefore: request.notBefore, expires: request.expires))
    guard let round = read(message.relationship) else { return }
    let again = try? Warifu_Partner_V1_CountersignRequest(round, request).request()
    precondition(again == request, "a request to countersign changed on its way")
  case let message as Warifu_Partner_V1_DeliverRequest:
    guard let round = read(message.relationship), let halves = try? message.halves(round.pair) else { return }
    for half in halves { check(half, round.pair) }
  case let message as Warifu_Partner_V1_SignedStatement:
    guard let half = try? message.half(shopAndPay) else { return }
    check(half, shopAndPay)
  case let message as Warifu_Partner_V1_PublishedRequest: _ = read(message.relationship)
  case let message as Warifu_Partner_V1_WithdrawRequest:
    _ = read(message.relationship)
    precondition(message.reason.oneLine(500).unicodeScalars.count <= 500)
  case let message as Warifu_Partner_V1_Relationship: _ = read(message)
  case let message as Warifu_Partner_V1_HelloReply:
    _ = message.greeting.clock - now
  case let message as Warifu_Partner_V1_OpenReply: answer(message)
  case let message as Warifu_Partner_V1_CountersignReply:
    for half in (try? message.halves(shopAndPay, by: "pay")) ?? [] { check(half, shopAndPay) }
  case let message as Warifu_Partner_V1_DeliverReply: try? message.taken(by: "pay")
  case let message as Warifu_Partner_V1_PublishedReply: _ = try? message.seen(by: "pay")
  case let message as Warifu_Partner_V1_WithdrawReply: _ = try? message.verifiesUntil(by: "pay")
  default: break
  }
}

private let shopAndPay: HostPair = {
  guard let shop = try? HostName("shop.test"), let pay = try? HostName("pay.test") else {
    preconditionFailure("two host names are none")
  }
  return HostPair(origin: shop, destination: pay)
}()

private func read(_ message: Warifu_Partner_V1_Relationship) -> Round? {
  guard let round = try? message.round() else { return nil }
  precondition((try? Warifu_Partner_V1_Relationship(round).round()) == round, "a round changed on its way")
  return round
}

/// A partner opens this round, and the pair has another one after it.
private func open(_ round: Round, _ spkis: [[UInt8]]) {
  guard let read = try? HostKeyList.read(spkis, of: round.pair.destination).map(\.spkiDER) else { return }
  var machine = RelationshipMachine(nil)
  let keys = AgreedKeys(keys: HostKeys(origin: read, destination: read), maximumValidity: nil)
  _ = try? machine.begin(
    round.pair, .opened(partner: "pay", served: .origin, generation: round.generation, keys: keys), at: now)
  _ = round.generation + 1
}

private func answer(_ message: Warifu_Partner_V1_OpenReply) {
  switch try? message.answer(by: "pay") {
  case .opened(let keys, let maximumValidity, _)?:
    _ = try? HostKeyList.read(keys, of: shopAndPay.destination)
    precondition(maximumValidity >= 0)
    if let times = try? StatementTimes(now: now, certificateExpires: nil, maximumSpan: maximumValidity) { check(times) }
  case .behind(let generation)?: precondition(generation >= 0)
  case nil: break
  }
}

private func check(_ times: StatementTimes) {
  guard (try? times.check(now: now, maximumSpan: StatementTimes.maximumSpan)) != nil else { return }
  precondition(times.expires > now && times.notBefore < now, "times were accepted that do not hold now")
}

private func check(_ half: SignedHalf, _ pair: HostPair) {
  check(StatementTimes(notBefore: half.statement.notBefore, expires: half.statement.expires))
  let read = DeclarationRecord.read(Array(half.text.utf8), origin: pair.origin, destination: pair.destination)
  if case .record(let record) = read {
    precondition((try? record.statement(signerKey: half.statement.signerKey)) == half.statement, "a half changed")
  } else {
    precondition(half.signature.isEmpty, "a half was taken that makes no record")
  }
}
