import AgentStore

extension Complaint {
  init(_ error: StoreError) {
    switch error {
    case .exposed(let path, _), .notOurs(let path):
      self.init(.usage, code: "storeExposed", subject: path, message: "\(error)")
    case .newerSchema(let path, _):
      self.init(.failed, code: "newerStore", subject: path, message: "\(error)")
    case .unreadableRow(let path, _, _):
      self.init(.failed, code: "unreadableStore", subject: path, message: "\(error)")
    case .fenced(let path, _):
      self.init(.failed, code: "leaseEnded", subject: path, message: "\(error)", next: "Run the command again.")
    case .inUse(let path, let users):
      self.init(
        .failed, code: "storeInUse", subject: path, message: "\(path) is in use by \(users.joined(separator: ", "))",
        next: "Stop that first; what was killed is gone when its lease has ended.")
    case .open(let path):
      self.init(
        .failed, code: "storeInUse", subject: path, message: "another process has \(path) open",
        next: "Stop the agent first: systemctl stop warifud")
    case .notAStore(let path):
      self.init(.failed, code: "notAStore", subject: path, message: "\(path) is no agent's store, or is damaged")
    case .failed(let path, _):
      self.init(.unknown, code: "store", subject: path, message: "\(error)")
    }
  }

  init(_ error: StoreCopyError) {
    switch error {
    case .targetDiffers(let subject):
      self.init(
        .failed, code: "targetNotEmpty", subject: subject,
        message: "the target holds something else about \(subject) than the source, so nothing was changed",
        next: "If what it holds is of no use any more, put the file away or empty the prefix (etcdctl del --prefix).")
    case .notWritten(let subject):
      self.init(
        .failed, code: "notWritten", subject: subject,
        message: "what was read back about \(subject) is not what was written", next: "Do not use the target.")
    case .sourceChanged(let subject):
      self.init(
        .failed, code: "sourceChanged", subject: subject,
        message: "somebody changed \(subject) in the source during the copy",
        next: "Stop every agent, empty the target, and run the command again.")
    case .store(let error): self.init(error)
    }
  }
}
