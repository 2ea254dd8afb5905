/// Unix seconds as RFC 3339 text in UTC.
public enum TimeText {
  /// `2026-09-21T14:13:20Z`. Years stay in four digits or more, as the proleptic Gregorian calendar counts them.
  public static func utc(_ seconds: Int64) -> String {
    let remainder = seconds % 86_400
    let second = remainder < 0 ? remainder + 86_400 : remainder
    let days = seconds / 86_400 - (remainder < 0 ? 1 : 0)
    // Civil date from a day count, with years that begin in March so that the leap day comes last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(self.padded(year, 4))-\(self.padded(month, 2))-\(self.padded(day, 2))T"
      + "\(self.padded(second / 3_600, 2)):\(self.padded(second / 60 % 60, 2)):\(self.padded(second % 60, 2))Z"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
