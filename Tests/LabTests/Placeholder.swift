import Testing

@Suite struct LabPlaceholderTests {}
