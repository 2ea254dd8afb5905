import Lab
import Testing

@Suite("The registration figure")
struct RegistrationFigureTests {
  @Test("takes the median and the 95th percentile of all that did not stall")
  func percentiles() {
    let durations = (1...100).map { Duration.milliseconds($0) } + [.milliseconds(500), .seconds(1)]
    let figure = RegistrationFigure(durations.shuffled())
    #expect(figure.trials == 102)
    #expect(figure.stalls == 2)
    #expect(figure.medianMilliseconds == 50)
    #expect(figure.p95Milliseconds == 95)
  }

  @Test("is zero where every trial stalled")
  func onlyStalls() {
    let figure = RegistrationFigure([.seconds(1)])
    #expect(figure.stalls == 1)
    #expect(figure.medianMilliseconds == 0)
  }
}
