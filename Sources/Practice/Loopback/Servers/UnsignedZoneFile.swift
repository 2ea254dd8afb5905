/// The zone file of one unsigned zone on 127.0.0.1.
struct UnsignedZoneFile {
  /// With its final dot.
  let zone: String
  let records: [String]

  var text: String {
    let own = [
      "$ORIGIN \(zone)", "$TTL 300", "@ SOA ns.\(zone) hostmaster.\(zone) 1 3600 600 86400 5", "@ NS ns.\(zone)",
      "ns A 127.0.0.1",
    ]
    return (own + records).map { "\($0)\n" }.joined()
  }
}
