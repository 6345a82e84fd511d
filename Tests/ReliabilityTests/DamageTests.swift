import Testing

@Suite("Damaged clips in a batch")
struct DamageTests {
  /// A fixed one: what fails once fails again.
  private static let seed = 20_261_121
  /// As many as the script has containers and codecs.
  private static let count = 23

  /// Scripts/damage does it with two thousand clips.
  @Test("end as analysed or with a reason, one of each container, and what they have lost is said")
  func ofEachKind() throws {
    print("damaged clips: seed \(Self.seed), \(Self.count) clips")
    let script = Bench.repository.appendingPathComponent("Scripts/damage").path
    // Other tests may keep the machine busy: a clip has more than the ten seconds of the long run.
    let ended = try Bench().shell(
      "exec \"$1\" --program \"$0\" --seed \(Self.seed) --count \(Self.count) --jobs 2 --patience 60", [script])
    #expect(ended.status == 0, "\(ended.errors)\n\(ended.output)")
    #expect(ended.output.contains("\(Self.count) of \(Self.count) damaged clips, seed \(Self.seed)"), "\(ended.output)")
  }
}
