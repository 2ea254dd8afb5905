import PartnerLink
package import Settings

extension SignerSettings {
  /// What is wrong with the files that these settings name: keys and their certificates, and the identity and certificates
  /// for a listener. Nothing is opened for writing, unlike by the running signing agent.
  ///
  /// - Parameter now: Unix seconds.
  package func fileProblems(now: Int64) -> [SettingsError] {
    var problems = KeyFolder().problems(of: self.hosts, now: now).map { $0.place.error($0.description) }
    guard let listener = self.listener else { return problems }
    do {
      _ = try AgentIdentity.load(from: listener.identityFolder, now: now)
    } catch {
      problems.append(listener.identityPlace.error(error.description))
    }
    for (file, place) in zip(listener.agentFiles, listener.agentPlaces) {
      do {
        _ = try PartnerCertificate.load(file)
      } catch {
        problems.append(place.error(error.description))
      }
    }
    return problems
  }
}
