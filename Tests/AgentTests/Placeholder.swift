import Testing

@Suite struct AgentPlaceholderTests {}
