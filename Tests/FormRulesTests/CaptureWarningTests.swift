import FormRules
import Movement
import MovementTesting
import Testing

@Suite("Filming advice for a set")
struct CaptureWarningTests {
  private func warnings(
    _ set: SyntheticSet = SyntheticSet(), _ profile: Profile = .bench,
    track change: (inout PoseTrack) -> Void = { _ in }
  ) -> [CaptureWarning] {
    var track = set.render()
    change(&track)
    return FormAssessor.assess(track, options: AnalysisOptions(profile: profile)).capture.warnings
  }

  private func codes(_ warnings: [CaptureWarning]) -> [String] { warnings.map(\.code) }

  /// A set seen from `yaw` degrees, as the tracker renders it.
  private func turned(_ nearing: Double, _ beside: Double) -> SyntheticSet {
    var set = SyntheticSet()
    set.depthNearing = nearing
    set.farSide = Point(x: -beside, y: 0.02)
    return set
  }

  @Test("a turned camera is said with the angle and the way back, a side view is not")
  func yaw() throws {
    let feet = warnings(turned(-1.07, -0.12))
    #expect(codes(feet) == ["camera-turned"])
    #expect(try #require(feet.first).message.contains("toward the feet: move it toward the head"))
    let head = warnings(turned(1.3, 0.14))
    #expect(try #require(head.first).message.contains("toward the head: move it toward the feet"))
    for side in [turned(0.3, 0), turned(0, 0), turned(0.7, 0.05)] { #expect(warnings(side).isEmpty) }
  }

  @Test("far out of the side view the levels at the top are not judged, near it they are")
  func silence() throws {
    func verdict(_ set: SyntheticSet) -> Verdict? {
      FormAssessor.assess(set.render(), options: AnalysisOptions(profile: .bench)).verdict("partial-top")
    }
    #expect(verdict(turned(1.61, 0.16)) == .notAssessed)
    #expect(verdict(turned(-1.2, -0.14)) == .notAssessed)
    #expect(verdict(turned(1.0, 0.1)) == .ok)
    #expect(verdict(turned(0.3, 0)) == .ok)
  }

  @Test("a level is surer in a side view than in a turned or an unknown one")
  func uncertainty() throws {
    func uncertainty(_ set: SyntheticSet) throws -> Double {
      let reps = FormAssessor.assess(set.render(), options: AnalysisOptions(profile: .bench))
      return try #require(reps.values(.topDeviation).first).uncertainty
    }
    let side = try uncertainty(turned(0.3, 0))
    #expect(abs(side - 5.1) < 0.1)
    #expect(abs(try uncertainty(turned(0.85, 0.07)) - 5.8) < 0.1)
    let contradictory = turned(-1, 0.2)
    let capture = FormAssessor.assess(contradictory.render(), options: AnalysisOptions(profile: .bench)).capture
    #expect(capture.yaw == nil)
    #expect(abs(try uncertainty(contradictory) - 5.8) < 0.1)
  }

  @Test(
    "a camera that looks steeply down or up is said",
    arguments: [(12.0, "camera-high"), (-11, "camera-low"), (9, nil), (-9, nil)])
  func pitch(pitch: Double, code: String?) {
    #expect(codes(warnings { $0.pitch = pitch }) == [code].compactMap { $0 })
  }

  @Test("a film of two takes is said to be cut, one take is not")
  func cut() {
    let cut = warnings { $0.frames[$0.frames.count - 30].scene.isCut = true }
    #expect(codes(cut).contains("cut"))
    #expect(warnings().isEmpty)
  }

  @Test("a cut within a rep interrupts it, and no other")
  func cutWithinRep() {
    let onset = SyntheticSet().onsets[4]
    var track = SyntheticSet().render()
    let index = track.frames.firstIndex { $0.time > onset + 1 } ?? 0
    track.frames[index].scene.isCut = true
    let assessment = FormAssessor.assess(track, options: AnalysisOptions(profile: .bench))
    let verdicts = assessment.verdicts(of: "pause")
    #expect(verdicts.prefix(4).allSatisfy { $0 == .ok })
    #expect(verdicts.dropFirst(4).allSatisfy { $0 == .notAssessed })
  }

  @Test("hidden feet are told from hidden knees and from a hidden head")
  func outOfFrame() {
    func moved(_ way: Point) -> [String] {
      codes(warnings { $0 = $0.mapPoses { _, pose in pose.mapPositions { $0 + way } } })
    }
    #expect(moved(Point(x: 0, y: 240)) == [])
    #expect(moved(Point(x: 0, y: 330)) == ["feet-out-of-frame"])
    #expect(moved(Point(x: 0, y: 400)) == ["out-of-frame"])
    #expect(moved(Point(x: -690, y: 0)) == ["head-out-of-frame"])
  }

  @Test("losing the athlete, trembling, dark pictures, a varying frame rate and damage are said")
  func others() {
    let lost = warnings { track in
      for index in stride(from: 10, to: track.frames.count, by: 30) {
        for gap in index..<min(index + 8, track.frames.count) { track.frames[gap].pose = nil }
      }
    }
    #expect(codes(lost).contains("athlete-lost"))
    var shaky = SyntheticSet()
    shaky.noise = 4
    #expect(codes(warnings(shaky)).contains("noisy"))
    let dark = warnings { for index in $0.frames.indices { $0.frames[index].scene.brightness = 0.05 } }
    #expect(codes(dark) == ["dark"])
    #expect(codes(warnings { $0.clip.variableFrameRate = true }) == ["variable-frame-rate"])
    #expect(codes(warnings { $0.clip.decodeHealth.complete = false }) == ["damaged-video"])
  }
}

@Suite("A set that looks like another profile")
struct ProfileLikenessTests {
  private func message(_ profile: Profile, torso: Double, bottom: Double) -> String? {
    var set = SyntheticSet()
    set.trunkElevation = torso
    set.bottom = bottom
    let top = profile == .incline45 && torso > 15 ? -torso : 0.0
    for rep in set.reps.indices { set.reps[rep].top = top }
    return FormAssessor.assess(set.render(), options: AnalysisOptions(profile: profile)).capture.warnings
      .first { $0.code == "profile-mismatch" }?.message
  }

  /// Torso and lowest body-line deviation as on tracked sets of each profile.
  static let usual: [(Profile, Double, Double)] = [
    (.bench, 0, -74), (.machine, -1, -80), (.machine, -19, -83), (.ball, 14, -54), (.ballOnBench, 10, -74),
    (.incline45, 37, -93),
  ]

  @Test("no profile is taken for another where it is the right one", arguments: usual)
  func right(profile: Profile, torso: Double, bottom: Double) {
    #expect(message(profile, torso: torso, bottom: bottom) == nil)
  }

  @Test("bench and machine cannot be told apart, and are not")
  func alike() {
    #expect(message(.machine, torso: 0, bottom: -74) == nil)
    #expect(message(.bench, torso: -1, bottom: -80) == nil)
  }

  @Test(
    "the profile that it looks like is named",
    arguments: [
      (Profile.machine, 37.0, -93.0, "like on incline45"), (.ball, 37, -93, "like on incline45"),
      (.ball, 0, -78, "like on bench or machine"), (.ball, 10, -74, "like on ball-on-bench"),
      (.machine, 14, -54, "like on ball"), (.bench, 14, -54, "like on ball"),
      (.incline45, 0, -74, "unlike on incline45"),
    ])
  func wrong(profile: Profile, torso: Double, bottom: Double, words: String) throws {
    #expect(try #require(message(profile, torso: torso, bottom: bottom)).contains(words))
  }
}
