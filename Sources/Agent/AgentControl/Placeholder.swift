enum AgentControlPlaceholder {}
