import Testing

@Suite struct AgentStorePlaceholderTests {}
