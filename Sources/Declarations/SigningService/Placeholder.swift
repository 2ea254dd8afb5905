enum SigningServicePlaceholder {}
