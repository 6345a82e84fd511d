import Accuracy
import Movement
import Testing

@Suite("A truth file")
struct TruthTests {
  @Test("without the later keys says nothing of them")
  func old() throws {
    let truth = try ScoreBench.truth()
    #expect(truth.analysisOptions == AnalysisOptions(profile: .bench))
    #expect((truth.mustFlagSet == nil, truth.mayFlagSet == nil, truth.yaw, truth.pitch) == (true, true, nil, nil))
    #expect(truth.reps[0].quantities.count == 5)
    #expect(!truth.isNegative)
  }

  @Test("names the options that the clip is analysed with, and the others keep their usual values")
  func options() throws {
    let truth = try ScoreBench.truth(clip: #", "options": {"floorY": 431.0, "strictness": "strict"}"#)
    #expect(truth.analysisOptions == AnalysisOptions(profile: .bench, strictness: .strict, floorY: 431))
  }

  @Test("is refused with an option that cannot be", arguments: [#"{"floorY": "low"}"#, #"{"strictness": "harsh"}"#])
  func badOptions(options: String) {
    #expect(throws: DecodingError.self) { try ScoreBench.truth(clip: ", \"options\": \(options)") }
  }
}
