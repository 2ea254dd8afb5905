import Foundation

/// By what a change of a file is noticed, also of its mode or owner.
struct FileStamp: Hashable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int
  private let mode: UInt32
  private let owner: UInt32

  /// Nil for a file that is not there. Symbolic links are followed.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.device = UInt64(status.st_dev)
    self.inode = UInt64(status.st_ino)
    self.size = Int64(status.st_size)
    self.seconds = status.st_mtim.tv_sec
    self.nanoseconds = status.st_mtim.tv_nsec
    self.mode = UInt32(status.st_mode)
    self.owner = UInt32(status.st_uid)
  }
}
