enum PartnerLinkPlaceholder {}
