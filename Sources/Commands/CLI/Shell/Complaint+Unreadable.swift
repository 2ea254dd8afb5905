extension Complaint {
  /// A file that a person named cannot be read.
  static func unreadable(_ path: String) -> Complaint {
    Complaint(
      .usage, code: "file", subject: path, message: "\(path) cannot be read",
      next: "Name a file that exists and that you may read, or - for standard input.")
  }
}
