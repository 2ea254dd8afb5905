import Foundation

/// One `posix_spawn`, with everything a child must not inherit taken away.
struct Spawn: Sendable {
  var path: String
  var arguments: [String]
  var environment: [String: String]?
  var folder: String?
  var standardInput: Int32?
  var standardOutput: Int32
  var standardError: Int32
  /// What it has as descriptors 3 and 4 besides, if anything.
  var conversation: Int32?

  /// Starts the process and answers its identifier. It leads its own process group, so Ctrl-C in a terminal reaches only
  /// us; it has no file descriptor but those given, the default signal dispositions, and is killed by the kernel when
  /// this process ends in whatever way.
  func start() throws(ProcessError) -> pid_t {
    let spawn = self
    switch SpawnThread.shared.run({ spawn.spawnHere() }) {
    case .success(let process): return process
    case .failure(let code):
      throw .notStarted(program: path, reason: String(cString: strerror(code.rawValue)))
    }
  }

  private struct Code: Error { var rawValue: Int32 }

  private func spawnHere() -> Result<pid_t, Code> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let standardInput {
      posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, standardOutput, 1)
    posix_spawn_file_actions_adddup2(&actions, standardError, 2)
    if let conversation {
      posix_spawn_file_actions_adddup2(&actions, conversation, 3)
      posix_spawn_file_actions_adddup2(&actions, conversation, 4)
    }
    closeOthersAtExec()

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    var words = [path] + arguments
    if let folder, let env = Program.find("env") { words = [env, "-C", folder] + words }
    if let setpriv = Program.find("setpriv") { words = [setpriv, "--pdeathsig", "KILL", "--"] + words }
    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
    let argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, words[0], &actions, &attributes, argv, envp)
    return code == 0 ? .success(process) : .failure(Code(rawValue: code))
  }

  /// Libraries open descriptors that a child would inherit: a listening socket would then outlive its closing here.
  private func closeOthersAtExec() {
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      if let descriptor = Int32(entry), descriptor > 2 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }
  }
}
