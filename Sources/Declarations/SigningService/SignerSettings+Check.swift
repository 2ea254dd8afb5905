import PartnerLink

extension SignerSettings {
  /// What is wrong with the files that these settings name: keys, and the identity and certificates for a listener.
  /// Nothing is opened for writing, unlike by the running signing agent.
  ///
  /// - Parameter now: Unix seconds.
  package func fileProblems(now: Int64) -> [String] {
    var problems = KeyFolder().problems(of: self.hosts).map(\.description)
    guard let listener = self.listener else { return problems }
    do {
      _ = try AgentIdentity.load(from: listener.identityFolder, now: now)
    } catch {
      problems.append(error.description)
    }
    for file in listener.agentFiles {
      do {
        _ = try PartnerCertificate.load(file)
      } catch {
        problems.append(error.description)
      }
    }
    return problems
  }
}
