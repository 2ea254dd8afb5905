import Foundation

/// Files of a store: read within bounds, written whole.
enum CollateralFile {
  /// A revocation list is the largest.
  static let maximumOctets = 1 << 20

  /// The names in a folder, sorted, without hidden ones.
  static func names(in folder: String, atMost most: Int) throws(CollateralStoreError) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw CollateralStoreError(path: folder, problem: "the folder cannot be read")
    }
    guard names.count <= most else {
      throw CollateralStoreError(path: folder, problem: "there are more than \(most) files in it")
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  static func read(_ path: String) throws(CollateralStoreError) -> [UInt8] {
    // What is no file, such as a pipe, could be waited for in vain.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw CollateralStoreError(path: path, problem: self.reason("it cannot be read")) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CollateralStoreError(path: path, problem: "it is no file")
    }
    guard let data = try? handle.read(upToCount: self.maximumOctets + 1) ?? Data() else {
      throw CollateralStoreError(path: path, problem: "it cannot be read")
    }
    guard data.count <= self.maximumOctets else {
      throw CollateralStoreError(path: path, problem: "it has more than \(self.maximumOctets) octets")
    }
    return Array(data)
  }

  /// Writes a file, and its folder where there is none, so that nobody ever sees half of it, not even after a loss of power.
  static func write(_ octets: [UInt8], named name: String, in folder: String) throws(CollateralStoreError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CollateralStoreError(path: folder, problem: "the folder cannot be made")
    }
    let made = "\(folder)/.\(name).\(getpid())-\(UInt32.random(in: 0 ... .max)).new"
    let descriptor = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CollateralStoreError(path: folder, problem: self.reason("nothing can be written there"))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(octets))
      try handle.synchronize()
    } catch {
      unlink(made)
      throw CollateralStoreError(path: "\(folder)/\(name)", problem: "it cannot be written")
    }
    guard rename(made, "\(folder)/\(name)") == 0 else {
      let reason = self.reason("it cannot be written")
      unlink(made)
      throw CollateralStoreError(path: "\(folder)/\(name)", problem: reason)
    }
  }

  private static func reason(_ what: String) -> String { "\(what): \(String(cString: strerror(errno)))" }
}
