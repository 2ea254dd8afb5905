import Testing

@Suite struct PartnerLinkPlaceholderTests {}
