enum AgentStorePlaceholder {}
