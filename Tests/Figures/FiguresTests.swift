import Figures
import Testing

@Suite("Figures for Prometheus")
struct FiguresTests {
  @Test("lengths are counted up to each bound, and the text adds them up")
  func histogram() {
    let histogram = DurationHistogram()
    for length in [-5, 500, 501, 20_000_000] as [Int64] { histogram.observe(microseconds: length) }
    var text = MetricsText()
    text.histogram("x_seconds", "how long", histogram.figures)
    let lines = text.text.split(separator: "\n")
    #expect(lines.contains(#"x_seconds_bucket{le="0.0005"} 2"#))
    #expect(lines.contains(#"x_seconds_bucket{le="0.001"} 3"#))
    #expect(lines.contains(#"x_seconds_bucket{le="10"} 3"#))
    #expect(lines.contains(#"x_seconds_bucket{le="+Inf"} 4"#))
    #expect(lines.contains("x_seconds_sum 20.001001"))
    #expect(lines.contains("x_seconds_count 4"))
  }

  @Test("labels are escaped, numbers written plainly")
  func counter() {
    var text = MetricsText()
    text.counter("c_total", "things", [([("a", "x\"y\\\n")], 3), ([], 4)])
    text.gauge("g", "level", 1.5)
    #expect(
      text.text == """
        # HELP c_total things
        # TYPE c_total counter
        c_total{a="x\\"y\\\\\\n"} 3
        c_total 4
        # HELP g level
        # TYPE g gauge
        g 1.5

        """)
  }
}
