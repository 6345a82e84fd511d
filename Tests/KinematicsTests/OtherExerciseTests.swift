import Movement
import MovementTesting
import Testing

@testable import Kinematics

@Suite("Told from other exercises")
struct OtherExerciseTests {
  private func reading(_ track: PoseTrack) -> (outcome: Outcome, reason: String) {
    switch SetReading(track, options: AnalysisOptions()) {
    case .set: (.assessed, "")
    case .unread(let outcome, let reason, _): (outcome, reason)
    }
  }

  /// Trembling joints, legs thrown somewhere else in every twelfth frame.
  private func poorly(_ filming: inout Filming) {
    filming.noise = 0.04
    filming.leaps = 0.08
  }

  @Test("no other exercise is judged, whoever does it and however it is filmed", arguments: Drill.otherExercises)
  func refused(drill: Drill) {
    for seed in 1...5 {
      #expect(reading(drill.track(seed: seed)).outcome != .assessed, "\(drill), seed \(seed)")
      let poor = reading(drill.track(seed: seed, filming: poorly))
      #expect(poor.outcome != .assessed, "\(drill), seed \(seed), poorly tracked")
      let loop = reading(drill.track(seed: seed, counts: 1...3, phase: Double(seed % 4) / 4))
      #expect(loop.outcome != .assessed, "\(drill), seed \(seed), a loop")
    }
  }

  @Test("a reverse hyper is judged, however bad and however it is filmed", arguments: Drill.reverseHypers)
  func accepted(drill: Drill) {
    for seed in 1...5 {
      let said = reading(drill.track(seed: seed, counts: 3...12))
      #expect(said.outcome == .assessed, "\(drill), seed \(seed): \(said.reason)")
      let poor = reading(drill.track(seed: seed, filming: poorly))
      #expect(poor.outcome == .assessed, "\(drill), seed \(seed), poorly tracked: \(poor.reason)")
    }
  }

  @Test("so is a loop of one to three reps, wherever it begins", arguments: Drill.reverseHypers)
  func acceptedLoops(drill: Drill) {
    for seed in 1...8 {
      let said = reading(drill.track(seed: seed, counts: 2...3, phase: Double(seed % 4) / 4))
      #expect(said.outcome == .assessed, "\(drill), seed \(seed): \(said.reason)")
    }
    let one = reading(drill.track(seed: 9, counts: 1...1))
    #expect(one.outcome == .assessed, "\(drill), one rep: \(one.reason)")
  }

  @Test(
    "the reason is what was seen",
    arguments: [
      ("push-ups", "torso itself"), ("back extensions at 45°", "torso itself"), ("supermans", "torso itself"),
      ("leg curls", "knees bend"), ("donkey kicks, near leg", "one leg works"),
      ("one-leg reverse hypers, far leg", "one leg works"), ("flutter kicks", "in turn"), ("bird dogs", "in turn"),
      ("leg raises", "lying on the back"), ("prone leg lifts on the floor", "never below"),
      ("walking by", "nobody lies"), ("rowing", "nobody lies"), ("plank", "do not go up"),
    ])
  func reasons(name: String, words: String) throws {
    let drill = try #require(Drill.otherExercises.first { $0.name == name })
    #expect(reading(drill.track(seed: 2, counts: 5...5)).reason.contains(words))
  }

  @Test("on all fours with the resting leg out of sight the knee at a right angle tells")
  func kneeling() throws {
    let drill = try #require(Drill.otherExercises.first { $0.name == "donkey kicks, near leg" })
    let said = reading(drill.track(seed: 2, counts: 5...5) { $0.apartVisibility = 0.2 })
    #expect(said.reason.contains("right angle"))
  }
}
