import Rpc
import SwiftProtobuf

/// Any octets as every message that agents, signers and the command line exchange: what is read comes out of its own
/// encoding unchanged.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRpc(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let octets = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  check(rpcMessages[Int(start[0]) % rpcMessages.count], octets)
  return 0
}

private func check(_ type: any SwiftProtobuf.Message.Type, _ octets: [UInt8]) {
  guard let message = try? type.init(serializedBytes: octets) else { return }
  guard let encoded: [UInt8] = try? message.serializedBytes() else {
    preconditionFailure("\(type) cannot be written although it was read")
  }
  // Encodings are compared, not messages: a number that is none (NaN) is not even equal to itself.
  guard let again = try? type.init(serializedBytes: encoded), let twice: [UInt8] = try? again.serializedBytes(),
    twice == encoded
  else { preconditionFailure("\(type) changed on its way through its encoding") }
}
