import Testing

@Suite struct AgentControlPlaceholderTests {}
