import FormRules
import Movement
import MovementTesting
import Testing

@Suite("Several sets in a clip")
struct SeveralSetsTests {
  @Test("a second set is named with its times, and with the options that have it judged")
  func warning() throws {
    let walk = PoseTrack.upright(seconds: 8)
    let track = PoseTrack.joined([SyntheticSet(count: 2).render(), walk, SyntheticSet(count: 4).render()])
    let assessment = FormAssessor.assess(track, options: AnalysisOptions())
    #expect(assessment.summary.reps == 4)
    let warning = try #require(assessment.capture.warnings.first { $0.code == "several-sets" })
    #expect(warning.message.contains("from 0:00"))
    #expect(warning.message.contains("--start 0 --end"))
  }

  @Test("one set alone needs no such word")
  func alone() {
    let track = PoseTrack.joined([.upright(seconds: 5), SyntheticSet(count: 4).render(), .upright(seconds: 5)])
    let codes = FormAssessor.assess(track, options: AnalysisOptions()).capture.warnings.map(\.code)
    #expect(!codes.contains("several-sets"))
  }
}
