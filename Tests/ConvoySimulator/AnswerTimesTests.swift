import ConvoySimulator
import EscortDomain
import Testing

@Suite("How long answers took")
struct AnswerTimesTests {
  @Test("a share is told to a sixteenth of itself, whatever the lengths are", arguments: [1, 17, 1000, 999_983] as [Int64])
  func quantiles(step: Int64) {
    var times = AnswerTimes()
    for number in 1...1000 { times.note(TimeSpan(microseconds: Int64(number) * step)) }
    for (share, number) in [(0.5, 500), (0.9, 900), (0.99, 990), (1.0, 1000)] {
      let exact = Int64(number) * step
      let told = times.quantile(share).microseconds
      #expect(told >= exact && told <= exact + exact / 16 + 1)
    }
    #expect(times.longest == TimeSpan(microseconds: 1000 * step))
    #expect(times.count == 1000)
  }

  @Test("the longest there is and a negative one are counted, and of none nothing is told")
  func ends() {
    var times = AnswerTimes()
    #expect(times.quantile(0.5) == .zero)
    times.note(TimeSpan(microseconds: -5))
    #expect(times.quantile(1) == .zero)
    times.note(TimeSpan(microseconds: .max))
    #expect(times.quantile(1) == TimeSpan(microseconds: .max))
    #expect(times.count == 2)
  }
}
