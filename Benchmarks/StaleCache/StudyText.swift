/// The page of the study.
struct StudyText {
  let visits: [StudyVisit]
  var markdown: String { "" }
}
