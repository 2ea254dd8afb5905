/// Dates and times of day in UTC as Unix seconds.
enum CivilTime {
  /// Counts days by the proleptic Gregorian calendar, in years that begin on 1 March; fields are not judged.
  static func unix(year: Int, month: Int, day: Int, hours: Int, minutes: Int, seconds: Int) -> Int64 {
    let years = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
    return Int64(days * 86_400 + hours * 3_600 + minutes * 60 + seconds)
  }
}
