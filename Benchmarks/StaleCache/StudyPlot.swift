/// The plot.
struct StudyPlot {
  let visits: [StudyVisit]
  var svg: String { "" }
}
