enum HopVerifierPlaceholder {}
