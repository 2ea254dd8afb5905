import Foundation

/// `/dev/nsm`, one request at a time (drivers/misc/nsm.c). The device may be opened by root alone.
package struct NSMDevice: Sendable {
  package static let systemPath = "/dev/nsm"
  /// NSM_IOCTL_RAW: `_IOWR(0x0A, 0, struct nsm_raw)`.
  package static let rawCommand: UInt = 3 << 30 | 32 << 16 | 0x0A << 8
  /// NSM_REQUEST_MAX_SIZE and NSM_RESPONSE_MAX_SIZE.
  package static let mostRequestOctets = 0x1000
  package static let mostResponseOctets = 0x3000

  /// Does an ioctl; answers 0 or the error's number. The message, and what it points to, are valid during the call only.
  package typealias Control =
    @Sendable (
      _ descriptor: Int32, _ command: UInt, _ message: UnsafeMutablePointer<NSMMessage>
    ) -> Int32

  private let path: String
  private let control: Control

  package init(path: String = NSMDevice.systemPath, control: @escaping Control = NSMDevice.system) {
    self.path = path
    self.control = control
  }

  /// The system's own ioctl.
  package static let system: Control = { descriptor, command, message in
    ioctl(descriptor, command, UnsafeMutableRawPointer(message)) == 0 ? 0 : errno
  }

  /// Sends a request and answers the response's octets. Blocks, up to the driver's own limit of two minutes.
  func exchange(_ request: [UInt8]) throws(AttesterError) -> [UInt8] {
    guard request.count <= Self.mostRequestOctets else {
      throw AttesterError(
        .badRequest, "a request of \(request.count) octets; \(self.path) takes \(Self.mostRequestOctets)")
    }
    let descriptor = open(self.path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw self.notOpened(SystemFault(errno)) }
    defer { close(descriptor) }
    var response = [UInt8](repeating: 0, count: Self.mostResponseOctets)
    // Pointers live here and nowhere else: both buffers outlive the call, and the message is gone with it.
    let (fault, count) = request.withUnsafeBytes { request in
      response.withUnsafeMutableBytes { response in
        var message = NSMMessage(
          requestAddress: Self.address(request.baseAddress), requestCount: UInt64(request.count),
          responseAddress: Self.address(response.baseAddress), responseCount: UInt64(response.count))
        let fault = self.control(descriptor, Self.rawCommand, &message)
        return (fault, message.responseCount)
      }
    }
    guard fault == 0 else {
      throw AttesterError(
        .refused, "\(self.path) did not answer: \(SystemFault(fault)); the kernel's log says more (dmesg)")
    }
    guard count <= UInt64(response.count) else {
      throw AttesterError(.tooLarge, "\(self.path) says that it wrote \(count) octets, of \(response.count)")
    }
    return Array(response.prefix(Int(count)))
  }

  private static func address(_ pointer: UnsafeRawPointer?) -> UInt64 { UInt64(UInt(bitPattern: pointer)) }

  private func notOpened(_ fault: SystemFault) -> AttesterError {
    switch fault.code {
    case ENOENT, ENXIO, ENODEV:
      AttesterError(
        .unavailable, "there is no \(self.path): this is no Nitro enclave, or its kernel lacks the nsm driver")
    case EACCES, EPERM: AttesterError(.refused, "\(self.path) may not be opened: \(fault); run as root in the enclave")
    default: AttesterError(.refused, "\(self.path) cannot be opened: \(fault)")
    }
  }
}
