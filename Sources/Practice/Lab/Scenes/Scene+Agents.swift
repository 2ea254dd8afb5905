import AgentControl

extension Scene {
  /// The scenes in which an agent or a signing agent must say no.
  static let agentScenes: [Scene] = [
    Scene(10, "an agent with another certificate than the pinned one", expected: "link refused") { world in
      try await ImpostorScene.play(in: world)
    },
    Scene(11, "a signing agent asked for a host or partner not in its file", expected: "refused") { world in
      try await SignerScene.play(in: world)
    },
    Scene(12, "an agent that the host's policy record does not name", expected: "refused") { world in
      try await UnnamedAgentScene.play(in: world)
    },
  ]
}
