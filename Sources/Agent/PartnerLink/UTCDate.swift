import Foundation

/// Unix seconds as an RFC 3339 time in UTC.
func utcDate(_ seconds: Int64) -> String {
  Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
}
