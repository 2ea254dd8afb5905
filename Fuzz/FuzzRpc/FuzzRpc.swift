import Rpc
import SwiftProtobuf

/// Any octets as every message that agents, signers and the command line exchange: what is read comes out of its own
/// encoding unchanged, and whoever receives it can take it in or refuse it, whatever it says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRpc(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let octets = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  if start[0] >= 0xF0 {
    readNumbers(octets)
    return 0
  }
  check(rpcMessages[Int(start[0]) % rpcMessages.count], octets)
  return 0
}

private func check(_ type: any SwiftProtobuf.Message.Type, _ octets: [UInt8]) {
  guard let message = try? type.init(serializedBytes: octets) else { return }
  guard let first = encoded(message), let again = try? type.init(serializedBytes: first) else {
    preconditionFailure("\(type) cannot be written, or not be read again, although it was read")
  }
  // Octets and not messages are compared, since a number that is none (NaN) does not equal itself.
  precondition(first == encoded(again), "\(type) changed on its way through its encoding")
  read(message)
}

func read(_ message: any SwiftProtobuf.Message) {
  readAsPartner(message)
  readAsSigner(message)
  readAsCaller(message)
}

private func encoded(_ message: any SwiftProtobuf.Message) -> [UInt8]? {
  var options = BinaryEncodingOptions()
  options.useDeterministicOrdering = true
  return try? message.serializedBytes(options: options)
}
