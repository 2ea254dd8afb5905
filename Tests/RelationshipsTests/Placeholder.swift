import Testing

@Suite struct RelationshipsPlaceholderTests {}
